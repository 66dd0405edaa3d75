import type { SetupMessages } from './en.ts'

export const vi: SetupMessages = {
  setup: {
    title: 'setup',
  },
}
