/** English of this area, and by its type the list of its texts. */
export const en = {
  people: {
    title: 'people',
  },
}
export type PeopleMessages = typeof en
