/** English of this area, and by its type the list of its texts. */
export const en = {
  exchange: {
    title: 'exchange',
  },
}
export type ExchangeMessages = typeof en
