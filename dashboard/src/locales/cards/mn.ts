import type { CardsMessages } from './en.ts'

export const mn: CardsMessages = {
  cards: {
    title: 'cards',
  },
}
