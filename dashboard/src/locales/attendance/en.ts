/** English of this area, and by its type the list of its texts. */
export const en = {
  attendance: {
    title: 'attendance',
  },
}
export type AttendanceMessages = typeof en
