import { Temporal } from 'temporal-polyfill'

/** Local day and minute of a moment (epoch ms) in an IANA zone; one that does not exist is read as UTC. */
export function localTime(timeZone: string, at: number): { day: string; minute: number } {
  const instant = Temporal.Instant.fromEpochMilliseconds(Math.floor(at))
  const local = inZone(instant, timeZone)
  return { day: local.toPlainDate().toString(), minute: local.hour * 60 + local.minute }
}

function inZone(instant: Temporal.Instant, timeZone: string): Temporal.ZonedDateTime {
  try {
    return instant.toZonedDateTimeISO(timeZone)
  } catch {
    return instant.toZonedDateTimeISO('UTC')
  }
}
