import type { CardsMessages } from './en.ts'

export const vi: CardsMessages = {
  cards: {
    title: 'cards',
  },
}
