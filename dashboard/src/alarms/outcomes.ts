import type { AlarmKind, AlarmOutcome } from '@schoolgate/protocol/feed/alarm'

/** What an alarm of each kind can end with, most usual first. */
export const OUTCOMES: Record<AlarmKind, readonly AlarmOutcome[]> = {
  isolate: ['isolation-room', 'back-to-class', 'sent-home', 'false-alarm'],
  refer: ['card-renewed', 'back-to-class', 'sent-home', 'false-alarm'],
  'by-hand': ['back-to-class', 'isolation-room', 'sent-home', 'false-alarm'],
  'scanner-down': ['fixed', 'false-alarm'],
  'sensor-down': ['fixed', 'false-alarm'],
  'kiosk-offline': ['fixed', 'false-alarm'],
  'kiosk-fork': ['fixed', 'false-alarm'],
  'entries-lost': ['fixed', 'false-alarm'],
  'card-clone': ['card-renewed', 'false-alarm'],
}
