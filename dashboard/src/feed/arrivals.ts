import type { MinuteSeries } from '@schoolgate/protocol/feed/live-state'

export interface ArrivalWindow {
  /** minutes of the local day, both included */
  from: number
  to: number
}

/**
 * The part of the day worth drawing: where all but the first and last hundredth of the usual arrivals fall, today's
 * first ones and the present, with a margin, on whole quarter hours.
 */
export function arrivalWindow(today: MinuteSeries, usual: MinuteSeries, nowMinute: number): ArrivalWindow {
  const [low, high] = middle(usual.length > 0 ? usual : today, 0.01)
  const first = middle(today, 0.01)[0]
  let from = Math.min(low, first)
  let to = Math.max(high, today.length > 0 ? middle(today, 0.01)[1] : high)
  if (!Number.isFinite(from) || !Number.isFinite(to)) {
    from = nowMinute - 30
    to = nowMinute + 30
  }
  // the marker for now stays in the picture while the morning lasts, not all day
  if (nowMinute > to && nowMinute <= to + 45) to = nowMinute
  if (nowMinute < from && nowMinute >= from - 45) from = nowMinute
  return {
    from: Math.max(0, Math.floor((from - 5) / 15) * 15),
    to: Math.min(1439, Math.ceil((to + 5) / 15) * 15),
  }
}

/** Minutes between which all but `tail` at either end of the series' weight lies. */
function middle(series: MinuteSeries, tail: number): [number, number] {
  const total = series.reduce((sum, [, n]) => sum + n, 0)
  let seen = 0
  let low = Number.POSITIVE_INFINITY
  let high = Number.NEGATIVE_INFINITY
  for (const [minute, n] of [...series].sort((a, b) => a[0] - b[0])) {
    const before = seen
    seen += n
    if (n > 0 && seen > total * tail && low === Number.POSITIVE_INFINITY) low = minute
    if (n > 0 && before < total * (1 - tail)) high = minute
  }
  return [low, high]
}

/** One value a minute from `from` to `to`; minutes nobody came in are 0. */
export function dense(series: MinuteSeries, { from, to }: ArrivalWindow): number[] {
  const values = new Array<number>(to - from + 1).fill(0)
  for (const [minute, n] of series) if (minute >= from && minute <= to) values[minute - from] = n
  return values
}

/** Sum of a series up to and including a minute. */
export const upTo = (series: MinuteSeries, minute: number): number =>
  series.reduce((sum, [m, n]) => (m <= minute ? sum + n : sum), 0)

export const totalOf = (series: MinuteSeries): number => series.reduce((sum, [, n]) => sum + n, 0)
