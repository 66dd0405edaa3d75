/** Most rooms made at once. */
export const MOST_ROOMS = 200

/** Names as typed: one a line or between commas, `101-112` meaning every number from the one to the other. */
export function roomNames(text: string): string[] {
  const names = text.split(/[\n,;]/).flatMap(part => {
    const name = part.trim()
    const range = /^(\D*)(\d+)\s*[-–—]\s*(\d+)$/.exec(name)
    if (!range) return name === '' ? [] : [name]
    const [, before = '', first = '', last = ''] = range
    const [from, to] = [Number(first), Number(last)]
    if (to < from || to - from >= MOST_ROOMS) return [name]
    return Array.from(
      { length: to - from + 1 },
      (_, i) => before + String(from + i).padStart(first.length, '0'),
    )
  })
  return [...new Set(names)].slice(0, MOST_ROOMS)
}
