/** Whether an interval of days, both ends inclusive and null open, holds on `day`. */
export const holdsOn = (span: { from: string | null; to: string | null }, day: string): boolean =>
  (span.from === null || span.from <= day) && (span.to === null || day <= span.to)
