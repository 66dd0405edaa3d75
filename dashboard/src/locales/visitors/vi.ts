import type { VisitorsMessages } from './en.ts'

export const vi: VisitorsMessages = {
  visitors: {
    title: 'visitors',
  },
}
