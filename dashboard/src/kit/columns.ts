/** A column of a `KitTable`. */
export interface KitColumn<Row> {
  /** also the name of the slot that draws its cell, `cell-<id>` */
  id: string
  /** heading, in the reader's language */
  head: string
  /** what it is sorted by, and its text where no slot draws it; null stands last */
  value: (row: Row) => string | number | null
  /** the heading sorts; off by default, since a list read page by page is sorted by the hub */
  sort?: boolean
  align?: 'start' | 'end'
  /** Tailwind classes of its cells on a wide screen: a width, `max-lg:hidden` */
  class?: string
  /** its place on a phone's card: the headline, the top right corner, a line with its heading (default), or nowhere */
  card?: 'title' | 'side' | 'line' | 'hide'
}

/** Compares cell values: numbers by size, texts by the reader's alphabet, null last whichever way it is sorted. */
export function compareCells(
  a: string | number | null,
  b: string | number | null,
  collator: Intl.Collator,
): number {
  if (a === null || b === null) return a === b ? 0 : a === null ? 1 : -1
  if (typeof a === 'number' && typeof b === 'number') return a - b
  return collator.compare(String(a), String(b))
}
