/** English of this area, and by its type the list of its texts. */
export const en = {
  timetable: {
    title: 'timetable',
  },
}
export type TimetableMessages = typeof en
