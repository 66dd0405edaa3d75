import type { CardsMessages } from './en.ts'

export const ru: CardsMessages = {
  cards: {
    title: 'cards',
  },
}
