import type { CardsMessages } from './en.ts'

export const ky: CardsMessages = {
  cards: {
    title: 'cards',
  },
}
