/** English of this area, and by its type the list of its texts. */
export const en = {
  visitors: {
    title: 'visitors',
  },
}
export type VisitorsMessages = typeof en
