import type { TimetableMessages } from './en.ts'

export const vi: TimetableMessages = {
  timetable: {
    title: 'timetable',
  },
}
