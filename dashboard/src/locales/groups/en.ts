/** English of this area, and by its type the list of its texts. */
export const en = {
  groups: {
    title: 'groups',
  },
}
export type GroupsMessages = typeof en
