import { readdir, stat } from 'node:fs/promises'
import { join } from 'node:path'
import type { Enrolment, Group } from '@schoolgate/protocol/directory/group'
import type { Person } from '@schoolgate/protocol/directory/person'
import { afterEach, expect, test } from 'vitest'
import type { Session } from '../../src/exchange/session/session.ts'
import { put } from '../helpers/directory.ts'
import { directoryLines } from '../helpers/directory-dump.ts'
import { ImportRig, type ImportRigOptions } from '../helpers/import-rig.ts'
import { SmallRoster, zipTexts } from '../helpers/small-roster.ts'

let rig: ImportRig
afterEach(() => rig.stop())

const start = async (options?: ImportRigOptions) => {
  rig = await ImportRig.start({
    root: { id: 'district', kind: 'district', name: 'Our district', source: 'district' },
    ...options,
  })
}
const zip = (roster: SmallRoster) => [{ name: 'roster.zip', bytes: roster.zip() }]
const BY = { officer: 'x', name: 'X', note: '', at: 0 }

const person = async (source: string): Promise<Person | undefined> =>
  (await rig.store.records.find('person', { source }))[0]
const group = async (source: string): Promise<Group | undefined> =>
  (await rig.store.records.find('group', { source }))[0]
const enrolments = async (source: string): Promise<Enrolment[]> => {
  const found = await person(source)
  return found ? rig.store.records.find('enrolment', { person: found.id }) : []
}
const counts = (session: Session) => session.view.schools.map(s => [s.source, s.state, s.people] as const)
const differing = async (session: Session) => (await rig.imports.people(session, undefined, 0, 100)).people
const lines = () => directoryLines(rig.store.records, rig.root, rig.today)

test.each(['1.1', '1.2'] as const)(
  'OneRoster %s comes in whole, and the same file again changes nothing',
  async version => {
    await start()
    const first = await rig.import(zip(new SmallRoster(version)))
    expect(first.view).toMatchObject({
      kind: `oneroster-${version}`,
      mode: 'bulk',
      state: 'applied',
      errors: 0,
    })
    expect(first.view.job).toMatchObject({ state: 'done', fault: null })
    const all = await lines()
    const mother = await person('g1')
    expect(mother).toMatchObject({ role: 'guardian', phone: '+976 9911 2233', name: 'Мөнхбатын Туяа' })
    const child = (await person('p1')) as Person
    expect(child).toMatchObject({
      number: '101',
      birth: '2016-03-12',
      sex: 'female',
      grade: '3',
      site: expect.any(String),
    })
    expect((await person('p3'))?.name).toBe('Nguyễn Minh Quân Đức')
    const links = await rig.store.records.find('guardianship', { child: child.id })
    expect(links.map(l => l.relation).sort()).toEqual(['guardian', 'mother'])
    expect(await group('k3a')).toMatchObject({
      kind: 'class',
      grade: '3',
      from: '2025-09-01',
      to: '2026-06-05',
    })
    expect(await group('m3a')).toMatchObject({ kind: 'section' })

    const again = await rig.dryRun(zip(new SmallRoster(version)))
    expect(counts(again).map(([, , people]) => ({ ...people, unchanged: 0 }))).toEqual([NONE, NONE])
    expect(again.view.schools.flatMap(s => s.records)).toEqual([])
    expect(again.units.every(unit => unit.path === null)).toBe(true)
    await rig.imports.accept(again, await rig.place())
    await rig.settled(again.id)
    expect(await lines()).toEqual(all)
  },
)

const NONE = { added: 0, changed: 0, moved: 0, archived: 0, reactivated: 0, unchanged: 0 }

test('what changed in the school’s own system is told person by person', async () => {
  await start()
  await rig.import(zip(new SmallRoster()))
  rig.today = '2025-12-01'
  const next = new SmallRoster()
  next.set('users', 0, 'identifier', '111')
  next.set('enrollments', 1, 'classSourcedId', 'k3b')
  // p3 goes to the other school, t9 is gone, somebody is new
  next.set('users', 2, 'orgSourcedIds', 's2')
  next.set('enrollments', 2, 'classSourcedId', 'k1a').set('enrollments', 2, 'schoolSourcedId', 's2')
  next.drop('users', 7).drop('enrollments', 7)
  next.add('users', {
    sourcedId: 'p7',
    orgSourcedIds: 's1',
    role: 'student',
    givenName: 'Ану',
    familyName: 'Болдын',
  })
  next.add('enrollments', {
    sourcedId: 'e20',
    classSourcedId: 'k3a',
    schoolSourcedId: 's1',
    userSourcedId: 'p7',
    role: 'student',
  })
  const session = await rig.dryRun(zip(next))
  const told = await differing(session)
  expect(told.map(({ kind, name, group, changes }) => [kind, name, group, changes])).toEqual([
    ['changed', 'Батбаярын Өнөрцэцэг', '3A', [{ field: 'number', before: '101', after: '111' }]],
    ['changed', 'Ганболдын Тэмүүлэн', '3B', [{ field: 'class', before: '3A', after: '3B' }]],
    ['added', 'Болдын Ану', '3A', []],
    [
      'moved',
      'Nguyễn Minh Quân Đức',
      '1A',
      [
        { field: 'school', before: 'School One', after: 'School Two' },
        { field: 'class', before: '', after: '1A' },
      ],
    ],
    ['archived', 'Цэрэндоржийн Уянга', '', []],
  ])
  expect(await rig.imports.people(session, 'archived', 0, 1)).toMatchObject({
    people: [{ kind: 'archived' }],
    next: null,
  })
  rig.imports.accept(session, await rig.place())
  await rig.settled(session.id)

  expect(await person('t9')).toMatchObject({
    status: 'archived',
    archivedOn: '2025-12-01',
    archiveReason: 'import',
  })
  // The days in the old class stay told, the new ones begin today.
  const classes = new Map(
    await Promise.all(
      ['k3a', 'k3b', 'k1a'].map(async source => [(await group(source))?.id, source] as const),
    ),
  )
  const days = (await enrolments('p2')).map(e => [classes.get(e.group), e.from, e.to])
  expect(days.sort()).toEqual([
    ['k3a', null, '2025-11-30'],
    ['k3b', '2025-12-01', null],
  ])
  expect((await enrolments('p3')).map(e => [classes.get(e.group), e.to]).sort()).toEqual([
    ['k1a', null],
    ['k3b', '2025-11-30'],
  ])

  // Whoever is in the file again comes back.
  const back = await rig.import(zip(new SmallRoster()))
  const kinds = (await differing(back)).map(p => [p.kind, p.name])
  expect(kinds).toContainEqual(['reactivated', 'Цэрэндоржийн Уянга'])
  expect(kinds).toContainEqual(['archived', 'Болдын Ану'])
  expect(await person('t9')).toMatchObject({ status: 'active', archivedOn: null, archiveReason: null })
})

test('people made by hand, visitors, and those archived for good are left alone', async () => {
  await start()
  await rig.import(zip(new SmallRoster()))
  const school = (await rig.store.records.find('jurisdiction', { source: 's1' }))[0]?.id as string
  const site = (await rig.store.records.find('site', { place: school }))[0]?.id as string
  const late = (await person('p2')) as Person
  const hand = '00000000000000aa'
  const class3a = (await group('k3a'))?.id as string
  const changes = [
    put('person', { id: hand, source: hand, place: school, site, name: 'Баярын Дулам', birth: '2016-01-01' }),
    put('person', { id: '00000000000000bb', source: 'v', place: school, site, role: 'visitor' }),
    put('enrolment', { id: 'by-hand', source: 'by-hand', place: school, group: class3a, person: hand }),
    put('person', { ...late, status: 'archived', archivedOn: '2025-11-20', archiveReason: 'deceased' }),
  ]
  await rig.store.records.apply(changes, BY)
  const roster = new SmallRoster()
  roster.add('users', {
    sourcedId: 'p8',
    orgSourcedIds: 's1',
    role: 'student',
    givenName: 'Дулам',
    familyName: 'Баярын',
  })
  roster.add('demographics', { sourcedId: 'p8', birthDate: '2016-01-01' })
  roster.add('enrollments', {
    sourcedId: 'e21',
    classSourcedId: 'k3b',
    schoolSourcedId: 's1',
    userSourcedId: 'p8',
    role: 'student',
  })
  const session = await rig.import(zip(roster))
  expect(session.faults.map(f => [f.code, f.line, f.school])).toEqual([['hand-made-alike', 10, 's1']])
  expect(await person(hand)).toMatchObject({ status: 'active' })
  expect(await person('v')).toMatchObject({ status: 'active' })
  expect((await rig.store.records.get('enrolment', 'by-hand'))?.to).toBeNull()
  expect(await person('p2')).toMatchObject({ status: 'archived', archiveReason: 'deceased' })
})

test('a faulty school stays as it is while the other comes in', async () => {
  await start()
  const roster = new SmallRoster().set('demographics', 0, 'birthDate', 'spring')
  const session = await rig.dryRun(zip(roster))
  expect(session.view).toMatchObject({ state: 'ready', errors: 1 })
  expect(session.view.schools.map(s => [s.source, s.state, s.errors])).toEqual([
    ['d1', 'ready', 0],
    ['s1', 'faulty', 1],
    ['s2', 'ready', 0],
  ])
  rig.imports.accept(session, await rig.place())
  await rig.settled(session.id)
  expect(session.view.schools.map(s => s.state)).toEqual(['applied', 'faulty', 'applied'])
  expect(await person('p1')).toBeUndefined()
  expect(await rig.store.records.find('jurisdiction', { source: 's1' })).toEqual([])
  expect(await person('p9')).toMatchObject({ status: 'active' })

  // Mended, the school comes in beside the other, which does not change.
  const mended = await rig.import(zip(new SmallRoster()))
  expect(mended.view.schools.map(s => [s.source, s.people.added])).toContainEqual(['s1', 6])
  expect(mended.view.schools.find(s => s.source === 's2')?.people).toMatchObject({
    added: 0,
    changed: 0,
    unchanged: 2,
  })
})

test('a fault of the whole file keeps everything as it is', async () => {
  await start()
  await rig.import(zip(new SmallRoster()))
  const before = await lines()
  const session = await rig.dryRun(
    zip(new SmallRoster().set('orgs', 1, 'type', 'castle').set('users', 1, 'givenName', 'Ц')),
  )
  expect(session.view).toMatchObject({ state: 'ready', errors: 1, schools: [] })
  expect(rig.imports.accept(session, await rig.place())).toBe('conflict')
  expect(await lines()).toEqual(before)
})

test('a delta changes what it names', async () => {
  await start()
  await rig.import(zip(new SmallRoster()))
  const when = '2025-11-24T08:00:00Z'
  const delta = new Map([
    [
      'manifest.csv',
      'propertyName,value\noneroster.version,1.1\nfile.users,delta\nfile.enrollments,delta\nfile.demographics,delta\n',
    ],
    [
      'users.csv',
      [
        'sourcedId,status,dateLastModified,enabledUser,orgSourcedIds,role,username,givenName,familyName,identifier',
        `p1,active,${when},true,s1,student,,Өнөрцэцэг,Батбаярын,777`,
        `p2,tobedeleted,${when},,,,,,,`,
        `p6,active,${when},true,s2,student,,Сараа,Цогтын,906`,
      ].join('\n'),
    ],
    [
      'enrollments.csv',
      [
        'sourcedId,status,dateLastModified,classSourcedId,schoolSourcedId,userSourcedId,role,primary,beginDate,endDate',
        `e5,tobedeleted,${when},m3a,s1,p1,student,,,`,
        `e30,active,${when},k1a,s2,p6,student,false,2025-11-24,`,
      ].join('\n'),
    ],
    [
      'demographics.csv',
      `sourcedId,status,dateLastModified,birthDate,sex\np3,active,${when},2016-07-08,male\n`,
    ],
  ])
  rig.today = '2025-11-26'
  const session = await rig.import([{ name: 'delta.zip', bytes: zipTexts(delta) }])
  expect(session.view).toMatchObject({ mode: 'delta', state: 'applied', errors: 0, warnings: 0 })
  const told = (await differing(session)).map(p => [p.kind, p.name])
  expect(told.sort()).toEqual([
    ['added', 'Цогтын Сараа'],
    ['archived', 'Ганболдын Тэмүүлэн'],
    ['changed', 'Nguyễn Minh Quân Đức'],
    ['changed', 'Батбаярын Өнөрцэцэг'],
  ])
  expect(await person('p1')).toMatchObject({ number: '777', grade: '3', birth: '2016-03-12' })
  expect(await person('p3')).toMatchObject({ birth: '2016-07-08', number: '103' })
  expect((await enrolments('p1')).map(e => [e.source, e.to]).sort()).toEqual([
    ['e1', null],
    ['e5', '2025-11-25'],
  ])
  expect((await enrolments('p2')).map(e => e.to)).toEqual(['2025-11-25'])
  expect((await enrolments('p6')).map(e => e.from)).toEqual(['2025-11-24'])
  // Nobody else went.
  expect(await person('t9')).toMatchObject({ status: 'active' })
})

test('the last import is taken back whole, and refused where somebody changed it since', async () => {
  await start()
  const empty = await lines()
  const first = await rig.import(zip(new SmallRoster()))
  const one = await lines()
  const second = await rig.import(
    zip(new SmallRoster().set('users', 0, 'givenName', 'Номин').drop('users', 7).drop('enrollments', 7)),
  )
  expect(await lines()).not.toEqual(one)
  expect(await rig.view(first)).toMatchObject({ undoable: false })
  expect(await rig.view(second)).toMatchObject({ undoable: true })
  expect(await rig.imports.undo(first, await rig.place())).toBe('conflict')

  expect(await rig.imports.undo(second, await rig.place())).toBeUndefined()
  await rig.settled(second.id)
  expect(second.view).toMatchObject({ state: 'undone', job: { state: 'done' } })
  expect(await lines()).toEqual(one)

  // Somebody changes a child of the first import: that school cannot be taken back, the other can.
  const child = (await person('p1')) as Person
  await rig.store.records.apply([put('person', { ...child, lowSight: true })], BY)
  expect(await rig.imports.undo(first, await rig.place())).toBeUndefined()
  await rig.settled(first.id)
  expect(first.view.state).toBe('applied')
  expect(first.view.job).toMatchObject({ state: 'failed', fault: 'conflict' })
  expect(first.view.schools.map(s => [s.source, s.state])).toEqual([
    ['d1', 'applied'],
    ['s1', 'applied'],
    ['s2', 'undone'],
  ])
  await rig.store.records.apply([put('person', child)], BY)
  expect(await lines()).not.toEqual(empty)
})

test('what was changed between the dry run and the yes is a conflict of its school alone', async () => {
  await start()
  await rig.import(zip(new SmallRoster()))
  const session = await rig.dryRun(
    zip(new SmallRoster().set('users', 0, 'givenName', 'Номин').set('users', 6, 'givenName', 'Сараа')),
  )
  const child = (await person('p1')) as Person
  await rig.store.records.apply([put('person', { ...child, phone: '99000000' })], BY)
  rig.imports.accept(session, await rig.place())
  await rig.settled(session.id)
  expect(session.view.schools.map(s => [s.source, s.state])).toEqual([
    ['s1', 'conflict'],
    ['s2', 'applied'],
  ])
  expect(await person('p1')).toMatchObject({ given: child.given, phone: '99000000' })
  expect(await person('p9')).toMatchObject({ given: 'Сараа' })
})

test('a roster that lost most of a school is told to be looked at', async () => {
  await start()
  const roster = new SmallRoster()
  for (let i = 0; i < 20; i++) {
    roster.add('users', {
      sourcedId: `x${i}`,
      orgSourcedIds: 's1',
      role: 'student',
      givenName: 'Ану',
      familyName: 'Болдын',
    })
    roster.add('enrollments', {
      sourcedId: `ex${i}`,
      classSourcedId: 'k3a',
      schoolSourcedId: 's1',
      userSourcedId: `x${i}`,
      role: 'student',
    })
  }
  await rig.import(zip(roster))
  const session = await rig.dryRun(zip(new SmallRoster()))
  expect(session.faults).toMatchObject([
    { code: 'many-archived', level: 'warning', school: 's1', params: { count: '20', total: '26' } },
  ])
})

test('a guardian with children at two schools comes with either of them', async () => {
  await start()
  const roster = new SmallRoster().set('users', 6, 'agentSourcedIds', 'g2')
  const faulty = new SmallRoster()
    .set('users', 6, 'agentSourcedIds', 'g2')
    .set('demographics', 0, 'birthDate', 'x')
  // The school at which he is at home is faulty: the other brings him.
  await rig.import(zip(faulty))
  const place = (source: string) => rig.store.records.find('jurisdiction', { source }).then(([j]) => j?.id)
  expect((await person('g2'))?.place).toBe(await place('s2'))
  const session = await rig.import(zip(roster))
  expect(session.view.schools.map(s => s.state)).not.toContain('conflict')
  const father = (await person('g2')) as Person
  // One home is as good as the other: whoever has one keeps it.
  expect(father.place).toBe(await place('s2'))
  expect(await rig.store.records.find('guardianship', { guardian: father.id })).toHaveLength(3)
  const again = await rig.dryRun(zip(roster))
  expect(again.units.every(unit => unit.path === null)).toBe(true)
})

test('a school made by hand is the one of its number in the file', async () => {
  await start()
  const place = 'made'
  const changes = [
    put('jurisdiction', {
      id: place,
      place,
      source: place,
      parent: 'district',
      name: 'Сургууль 1',
      number: 'S-1',
    }),
    put('site', { id: 'campus', place, timeZone: 'Asia/Hovd', locale: 'mn' }),
    put('gate', { id: 'gate', place, site: 'campus' }),
  ]
  await rig.store.records.apply(changes, BY)
  await rig.import(zip(new SmallRoster()))
  expect((await person('p1'))?.site).toBe('campus')
  expect(await rig.store.records.get('jurisdiction', place)).toMatchObject({
    source: 's1',
    name: 'School One',
  })
  const other = (await rig.store.records.find('jurisdiction', { source: 's2' }))[0]
  const [site] = await rig.store.records.find('site', { place: other?.id as string })
  expect(site).toMatchObject({ timeZone: 'Asia/Hovd', locale: 'mn', name: 'School Two' })
})

test('files of an import are private, and gone when it is done', async () => {
  await start()
  const session = await rig.dryRun(zip(new SmallRoster()))
  const folder = join(rig.folder, 'imports')
  const paths = (await readdir(folder, { recursive: true })).map(name => join(folder, name))
  expect(paths.length).toBeGreaterThan(2)
  for (const path of paths) expect((await stat(path)).mode & 0o077).toBe(0)
  // The upload itself is not needed after the dry run.
  await expect(stat(session.files[0]?.path as string)).rejects.toThrow()
  await rig.imports.cancel(session)
  expect(session.view).toMatchObject({ state: 'cancelled', job: { state: 'cancelled' } })
  expect(await readdir(folder)).toEqual([])
  expect(rig.imports.accept(session, await rig.place())).toBe('conflict')
  expect(rig.failures).toEqual([])
})

test('an import cancelled while it reads ends at once', async () => {
  await start()
  const folder = await rig.imports.folder()
  const path = join(folder, '0')
  await Bun.write(path, new SmallRoster().zip())
  const by = { id: 'o', name: 'O', locale: 'mn' as const }
  const created = await rig.imports.create(await rig.place(), by, folder, [{ name: 'r.zip', path }])
  if (created === 'busy') throw new Error('busy')
  const session = rig.imports.get(created.id) as Session
  await rig.imports.cancel(session)
  expect(session.view.state).toBe('cancelled')
  expect(rig.failures).toEqual([])
})
