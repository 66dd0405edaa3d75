import type { ExchangeMessages } from './en.ts'

export const vi: ExchangeMessages = {
  exchange: {
    title: 'exchange',
  },
}
