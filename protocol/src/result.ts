/** Errors are data: a function that can fail on bad input returns one of these instead of throwing. */
export type Result<T, E> = { ok: true; value: T } | { ok: false; error: E }

export const ok = <T>(value: T): { ok: true; value: T } => ({
  ok: true,
  value,
})
export const fail = <E>(error: E): { ok: false; error: E } => ({
  ok: false,
  error,
})
