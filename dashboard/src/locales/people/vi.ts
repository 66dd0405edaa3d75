import type { PeopleMessages } from './en.ts'

export const vi: PeopleMessages = {
  people: {
    title: 'people',
  },
}
