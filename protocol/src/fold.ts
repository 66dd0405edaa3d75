/**
 * Folds a name to a skeleton in which spellings of the same sound meet: Cyrillic (mn, ky, ru) is written in Latin
 * letters, marks are dropped, and the spellings people vary in (kh/h, zh/j, ye/e, doubled vowels) become one.
 * "Өнөрцэцэг", "Onortsetseg" and "Önörtsetseg" fold alike; so do "Nguyễn Ánh" and "Nguyen Anh".
 */
export function fold(text: string): string {
  let latin = ''
  for (const letter of text.normalize('NFC').toLowerCase()) latin += CYRILLIC[letter] ?? letter
  return latin
    .normalize('NFD')
    .replace(/\p{M}+/gu, '')
    .replace(/đ/g, 'd')
    .replace(/[^\p{L}\p{N}]+/gu, ' ')
    .replace(/shch/g, 'sh')
    .replace(/kh/g, 'h')
    .replace(/zh|dj|dz(?=h)/g, 'j')
    .replace(/y(?=[aeou])/g, '')
    .replace(/y/g, 'i')
    .replace(/(\p{L})\1+/gu, '$1')
    .trim()
}

const CYRILLIC: Record<string, string> = {
  а: 'a',
  б: 'b',
  в: 'v',
  г: 'g',
  д: 'd',
  е: 'ye',
  ё: 'yo',
  ж: 'j',
  з: 'z',
  и: 'i',
  й: 'i',
  к: 'k',
  л: 'l',
  м: 'm',
  н: 'n',
  ң: 'n',
  о: 'o',
  ө: 'o',
  п: 'p',
  р: 'r',
  с: 's',
  т: 't',
  у: 'u',
  ү: 'u',
  ф: 'f',
  х: 'kh',
  ц: 'ts',
  ч: 'ch',
  ш: 'sh',
  щ: 'shch',
  ъ: '',
  ы: 'y',
  ь: '',
  э: 'e',
  ю: 'yu',
  я: 'ya',
}

/**
 * How well a query fits a name, both folded: every word of the query must begin a word of the name (3), or stand
 * inside one (1). Undefined when one does not. Higher is better.
 */
export function score(query: string, name: string): number | undefined {
  const words = name.split(' ')
  let total = 0
  for (const part of query.split(' ')) {
    if (part === '') continue
    if (words.some(w => w.startsWith(part))) total += 3
    else if (name.includes(part)) total += 1
    else return undefined
  }
  return total
}
