import type { VisitorsMessages } from './en.ts'

export const ru: VisitorsMessages = {
  visitors: {
    title: 'visitors',
  },
}
