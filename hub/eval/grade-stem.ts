/**
 * What parallel classes have in common by their names: `1A` and `1B`, `7-А` and `7-Б`, `PC` and `PC*`, `2BIO1` and
 * `2BIO2`. A research file has no grades; a school's own records do.
 */
export function gradeStem(name: string): string {
  const parts = name.trim().split(/[\s\-_/.]+/u)
  if (parts.length > 1 && parts[0] !== '') return parts.slice(0, -1).join(' ')
  const plain = name.replace(/[^\p{L}\p{N}]+/gu, '')
  const numbered = /^(.*\p{L})\p{N}+$/u.exec(plain)
  if (numbered?.[1] !== undefined) return numbered[1]
  const lettered = /^(.*\p{N})\p{L}$/u.exec(plain)
  return lettered?.[1] ?? (plain === '' ? name : plain)
}
