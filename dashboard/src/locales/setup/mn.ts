import type { SetupMessages } from './en.ts'

export const mn: SetupMessages = {
  setup: {
    title: 'setup',
  },
}
