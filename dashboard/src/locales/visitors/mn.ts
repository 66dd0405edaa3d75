import type { VisitorsMessages } from './en.ts'

export const mn: VisitorsMessages = {
  visitors: {
    title: 'visitors',
  },
}
