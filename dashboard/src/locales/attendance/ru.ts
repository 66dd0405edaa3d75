import type { AttendanceMessages } from './en.ts'

export const ru: AttendanceMessages = {
  attendance: {
    title: 'attendance',
  },
}
