import { displayName } from '@schoolgate/protocol/directory/name'
import { PLAIN_FIELDS } from '@schoolgate/protocol/directory/words'
import { LOCALES, type Locale } from '@schoolgate/protocol/locale'
import fc from 'fast-check'
import { expect, test } from 'vitest'
import { dayOrder, plainDay } from './day.ts'
import { guessMapping, uniqueHeadings } from './mapping.ts'
import { splitName } from './name.ts'
import { RELATION_NAMES, ROLE_NAMES, SEX_NAMES, TEMPLATE_COLUMNS } from './template.ts'
import { HEADINGS, headingField, relationInHeading, relationOf, roleOf, sexOf } from './words.ts'

test.each<[Locale, string, string, string, string]>([
  ['mn', 'Батбаярын Өнөрцэцэг', 'Батбаярын', 'Өнөрцэцэг', ''],
  ['mn', 'Б.Болд', 'Б.', 'Болд', ''],
  ['mn', 'Ц. Бат-Эрдэнэ', 'Ц.', 'Бат-Эрдэнэ', ''],
  ['vi', 'Nguyễn Thị Ngọc Ánh', 'Nguyễn', 'Ánh', 'Thị Ngọc'],
  ['vi', 'Trần Đức', 'Trần', 'Đức', ''],
  ['ru', 'Щербакова Анна Игоревна', 'Щербакова', 'Анна', 'Игоревна'],
  ['ky', 'Асанов Бакыт', 'Асанов', 'Бакыт', ''],
  ['en', 'Anna Maria Baker', 'Baker', 'Anna', 'Maria'],
  ['en', 'Baker, Anna Maria', 'Baker', 'Anna', 'Maria'],
  ['ru', 'Анна', '', 'Анна', ''],
])('%s: %s', (locale, text, family, given, middle) => {
  expect(splitName(text, locale)).toEqual({ family, given, middle })
})

test('a name that is put together and taken apart is the same', () => {
  const word = fc.constantFrom('Anna', 'Ánh', 'Өнөр', 'Baker', 'Эрдэнэ', 'Nguyễn')
  fc.assert(
    fc.property(fc.constantFrom(...LOCALES), word, word, fc.option(word), (locale, family, given, extra) => {
      const middle = locale === 'mn' ? '' : (extra ?? '')
      const parts = { family, given, middle }
      expect(splitName(displayName(parts, locale), locale)).toEqual(parts)
    }),
    { seed: 13, numRuns: 300 },
  )
})

test.each([
  ['12.03.2016', 'dmy', '2016-03-12'],
  ['12.03.2016', 'mdy', '2016-03-12'],
  ['03/12/2016', 'mdy', '2016-03-12'],
  ['2016.3.12', 'dmy', '2016-03-12'],
  ['2016 оны 3 сарын 12', 'dmy', '2016-03-12'],
  ['12.03.2016 г.', 'dmy', '2016-03-12'],
] as const)('%s is a day', (text, order, day) => {
  expect(plainDay(text, order)).toEqual({ day })
})
test('days that are none', () => {
  expect(plainDay('30.02.2016', 'dmy')).toBe('impossible')
  expect(plainDay('12.03.16', 'dmy')).toBe('form')
  expect(dayOrder(['3/4/2016', '4/25/2016'], 'en')).toEqual({ order: 'mdy', open: false })
  expect(dayOrder(['3/4/2016'], 'en')).toEqual({ order: 'dmy', open: true })
  expect(dayOrder(['3/4/2016'], 'vi')).toEqual({ order: 'dmy', open: false })
})

test('headings are known in five languages, with remarks, without marks', () => {
  for (const field of PLAIN_FIELDS)
    for (const text of HEADINGS[field]) expect([text, headingField(text)]).toEqual([text, field])
  for (const locale of LOCALES)
    for (const [field, text] of TEMPLATE_COLUMNS[locale]) expect(headingField(text)).toBe(field)
  expect(headingField('ТӨРСӨН ОГНОО (он.сар.өдөр)')).toBe('birth')
  expect(headingField('Ngay sinh')).toBe('birth')
  expect(headingField('Ф.И.О.')).toBe('name')
  expect(headingField('Sports')).toBeUndefined()
  expect(relationInHeading('Ээжийн утас')).toBe('mother')
  expect(relationInHeading('Họ tên cha')).toBe('father')
  expect(relationInHeading('Guardian')).toBeUndefined()
})

test('words of roles, sexes and relations are known as they are written', () => {
  for (const locale of LOCALES) {
    for (const [role, text] of Object.entries(ROLE_NAMES[locale]))
      if (role !== 'visitor') expect(roleOf(text)).toBe(role)
    for (const [sex, text] of Object.entries(SEX_NAMES[locale])) expect(sexOf(text)).toBe(sex)
    for (const [relation, text] of Object.entries(RELATION_NAMES[locale]))
      expect([text, relationOf(text)]).toEqual([text, relation])
  }
  expect([sexOf('ж'), sexOf('M'), sexOf('NỮ')]).toEqual(['female', 'male', 'female'])
})

test('a mapping is guessed once for each field, and repeated for guardians', () => {
  const header = uniqueHeadings(['Нэр', 'Овог', 'Утас', 'Утас', 'Ээж', 'Аав', '', 'Гутал'])
  expect(header).toEqual(['Нэр', 'Овог', 'Утас', 'Утас (2)', 'Ээж', 'Аав', '#7', 'Гутал'])
  expect(guessMapping(header)).toEqual({
    Нэр: 'given',
    Овог: 'family',
    Утас: 'phone',
    'Утас (2)': null,
    Ээж: 'guardianName',
    Аав: 'guardianName',
    '#7': null,
    Гутал: null,
  })
})
