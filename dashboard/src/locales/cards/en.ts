/** English of this area, and by its type the list of its texts. */
export const en = {
  cards: {
    title: 'cards',
  },
}
export type CardsMessages = typeof en
