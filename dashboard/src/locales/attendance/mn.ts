import type { AttendanceMessages } from './en.ts'

export const mn: AttendanceMessages = {
  attendance: {
    title: 'attendance',
  },
}
