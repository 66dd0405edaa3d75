import { afterAll, beforeAll, expect, test } from 'vitest'
import { makeRoster, zipRoster } from '../../bench/roster-generator.ts'
import { exportOneRoster } from '../../src/exchange/export/oneroster.ts'
import { openZip } from '../../src/exchange/read/zip.ts'
import { put } from '../helpers/directory.ts'
import { directoryLines } from '../helpers/directory-dump.ts'
import { ImportRig } from '../helpers/import-rig.ts'

const PEOPLE = 2000

let rig: ImportRig
let before: string[]
beforeAll(async () => {
  rig = await ImportRig.start()
  const { files } = makeRoster({ people: PEOPLE, schools: 3, seed: 3, version: '1.2' })
  await rig.import([{ name: 'roster.zip', bytes: zipRoster(files) }])
  await byHand()
  before = await directoryLines(rig.store.records, rig.root, rig.today)
})
afterAll(() => rig.stop())

/** What OneRoster has no word for, and what an export must not carry. */
async function byHand(): Promise<void> {
  const { records } = rig.store
  const [school, other] = await Promise.all(
    ['org-1', 'org-2'].map(async source => (await records.find('jurisdiction', { source }))[0]?.id as string),
  )
  if (!school || !other) throw new Error('no schools')
  const [site] = await records.find('site', { place: school })
  const place = { place: school, site: site?.id as string }
  const [teacher] = await records.find('person', { place: school, role: 'teacher' })
  const pupils = await records.find('person', { place: school, role: 'student' })
  const guardian = (await records.find('person', { place: school, role: 'guardian' }))[0]
  const [cls] = await records.find('group', { place: school, kind: 'class' })
  const [one, two] = pupils
  if (!teacher || !one || !two || !guardian || !cls) throw new Error('no people')
  const group = (id: string, kind: 'half' | 'club' | 'bus' | 'household', more = {}) =>
    put('group', {
      id,
      source: id,
      place: school,
      kind,
      name: `${kind}, "${id}"`,
      from: '2025-09-01',
      to: null,
      ...more,
    })
  const member = (id: string, to: string, person: string, more = {}) =>
    put('enrolment', { id, source: id, place: school, group: to, person, role: 'member', ...more })
  const outcome = await records.apply(
    [
      group('half', 'half', { parent: cls.id, to: '2026-06-05' }),
      group('club', 'club'),
      group('bus', 'bus', { from: null }),
      group('home', 'household'),
      member('h1', 'half', one.id, { role: 'student', from: '2025-10-01', to: '2026-01-15' }),
      member('c1', 'club', two.id),
      member('b1', 'bus', one.id),
      member('b2', 'bus', teacher.id),
      member('f1', 'home', one.id),
      member('f2', 'home', guardian.id),
      put('post', {
        id: 'post',
        source: 'post',
        place: other,
        person: teacher.id,
        role: 'staff',
        from: '2025-09-01',
        to: '2026-06-01',
      }),
      put('guardianship', {
        id: `${teacher.id}:${two.id}`,
        place: school,
        guardian: teacher.id,
        child: two.id,
        relation: 'grandparent',
      }),
      // None of these is in the export.
      put('person', { id: '00000000000000aa', source: 'v', ...place, role: 'visitor' }),
      put('person', {
        id: '00000000000000bb',
        source: 'gone',
        ...place,
        status: 'archived',
        archivedOn: '2025-10-01',
        archiveReason: 'left',
      }),
      put('group', { id: 'old', source: 'old', place: school, name: 'Old', to: '2025-06-01' }),
    ],
    { officer: 'x', name: 'X', note: '', at: 0 },
  )
  expect(outcome).toMatchObject({ ok: true })
}

let n = 0
async function exported(version: '1.1' | '1.2', at = rig.root): Promise<Uint8Array> {
  const run = {
    signal: new AbortController().signal,
    progress: () => {},
    path: (ending: string) => `${rig.folder}/${version}-${at}-${n++}${ending}`,
  }
  return Bun.file(await exportOneRoster(await rig.place(at), version, rig.today, run)).bytes()
}

test(`${PEOPLE} people exported and imported into an empty hub are the same directory`, async () => {
  const zip = await exported('1.2')
  const other = await ImportRig.start()
  try {
    const session = await other.import([{ name: 'export.zip', bytes: zip }])
    expect(session.faults).toEqual([])
    expect(await directoryLines(other.store.records, other.root, other.today)).toEqual(before)
    const again = await other.dryRun([{ name: 'export.zip', bytes: zip }])
    expect(again.units.every(unit => unit.path === null)).toBe(true)
  } finally {
    await other.stop()
  }
})

test('imported into the hub it came from, it changes nothing', async () => {
  const session = await rig.dryRun([{ name: 'export.zip', bytes: await exported('1.2') }])
  expect(session.faults).toEqual([])
  expect(session.units.every(unit => unit.path === null)).toBe(true)
  await rig.imports.cancel(session)
})

test('OneRoster 1.1 carries the same people; roles at other schools lose their words', async () => {
  const other = await ImportRig.start()
  try {
    await other.import([{ name: 'export.zip', bytes: await exported('1.1') }])
    const lines = await directoryLines(other.store.records, other.root, other.today)
    const posts = (all: string[]) => all.filter(line => line.startsWith('post '))
    expect(lines.filter(line => !line.startsWith('post '))).toEqual(
      before.filter(line => !line.startsWith('post ')),
    )
    expect([posts(lines).length, posts(before).length]).toEqual([1, 1])
  } finally {
    await other.stop()
  }
})

test('an export follows the binding: a manifest of every file, headers in order, nothing of visitors', async () => {
  const zip = openZip(await exported('1.2'))
  if (!zip.ok) throw new Error(zip.error)
  const texts = new Map(
    zip.value.map(entry => {
      const bytes = entry.read()
      return [entry.path, bytes.ok ? Buffer.from(bytes.value).toString() : '']
    }),
  )
  expect([...texts.keys()]).toEqual([
    'manifest.csv',
    ...['academicSessions.csv', 'classes.csv', 'courses.csv', 'demographics.csv', 'enrollments.csv'],
    ...['orgs.csv', 'roles.csv', 'users.csv'],
  ])
  expect(texts.get('manifest.csv')).toContain('oneroster.version,1.2\r\n')
  expect(texts.get('manifest.csv')).toContain('file.users,bulk\r\n')
  expect(texts.get('manifest.csv')).toContain('file.results,absent\r\n')
  expect(texts.get('users.csv')?.split('\r\n')[0]).toMatch(
    /^sourcedId,status,dateLastModified,enabledUser,username,userIds,givenName,familyName,middleName,identifier,email,sms,phone,agentSourcedIds,grades,password,userMasterIdentifier,resourceSourcedIds,preferredGivenName,preferredMiddleName,preferredFamilyName,primaryOrgSourcedId,pronouns,/,
  )
  const users = texts.get('users.csv') ?? ''
  expect(users).not.toMatch(/^(v|gone),/m)
  expect(texts.get('academicSessions.csv')?.split('\r\n')).toHaveLength(7)
})

test('one school of many is exported alone', async () => {
  const school = (await rig.store.records.find('jurisdiction', { source: 'org-3' }))[0]?.id as string
  const zip = openZip(await exported('1.2', school))
  if (!zip.ok) throw new Error(zip.error)
  const orgs = zip.value.find(entry => entry.path === 'orgs.csv')?.read()
  const rows = orgs?.ok ? Buffer.from(orgs.value).toString().trim().split('\r\n') : []
  expect(rows.slice(1).map(row => row.split(',')[0])).toEqual(['org-3'])
})
