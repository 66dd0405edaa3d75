/** Eight random bytes as 16 hexadecimal digits: the id of a new person. */
export function newPersonId(
  random: (bytes: Uint8Array<ArrayBuffer>) => unknown = b => crypto.getRandomValues(b),
): string {
  const bytes = new Uint8Array(8)
  random(bytes)
  return [...bytes].map(b => b.toString(16).padStart(2, '0')).join('')
}

/** A new record's id, told apart by eye through its first letters: `enrolment` gives `enr-1f0c...`. */
export const newRecordId = (kind: string, id: string = newPersonId()): string => `${kind.slice(0, 3)}-${id}`
