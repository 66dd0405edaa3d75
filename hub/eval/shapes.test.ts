import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { type Evaluation, evaluate, type TrackFigures } from './evaluate.ts'
import { loadStudy } from './load.ts'
import { seeded } from './random.ts'
import { shapedSchool } from './shapes.ts'

let folder = ''
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'schoolgate-shapes-'))
})
afterAll(() => rm(folder, { recursive: true }))

async function evaluated(contacts: string, metadata: string, diaries: string | null): Promise<Evaluation> {
  const write = async (name: string, text: string): Promise<string> => {
    await writeFile(join(folder, name), text)
    return join(folder, name)
  }
  const study = await loadStudy({
    contacts: await write('contacts', contacts),
    metadata: await write('metadata', metadata),
    diaries: diaries === null ? null : await write('diaries', diaries),
  })
  if (!study.ok) throw new Error(study.error)
  return evaluate(study.value, 1, () => 0)
}

function figures(of: Evaluation, track: keyof Evaluation['tracks']): TrackFigures {
  const found = of.tracks[track]
  if ('skipped' in found) throw new Error(found.skipped)
  const { map, brier, calibration, listPerContact, recallAt, pairs } = found
  for (const value of [map, brier, calibration.ratio, calibration.gap, listPerContact, recallAt['10']])
    expect(Number.isFinite(value)).toBe(true)
  expect(calibration.bins.reduce((n, bin) => n + bin.pairs, 0)).toBe(pairs)
  return found
}

// Midnight of a Monday in Paris, as UNIX time: an hour before midnight in Greenwich.
const PARIS = 1_385_938_800

describe('files of other schools', () => {
  test('UNIX time and spaces; metadata with tabs and unknown sexes; diaries of one day, directed', async () => {
    const school = shapedSchool({
      seed: 2,
      classes: ['2BIO1', '2BIO2', 'MP', 'MP*1', 'PC*', 'PSI*'],
      size: 12,
      days: 3,
      friends: 1800,
      share: 0.12,
      epoch: PARIS,
      gap: ' ',
      end: '\n',
    })
    const random = seeded(5)
    const named = school.friends.flatMap(([a, b]) => [
      ...(random() < 0.6 ? [`${a} ${b} ${1 + Math.floor(random() * 4)}`] : []),
      ...(random() < 0.6 ? [`${b} ${a} ${1 + Math.floor(random() * 4)}`] : []),
    ])
    const evaluation = await evaluated(
      school.contacts,
      school.people
        .map(({ id, group, sex }, n) => `${id}\t${group}\t${n % 20 === 3 ? 'Unknown' : sex}\n`)
        .join(''),
      `${named.join('\n')}\n9999 1 4\n`,
    )
    expect(evaluation).toMatchObject({ people: 72, classes: 6, days: 3 })
    expect(evaluation.notes).toContain('1 diary rows of or about persons the other files do not know')
    const [roster, habit, interview] = [
      figures(evaluation, 'roster'),
      figures(evaluation, 'habit'),
      figures(evaluation, 'interview'),
    ]
    expect(habit.map).toBeGreaterThan(roster.map)
    expect(habit.map).toBeGreaterThan(0.7)
    expect(interview.map).toBeGreaterThan(habit.map - 0.02)
  })

  test('seconds of two days, tabs, a class of teachers, many times the contact', async () => {
    const school = shapedSchool({
      seed: 3,
      classes: ['1A', '1B', '2A', '2B', 'Teachers'],
      size: 14,
      days: 2,
      friends: 2400,
      share: 0.4,
      epoch: 0,
      gap: '\t',
      end: '\n',
    })
    const evaluation = await evaluated(
      school.contacts,
      school.people
        .map(({ id, group, sex }) => `${id}\t${group}\t${group === 'Teachers' ? 'Unknown' : sex}\n`)
        .join(''),
      null,
    )
    expect(evaluation).toMatchObject({ people: 70, classes: 5, days: 2 })
    expect(figures(evaluation, 'habit')).toMatchObject({ days: 1 })
    expect(figures(evaluation, 'habit').map).toBeGreaterThan(figures(evaluation, 'roster').map)
    expect(evaluation.tracks.interview).toHaveProperty('skipped')
  })

  test('only t i j, departments and no sex, words for names, headings, comments, CRLF, blank and doubled rows', async () => {
    const school = shapedSchool({
      seed: 4,
      classes: ['Human Resources', 'D&I/ärzte', '#4'],
      size: 14,
      days: 2,
      friends: 1800,
      share: 0.15,
      epoch: 86_400 * 3,
      gap: '\t',
      end: '\r\n',
      bare: true,
      nameOf: n => `person-${n.toString(36)}`,
    })
    const lines = school.contacts.split('\r\n').filter(line => line !== '')
    const [t, i, j] = lines[0]?.split('\t') ?? []
    const messy = [
      '\uFEFFt\ti\tj',
      '# sensors',
      '',
      ...lines,
      `${t}\t${j}\t${i}`,
      `${t}\t${i}\t${i}`,
      `${t}\t${i}\tguest`,
    ]
    const [first, ...others] = school.people
    const evaluation = await evaluated(
      messy.join('\r\n'),
      [
        'id\tdepartment',
        ...others.map(({ id, group }) => `${id}\t${group}`),
        'nobody\tHuman Resources',
        `${others[0]?.id}\t#4`,
      ].join('\r\n'),
      null,
    )
    expect(first?.id).toBe('person-1')
    expect(evaluation).toMatchObject({ people: 44, classes: 3, days: 2 })
    expect(evaluation.notes).toEqual([
      'contacts: a row of headings, passed over',
      'metadata: a row of headings, passed over',
      'metadata: 1 rows about persons named before, not used',
      '2 in contacts but not in metadata',
      '1 in metadata but in no contact',
      '2 without a class',
      '1 rows of somebody in contact with themselves',
      '1 rows said twice',
    ])
    expect(figures(evaluation, 'habit').map).toBeGreaterThan(figures(evaluation, 'roster').map)
  })

  test('one day alone, which runs over midnight on the clock of the file', async () => {
    const school = shapedSchool({
      seed: 6,
      classes: ['A', 'B'],
      size: 10,
      days: 1,
      friends: 1800,
      share: 0.2,
      epoch: PARIS + 11 * 3600,
      gap: ' ',
      end: '\n',
    })
    const evaluation = await evaluated(
      school.contacts,
      school.people.map(({ id, group }) => `${id} ${group}\n`).join(''),
      null,
    )
    expect(evaluation.days).toBe(1)
    expect(figures(evaluation, 'roster').map).toBeGreaterThan(0)
    expect(evaluation.tracks.habit).toEqual({ skipped: 'one day alone: nothing is known of earlier ones' })
  })
})
