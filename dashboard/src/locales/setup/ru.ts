import type { SetupMessages } from './en.ts'

export const ru: SetupMessages = {
  setup: {
    title: 'setup',
  },
}
