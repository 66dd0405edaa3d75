import fc from 'fast-check'
import { expect, test } from 'vitest'
import { fold, score } from './fold.ts'

test.each([
  ['Өнөрцэцэг', 'Onortsetseg'],
  ['Өнөрцэцэг', 'ÖNÖRTSETSEG'],
  ['Үүрийнтуяа', 'Uuriintuya'],
  ['Хулан', 'Khulan'],
  ['Хулан', 'hulan'],
  ['Ынтымак', 'Yntymak'],
  ['Щербакова', 'Shcherbakova'],
  ['Жаргал', 'Zhargal'],
  ['Жаргал', 'Jargal'],
  ['Ёндон', 'Yondon'],
  ['Nguyễn Thị Ngọc Ánh', 'nguyen thi ngoc anh'],
  ['Trần Đức', 'Tran Duc'],
  ['Номин-Эрдэнэ', 'nomin erdene'],
])('%s and %s fold alike', (a, b) => {
  expect(fold(a)).toBe(fold(b))
})

test('a part of a name finds it, another name does not', () => {
  const name = fold('Nguyễn Thị Ngọc Ánh 3B')
  expect(score(fold('nguyen anh'), name)).toBe(6)
  expect(score(fold('anh 3b'), name)).toBe(6)
  expect(score(fold('nguyen binh'), name)).toBeUndefined()
})

test('folding again changes nothing, for any text of ours', () => {
  const letters = fc.constantFrom(...'абвгдеёжзийклмноөпрстуүфхцчшщъыьэюяңАЯӨҮabcxyzđăâêôơưÁẫ -.'.split(''))
  fc.assert(
    fc.property(fc.array(letters, { maxLength: 30 }), parts => {
      const once = fold(parts.join(''))
      expect(fold(fold(once))).toBe(fold(once))
      expect(once).toMatch(/^[\p{L}\p{N} ]*$/u)
    }),
    { seed: 11, numRuns: 300 },
  )
})
