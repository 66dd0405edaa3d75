import type { ExchangeMessages } from './en.ts'

export const ky: ExchangeMessages = {
  exchange: {
    title: 'exchange',
  },
}
