import type { TimetableMessages } from './en.ts'

export const ru: TimetableMessages = {
  timetable: {
    title: 'timetable',
  },
}
