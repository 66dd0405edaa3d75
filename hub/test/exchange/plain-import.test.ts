import type { Person } from '@schoolgate/protocol/directory/person'
import { LOCALES } from '@schoolgate/protocol/locale'
import { afterEach, expect, test } from 'vitest'
import { csvLine } from '../../src/exchange/export/csv-text.ts'
import { exportPeople } from '../../src/exchange/export/people-list.ts'
import { xlsxBytes } from '../../src/exchange/export/xlsx.ts'
import { templateRows } from '../../src/exchange/plain/template.ts'
import { put } from '../helpers/directory.ts'
import { directoryLines } from '../helpers/directory-dump.ts'
import { ImportRig } from '../helpers/import-rig.ts'

let rig: ImportRig
afterEach(() => rig.stop())

const start = async () => {
  rig = await ImportRig.start({ root: { id: 'school', kind: 'school', name: 'School', source: 'school' } })
}
const csv = (text: string) => [
  { name: 'people.csv', bytes: new TextEncoder().encode(text.trim().replace(/^ +/gm, '')) },
]
const people = (where = {}): Promise<Person[]> =>
  rig.store.records.find('person', { place: 'school', ...where })
const BY = { officer: 'x', name: 'X', note: '', at: 0 }

async function mapped(files: { name: string; bytes: Uint8Array }[], complete: boolean) {
  const session = await rig.dryRun(files)
  expect(session.view.state).toBe('mapping')
  const mapping = session.view.table?.mapping ?? {}
  expect(rig.imports.map(session, { mapping, complete, locale: 'mn' })).toBeUndefined()
  await rig.settled(session.id)
  expect(session.view.state).toBe('ready')
  return session
}

async function imported(files: { name: string; bytes: Uint8Array }[], complete = false) {
  const session = await mapped(files, complete)
  expect(rig.imports.accept(session, await rig.place())).toBeUndefined()
  return rig.settled(session.id)
}

const TABLE = `
  "Их сургууль, 3-р ангиуд"
  Дугаар;Овог нэр;Анги;Төрсөн огноо;Хүйс;Үүрэг;Ээжийн нэр;Ээжийн утас;Аавын нэр;Автобус
  101;Батбаярын Өнөрцэцэг;3А;12.03.2016;эмэгтэй;;Мөнхбатын Туяа;99112233;Ганболдын Батбаяр;2-р чиглэл
  102;Батбаярын Тэмүүлэн;3Б;2016.05.01;эр;;Мөнхбатын Туяа;99112233;;
  Т1;Б.Солонго;3А, 3Б;1980-10-10;эм;багш;;;;`

test('a table of people becomes classes, buses, guardians and their children', async () => {
  await start()
  const session = await mapped(csv(TABLE), false)
  expect(session.view.table?.mapping).toMatchObject({
    'Ээжийн нэр': 'guardianName',
    Автобус: 'bus',
    'Овог нэр': 'name',
  })
  expect(session.view.table?.sample).toHaveLength(3)
  expect(session.faults.map(f => f.code)).toEqual([])
  rig.imports.accept(session, await rig.place())
  await rig.settled(session.id)

  const all = await people()
  expect(all.map(p => [p.role, p.family, p.given, p.birth, p.sex]).sort()).toEqual([
    ['guardian', 'Ганболдын', 'Батбаяр', null, null],
    ['guardian', 'Мөнхбатын', 'Туяа', null, null],
    ['student', 'Батбаярын', 'Тэмүүлэн', '2016-05-01', 'male'],
    ['student', 'Батбаярын', 'Өнөрцэцэг', '2016-03-12', 'female'],
    ['teacher', 'Б.', 'Солонго', '1980-10-10', 'female'],
  ])
  const mother = all.find(p => p.given === 'Туяа')
  const links = await rig.store.records.find('guardianship', { guardian: mother?.id as string })
  expect(links.map(l => l.relation)).toEqual(['mother', 'mother'])
  const groups = await rig.store.records.find('group', { place: 'school' })
  expect(groups.map(g => [g.kind, g.name]).sort()).toEqual([
    ['bus', '2-р чиглэл'],
    ['class', '3А'],
    ['class', '3Б'],
  ])
  const teacher = all.find(p => p.role === 'teacher')
  const taught = await rig.store.records.find('enrolment', { person: teacher?.id as string })
  expect(taught.map(e => [e.role, e.primary])).toEqual([
    ['teacher', true],
    ['teacher', true],
  ])

  const again = await mapped(csv(TABLE), true)
  expect(again.units.every(unit => unit.path === null)).toBe(true)
})

test('a complete table archives whoever is not in it, of the roles it speaks of; another table does not', async () => {
  await start()
  await imported(csv(TABLE))
  rig.today = '2025-12-01'
  const pupils = 'Дугаар;Овог нэр;Анги\n102;Батбаярын Тэмүүлэн;3А'
  expect((await imported(csv(pupils))).view.schools[0]?.people).toMatchObject({ changed: 1, archived: 0 })
  const session = await imported(csv(pupils), true)
  expect(session.view.schools[0]?.people).toMatchObject({ archived: 1, changed: 0 })
  const status = Object.fromEntries((await people()).map(p => [p.given, p.status]))
  expect(status).toMatchObject({
    Өнөрцэцэг: 'archived',
    Тэмүүлэн: 'active',
    Солонго: 'active',
    Туяа: 'active',
  })
  const boy = (await people()).find(p => p.given === 'Тэмүүлэн')
  const days = await rig.store.records.find('enrolment', { person: boy?.id as string, role: 'student' })
  expect(days.map(e => [e.from, e.to])).toEqual(
    expect.arrayContaining([
      [null, '2025-11-30'],
      ['2025-12-01', null],
    ]),
  )
})

test('people and classes made by hand are found by number, name and birthday', async () => {
  await start()
  const site = 'campus'
  await rig.store.records.apply(
    [
      put('site', { id: site, place: 'school' }),
      put('group', { id: 'c3a', source: 'c3a', place: 'school', name: '3A' }),
      put('person', {
        id: '00000000000000aa',
        source: '00000000000000aa',
        place: 'school',
        site,
        number: '101',
        given: 'Ану',
        family: 'Б',
        name: 'Б Ану',
      }),
      put('person', {
        id: '00000000000000bb',
        source: '00000000000000bb',
        place: 'school',
        site,
        given: 'Болд',
        family: 'Дулмын',
        name: 'Дулмын Болд',
        birth: '2016-01-02',
      }),
    ],
    BY,
  )
  // The file's 3А is written in Cyrillic letters, the class here in Latin ones.
  await imported(
    csv('Дугаар;Овог нэр;Төрсөн огноо;Анги\n101;Батын Ану;2016-01-01;3А\n;Дулмын Болд;2016-01-02;3А'),
    true,
  )
  const all = await people()
  expect(all.map(p => [p.id, p.name, p.status])).toEqual([
    ['00000000000000aa', 'Батын Ану', 'active'],
    ['00000000000000bb', 'Дулмын Болд', 'active'],
  ])
  expect((await rig.store.records.find('group', { place: 'school' })).map(g => g.id)).toEqual(['c3a'])
  expect(await rig.store.records.find('enrolment', { group: 'c3a' })).toHaveLength(2)
})

test.each(LOCALES)('the template in %s is read by its own headings', async locale => {
  await start()
  const rows = templateRows(locale)
  for (const file of [
    { name: 'a.csv', bytes: new TextEncoder().encode(`\uFEFF${rows.map(csvLine).join('')}`) },
    { name: 'a.xlsx', bytes: await xlsxBytes(rows, 'Schoolgate') },
  ]) {
    const session = await rig.dryRun([file])
    const { mapping = {}, header = [] } = session.view.table ?? {}
    expect(header.filter(heading => mapping[heading] === null)).toEqual([])
    rig.imports.map(session, { mapping, complete: false, locale })
    await rig.settled(session.id)
    expect(session.faults).toEqual([])
    expect(session.view.schools[0]?.people).toMatchObject({ added: 3 })
    expect(session.view.schools[0]?.records).toContainEqual({
      kind: 'guardianship',
      added: 1,
      changed: 0,
      removed: 0,
    })
    await rig.imports.cancel(session)
  }
})

test('a list of people is safe to open, and comes back without a change', async () => {
  await start()
  await imported(csv(TABLE))
  const evil = (await people({ role: 'teacher' }))[0] as Person
  await rig.store.records.apply(
    [put('person', { ...evil, given: '=cmd()', name: 'Б. =cmd()', phone: '+976 99112233' })],
    BY,
  )
  let n = 0
  const run = {
    signal: new AbortController().signal,
    progress: () => {},
    path: (ending: string) => `${rig.folder}/list-${n++}${ending}`,
  }
  const place = await rig.place()
  const bytes = await Bun.file(await exportPeople(place, 'csv', 'mn', rig.today, run)).bytes()
  // Bun's own text() would take the byte order mark off.
  const text = Buffer.from(bytes).toString('utf8')
  expect(text.slice(0, 30)).toBe('\uFEFFРегистрийн дугаар,Овог,Нэр,Үү')
  expect(text).toContain(",'=cmd(),")
  expect(text).toContain(',+976 99112233,')
  await rig.store.records.apply([put('person', evil)], BY)

  const before = await directoryLines(rig.store.records, rig.root, rig.today)
  for (const format of ['csv', 'xlsx'] as const) {
    const bytes = await Bun.file(await exportPeople(place, format, 'mn', rig.today, run)).bytes()
    const session = await mapped([{ name: `list.${format}`, bytes }], false)
    expect([format, session.faults]).toEqual([format, []])
    rig.imports.accept(session, place)
    await rig.settled(session.id)
    expect(await directoryLines(rig.store.records, rig.root, rig.today)).toEqual(before)
  }
})
