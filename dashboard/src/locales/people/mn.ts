import type { PeopleMessages } from './en.ts'

export const mn: PeopleMessages = {
  people: {
    title: 'people',
  },
}
