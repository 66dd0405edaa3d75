/** An id for a new record: 16 hexadecimal digits, too many to meet by chance within a school. */
export function newId(): string {
  const bytes = crypto.getRandomValues(new Uint8Array(8))
  return Array.from(bytes, b => b.toString(16).padStart(2, '0')).join('')
}
