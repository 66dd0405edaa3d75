import type { AttendanceMessages } from './en.ts'

export const vi: AttendanceMessages = {
  attendance: {
    title: 'attendance',
  },
}
