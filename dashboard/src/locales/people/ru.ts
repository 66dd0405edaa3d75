import type { PeopleMessages } from './en.ts'

export const ru: PeopleMessages = {
  people: {
    title: 'people',
  },
}
