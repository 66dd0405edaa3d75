/** A lesson or a working day, `HH:MM` each. */
export interface Bell {
  from: string
  to: string
}

export const MOST_BELLS = 16
const DAY_MIN = 24 * 60
const USUAL_LESSON = 40
const USUAL_BREAK = 10
const FIRST_BELL = 8 * 60

const two = (n: number): string => String(n).padStart(2, '0')
/** Minute of the day as `HH:MM`. */
export const asTime = (minute: number): string => `${two(Math.floor(minute / 60))}:${two(minute % 60)}`

/** Minute of the day of what somebody typed: `8:00`, `08.00`, `0800` and `8` are eight o'clock. */
export function asMinute(text: string): number | undefined {
  const found = /^\s*(\d{1,2})\s*[:.\-h]\s*(\d{2})\s*$/i.exec(text) ?? /^\s*(\d{1,2}?)(\d{2})?\s*$/.exec(text)
  if (!found) return undefined
  const hour = Number(found[1])
  const minute = Number(found[2] ?? 0)
  return hour < 24 && minute < 60 ? hour * 60 + minute : undefined
}

/** Minutes between two times; NaN when one cannot be read. */
export const minutesBetween = (from: string, to: string): number =>
  (asMinute(to) ?? Number.NaN) - (asMinute(from) ?? Number.NaN)

/** The value that occurs most often among those above zero, the last of equals. */
function usual(values: number[], fallback: number): number {
  const counts = new Map<number, number>()
  for (const v of values) if (v > 0) counts.set(v, (counts.get(v) ?? 0) + 1)
  let best = fallback
  let most = 0
  for (const [value, n] of counts) {
    if (n >= most) {
      best = value
      most = n
    }
  }
  return best
}

/** Usual length of a lesson and of a break of these bells, minutes. */
export function habit(bells: readonly Bell[]): { lesson: number; pause: number } {
  return {
    lesson: usual(
      bells.map(b => minutesBetween(b.from, b.to)),
      USUAL_LESSON,
    ),
    pause: usual(
      bells.slice(1).map((b, i) => minutesBetween(bells[i]?.to ?? '', b.from)),
      USUAL_BREAK,
    ),
  }
}

/** One bell more: after the usual break, as long as usual. The same bells when the day or the list is full. */
export function withNext(
  bells: readonly Bell[],
  given: Partial<{ lesson: number; pause: number }> = {},
): Bell[] {
  const { lesson, pause } = { ...habit(bells), ...given }
  const last = bells.at(-1)
  const from = last ? (asMinute(last.to) ?? FIRST_BELL) + pause : FIRST_BELL
  if (bells.length >= MOST_BELLS || from + lesson >= DAY_MIN) return [...bells]
  return [...bells, { from: asTime(from), to: asTime(from + lesson) }]
}

/** Every bell from `at` on moved by so many minutes, as when the school begins later. Stays within the day. */
export function moved(bells: readonly Bell[], at: number, minutes: number): Bell[] {
  const move = (time: string): string => {
    const minute = asMinute(time)
    return minute === undefined ? time : asTime(Math.min(DAY_MIN - 1, Math.max(0, minute + minutes)))
  }
  return bells.map((b, i) => (i < at ? b : { from: move(b.from), to: move(b.to) }))
}

export type BellFault = 'unreadable' | 'backwards' | 'overlap'

/** What is wrong with each bell, by its position. */
export function bellFaults(bells: readonly Bell[]): Map<number, BellFault> {
  const faults = new Map<number, BellFault>()
  for (const [i, bell] of bells.entries()) {
    const from = asMinute(bell.from)
    const to = asMinute(bell.to)
    const before = asMinute(bells[i - 1]?.to ?? '')
    if (from === undefined || to === undefined) faults.set(i, 'unreadable')
    else if (to <= from) faults.set(i, 'backwards')
    else if (before !== undefined && from < before) faults.set(i, 'overlap')
  }
  return faults
}

/** Bells as the record wants them; only for bells without a fault. */
export const tidy = (bells: readonly Bell[]): Bell[] =>
  bells.map(b => ({ from: asTime(asMinute(b.from) ?? 0), to: asTime(asMinute(b.to) ?? 0) }))

export interface DayBar {
  /** whole hours shown, minute of the day */
  from: number
  to: number
  /** per cent from the left */
  bells: { n: number; from: number; width: number }[]
  hours: { text: string; at: number }[]
}

/** The day of a shift as a bar from the hour before its first bell to the hour after its last. */
export function dayBar(bells: readonly Bell[]): DayBar | undefined {
  const faults = bellFaults(bells)
  const good = bells.flatMap((b, i) =>
    faults.has(i) ? [] : [{ n: i + 1, from: asMinute(b.from) ?? 0, to: asMinute(b.to) ?? 0 }],
  )
  if (good.length === 0) return undefined
  const from = Math.floor((Math.min(...good.map(b => b.from)) - 1) / 60) * 60
  const to = Math.ceil((Math.max(...good.map(b => b.to)) + 1) / 60) * 60
  const percent = (minute: number): number => (100 * (minute - from)) / (to - from)
  const step = to - from > 8 * 60 ? 120 : 60
  const hours: DayBar['hours'] = []
  for (let at = Math.ceil(from / step) * step; at <= to; at += step) {
    hours.push({ text: asTime(at % DAY_MIN), at: percent(at) })
  }
  return {
    from,
    to,
    bells: good.map(b => ({ n: b.n, from: percent(b.from), width: percent(b.to) - percent(b.from) })),
    hours,
  }
}
