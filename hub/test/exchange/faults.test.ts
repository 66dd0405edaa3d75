import { IMPORT_FAULT_CODES } from '@schoolgate/protocol/directory/import-fault-codes'
import { expect, test } from 'vitest'
import { dryRunOf } from '../helpers/dry-run.ts'
import { SmallRoster, zipTexts } from '../helpers/small-roster.ts'
import { type Expected, type FaultCase, ONEROSTER_FAULTS, UPLOAD_FAULTS } from './fault-cases.ts'
import { PLAIN_FAULTS, workbookFaults } from './plain-fault-cases.ts'

/** The fault as far as the case speaks of it. */
const seen = (faults: Awaited<ReturnType<typeof dryRunOf>>['faults'], expected: readonly Expected[]) =>
  faults.map(({ code, file, line, column, value, school }, i) =>
    expected[i]?.length === 6 ? [code, file, line, column, value, school] : [code, file, line, column, value],
  )

test.each(ONEROSTER_FAULTS)('OneRoster: $name', async ({ files, options, expected }: FaultCase) => {
  const { faults } = await dryRunOf(files, options)
  expect(seen(faults, expected)).toEqual(expected)
})

test.each(UPLOAD_FAULTS)('upload: $name', async ({ files, options, expected }: FaultCase) => {
  const { faults } = await dryRunOf(files, options)
  expect(seen(faults, expected)).toEqual(expected)
})

test.each(PLAIN_FAULTS)('table: $name', async ({ files, options, expected }: FaultCase) => {
  const { faults } = await dryRunOf(files, options)
  expect(seen(faults, expected)).toEqual(expected)
})

test('workbooks', async () => {
  for (const { name, files, options, expected } of await workbookFaults()) {
    const { faults } = await dryRunOf(files, options)
    expect([name, seen(faults, expected)]).toEqual([name, expected])
  }
})

/** Those that only a directory with people in it can show; their tests are beside the imports'. */
const AGAINST_PEOPLE = ['many-archived', 'hand-made-alike']
const ELSEWHERE = [...AGAINST_PEOPLE, 'faults-cut', 'xlsx-other-sheets']

test('every fault of the list is shown by a test', async () => {
  const cases = [...ONEROSTER_FAULTS, ...UPLOAD_FAULTS, ...PLAIN_FAULTS, ...(await workbookFaults())]
  const shown = new Set<string>([...cases.flatMap(c => c.expected.map(([code]) => code)), ...ELSEWHERE])
  expect(IMPORT_FAULT_CODES.filter(code => !shown.has(code))).toEqual([])
})

test('beyond ten thousand, faults are counted and not listed', async () => {
  const rows = Array.from({ length: 12_000 }, (_, i) => `p${i},,,2016-02-31,female`)
  const roster = new SmallRoster()
  const texts = roster
    .texts()
    .set('demographics.csv', ['sourcedId,status,dateLastModified,birthDate,sex', ...rows].join('\n'))
  const { faults, run } = await dryRunOf([{ name: 'r.zip', bytes: zipTexts(texts) }])
  expect(faults.at(-1)).toMatchObject({ code: 'faults-cut', params: { limit: '10000' } })
  expect(faults).toHaveLength(10_001)
  expect(run.faults.errors).toBeGreaterThan(20_000)
})
