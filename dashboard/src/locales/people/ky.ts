import type { PeopleMessages } from './en.ts'

export const ky: PeopleMessages = {
  people: {
    title: 'people',
  },
}
