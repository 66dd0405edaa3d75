import type { ExchangeMessages } from './en.ts'

export const mn: ExchangeMessages = {
  exchange: {
    title: 'exchange',
  },
}
