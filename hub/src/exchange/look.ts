/** Capital letters that look the same in both alphabets: a Latin 3A is another text than a Cyrillic 3А. */
const LOOKS: Record<string, string> = {
  А: 'A',
  В: 'B',
  Е: 'E',
  К: 'K',
  М: 'M',
  Н: 'H',
  О: 'O',
  Р: 'P',
  С: 'C',
  Т: 'T',
  У: 'Y',
  Х: 'X',
}

/** What a class's name looks like: without case, spaces and signs, whatever the alphabet. */
export const lookOf = (name: string): string =>
  name
    .normalize('NFC')
    .toUpperCase()
    .replace(/[^\p{L}\p{N}]+/gu, '')
    .replace(/\p{L}/gu, letter => LOOKS[letter] ?? letter)
