import type { SetupMessages } from './en.ts'

export const ky: SetupMessages = {
  setup: {
    title: 'setup',
  },
}
