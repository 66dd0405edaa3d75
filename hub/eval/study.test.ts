import { describe, expect, test } from 'vitest'
import { gradeStem } from './grade-stem.ts'
import { madeUpSchool } from './made-up.ts'
import { readContacts, readDiaries, readMetadata } from './read.ts'
import { type Study, studyOf } from './study.ts'
import { nightOf } from './study-days.ts'

function made(clock: 'midnight' | 'unix'): Study {
  const { contacts, metadata, diaries } = madeUpSchool(7, clock)
  const rows = [readContacts(contacts, 'c'), readMetadata(metadata, 'm'), readDiaries(diaries, 'd')] as const
  if (!rows[0].ok || !rows[1].ok || !rows[2].ok) throw new Error('made up badly')
  return studyOf('s', rows[0].value.rows, rows[1].value.rows, rows[2].value.rows)
}

describe('a study', () => {
  test('has the same days from seconds and from UNIX time of another zone', () => {
    const seconds = made('midnight').days
    const unix = made('unix').days
    expect(unix).toHaveLength(3)
    expect(unix.map(day => day.seconds)).toEqual(seconds.map(day => day.seconds))
  })

  test('days are cut in the longest quiet stretch, also across midnight', () => {
    const school = Array.from({ length: 100 }, (_, n) => 8 * 3600 + n * 250)
    expect(nightOf(school)).toBeGreaterThanOrEqual(0)
    const night = nightOf(school)
    expect(night < 8 * 3600 || night > 15 * 3600).toBe(true)
    // a school day that runs from 22:00 to 05:00 on the file's clock
    expect(nightOf(school.map(t => t + 14 * 3600))).toBeGreaterThan(5 * 3600)
    expect(nightOf(school.map(t => t + 14 * 3600))).toBeLessThan(22 * 3600)
  })

  test('rows said twice or of oneself are counted and left out; unknown people have the class of their rows', () => {
    const contacts = readContacts('100 1 2 A A\n100 2 1 A A\n120 1 1 A A\n120 1 9 A B', 'c')
    const metadata = readMetadata('1 A F\n2 A M', 'm')
    if (!contacts.ok || !metadata.ok) throw new Error('made up badly')
    const study = studyOf('s', contacts.value.rows, metadata.value.rows, null)
    expect([...(study.days[0]?.seconds.values() ?? [])]).toEqual([20, 20])
    expect(study.groups).toEqual(['A', 'A', 'B'])
    expect(study.sexes).toEqual(['F', 'M', null])
    expect(study.notes).toEqual([
      '1 in contacts but not in metadata',
      '1 rows of somebody in contact with themselves',
      '1 rows said twice',
    ])
  })

  test.each([
    ['1A', '1B'],
    ['7-А', '7-Б'],
    ['PC', 'PC*'],
    ['MP*1', 'MP*2'],
    ['2BIO1', '2BIO3'],
    ['10.1', '10.2'],
  ])('%s and %s are of one grade', (one, other) => {
    expect(gradeStem(one)).toBe(gradeStem(other))
  })

  test.each([
    ['1A', '2A'],
    ['PC', 'PSI*'],
    ['5B', 'Teachers'],
    ['A', 'B'],
    ['10', '11'],
  ])('%s and %s are not', (one, other) => {
    expect(gradeStem(one)).not.toBe(gradeStem(other))
  })
})
