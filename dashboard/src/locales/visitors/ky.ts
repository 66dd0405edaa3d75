import type { VisitorsMessages } from './en.ts'

export const ky: VisitorsMessages = {
  visitors: {
    title: 'visitors',
  },
}
