import type { AttendanceMessages } from './en.ts'

export const ky: AttendanceMessages = {
  attendance: {
    title: 'attendance',
  },
}
