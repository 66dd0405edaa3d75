import type { AttendanceRow } from '@schoolgate/protocol/attendance/mark'
import type { Text } from '../../composables/use-text.ts'
import type { Format } from '../../text/format.ts'

/** "in 07:52 · out 13:10"; empty without entries. */
export function timesInWords(
  row: Pick<AttendanceRow, 'firstIn' | 'lastOut'>,
  t: Text['t'],
  format: Format,
): string {
  return [
    row.firstIn === null ? '' : t('attendance.timeIn', { time: format.time(row.firstIn) }),
    row.lastOut === null ? '' : t('attendance.timeOut', { time: format.time(row.lastOut) }),
  ]
    .filter(part => part !== '')
    .join(' · ')
}

/** Minutes late and early, where the mark that counts is about them. */
export function minutesInWords(
  row: Pick<AttendanceRow, 'lateMin' | 'earlyMin' | 'computed' | 'correction'>,
  t: Text['t'],
): string {
  const mark = row.correction?.mark ?? row.computed
  return [
    mark === 'late' && row.lateMin > 0 ? t('attendance.lateMin', { n: row.lateMin }) : '',
    (mark === 'late' || mark === 'leftEarly') && row.earlyMin > 0
      ? t('attendance.earlyMin', { n: row.earlyMin })
      : '',
  ]
    .filter(part => part !== '')
    .join(' · ')
}
