import type { TimetableMessages } from './en.ts'

export const mn: TimetableMessages = {
  timetable: {
    title: 'timetable',
  },
}
