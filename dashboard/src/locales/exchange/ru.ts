import type { ExchangeMessages } from './en.ts'

export const ru: ExchangeMessages = {
  exchange: {
    title: 'exchange',
  },
}
