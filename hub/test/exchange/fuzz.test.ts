import fc from 'fast-check'
import { expect, test } from 'vitest'
import { guessMapping } from '../../src/exchange/plain/mapping.ts'
import { dryRunOf, school } from '../helpers/dry-run.ts'
import { SmallRoster, zipTexts } from '../helpers/small-roster.ts'

const NAMES = ['a.csv', 'a.xlsx', 'a.zip', 'users.csv', 'manifest.csv', 'a.xls', '', 'a']

test('any bytes under any name are refused or read, never thrown at', async () => {
  const start = fc.constantFrom('', 'PK\u0003\u0004', 'PK\u0005\u0006', '\ufeff', 'name,class\n', 'sep=;\n')
  await fc.assert(
    fc.asyncProperty(
      fc.constantFrom(...NAMES),
      start,
      fc.uint8Array({ maxLength: 300 }),
      async (name, head, noise) => {
        const bytes = Buffer.concat([Buffer.from(head, 'latin1'), noise])
        const { read, faults } = await dryRunOf([{ name, bytes }])
        expect(read.stop === 'mapping' || faults.length > 0).toBe(true)
      },
    ),
    { seed: 21, numRuns: 600 },
  )
})

test('a roster with any cell replaced by anything is read, and every fault says where', async () => {
  const files = [
    'orgs',
    'academicSessions',
    'courses',
    'classes',
    'users',
    'demographics',
    'enrollments',
    'manifest',
  ]
  const value = fc.oneof(
    fc.string({ maxLength: 12 }),
    fc.constantFrom(
      '',
      '=1',
      '"',
      ',',
      '\n',
      'a,b',
      '2025-02-30',
      '-',
      'tobedeleted',
      'p1',
      's1',
      'd1',
      'y25',
      '\0',
      '\ud800',
    ),
    fc.constantFrom(...['x'.repeat(300), '__proto__', 'constructor', 'toString', 'p1,p1', 'p1,p2,g1']),
  )
  const edit = fc.record({
    file: fc.constantFrom(...files),
    row: fc.nat({ max: 8 }),
    column: fc.nat({ max: 17 }),
    value,
  })
  await fc.assert(
    fc.asyncProperty(fc.array(edit, { minLength: 1, maxLength: 4 }), async edits => {
      const roster = new SmallRoster()
      for (const { file, row, column, value: text } of edits) {
        const { rows, header } = roster.sheet(file)
        const cells = rows[row % rows.length]
        if (cells) cells[column % header.length] = text
      }
      const { faults, changes, run } = await dryRunOf([{ name: 'r.zip', bytes: roster.zip() }])
      for (const found of faults) {
        expect(found.value.length).toBeLessThanOrEqual(80)
        if (found.level === 'error' && found.line > 0) expect(found.file).not.toBe('')
      }
      if (run.faults.faulty.has('')) expect(changes).toBe(0)
    }),
    { seed: 22, numRuns: 500 },
  )
})

test('a roster with any byte of any text changed is read', async () => {
  const texts = [...new SmallRoster().texts()]
  await fc.assert(
    fc.asyncProperty(
      fc.nat({ max: texts.length - 1 }),
      fc.nat(),
      fc.nat({ max: 255 }),
      async (file, at, byte) => {
        const [name, text] = texts[file] as [string, string]
        const bytes = Buffer.from(text)
        bytes[at % bytes.length] = byte
        const all = new Map<string, string | Uint8Array>(texts).set(name, bytes)
        const { read, faults } = await dryRunOf([{ name: 'r.zip', bytes: zipTexts(all) }])
        expect(read.encodings.length + faults.length).toBeGreaterThan(0)
      },
    ),
    { seed: 23, numRuns: 400 },
  )
})

test('a table of anything, mapped in any way, is read', async () => {
  const cell = fc.oneof(
    fc.string({ maxLength: 10 }),
    fc.constantFrom('Бат Болд', '3A', '12.03.2016', 'багш', '=1', '99112233', ''),
  )
  const header = ['Name', 'Class', 'Birthday', 'Role', 'Guardian', 'Guardian phone', 'Bus', 'Number', 'Sex']
  await fc.assert(
    fc.asyncProperty(
      fc.array(fc.array(cell, { maxLength: 10 }), { maxLength: 6 }),
      fc.boolean(),
      async (rows, complete) => {
        const text = [header, ...rows]
          .map(r => r.map(c => `"${c.replaceAll('"', '""')}"`).join(','))
          .join('\n')
        const { read } = await dryRunOf([{ name: 'p.csv', bytes: Buffer.from(text) }], {
          place: school(),
          mapping: { mapping: guessMapping(header), complete, locale: 'mn' },
        })
        expect(read.kind).toBe('plain')
      },
    ),
    { seed: 24, numRuns: 400 },
  )
})
