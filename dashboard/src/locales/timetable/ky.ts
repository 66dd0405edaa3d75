import type { TimetableMessages } from './en.ts'

export const ky: TimetableMessages = {
  timetable: {
    title: 'timetable',
  },
}
