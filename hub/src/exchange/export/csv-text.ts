const NEEDS_QUOTES = /[",\r\n]|^\s|\s$/

/** One line of CSV (RFC 4180) with its line end. */
export const csvLine = (cells: readonly string[]): string =>
  `${cells.map(cell => (NEEDS_QUOTES.test(cell) ? `"${cell.replaceAll('"', '""')}"` : cell)).join(',')}\r\n`

/**
 * A cell that no spreadsheet takes for a formula: with an apostrophe before what begins like one (OWASP, CSV
 * injection). A telephone number in its international form stays as it is: a plus with digits computes nothing.
 */
export const safeCell = (cell: string): string =>
  /^[=+\-@\t\r]/.test(cell) && !/^\+?[\d\s().-]*$/.test(cell) ? `'${cell}` : cell
