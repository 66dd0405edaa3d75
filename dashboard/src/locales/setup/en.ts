/** English of this area, and by its type the list of its texts. */
export const en = {
  setup: {
    title: 'setup',
  },
}
export type SetupMessages = typeof en
