import { rm } from 'node:fs/promises'
import type { Enrolment, Group } from '@schoolgate/protocol/directory/group'
import type { Guardianship, Person, PersonRole, Post } from '@schoolgate/protocol/directory/person'
import type { Jurisdiction, Site } from '@schoolgate/protocol/directory/places'
import { OWN, type Version } from '../oneroster/files.ts'
import { pages } from '../session/load.ts'
import type { DirectoryReader } from '../session/needs.ts'
import { csvLine } from './csv-text.ts'
import { SourceIds } from './ids.ts'
import { counts, type PlacePart, placePart, placesOf } from './school.ts'
import { shareTerms } from './sessions.ts'
import { TextFile } from './text-file.ts'
import { zipFiles } from './zip-file.ts'

export interface ExportRun {
  signal: AbortSignal
  progress(step: string, done: number, total: number): void
  /** a new private path */
  path(ending: string): string
}

const START = ['sourcedId', 'status', 'dateLastModified']
const PERSON = [
  ...['username', 'userIds', 'givenName', 'familyName', 'middleName', 'identifier', 'email', 'sms', 'phone'],
  ...['agentSourcedIds', 'grades', 'password'],
]

/** Columns of every file in the order of the binding, ours last. */
const HEADERS = (version: Version): Record<string, string[]> => ({
  academicSessions: [
    ...START,
    ...['title', 'type', 'startDate', 'endDate', 'parentSourcedId', 'schoolYear'],
    OWN.schools,
  ],
  classes: [
    ...START,
    ...['title', 'grades', 'courseSourcedId', 'classCode', 'classType', 'location', 'schoolSourcedId'],
    ...['termSourcedIds', 'subjects', 'subjectCodes', 'periods'],
    ...[OWN.kind, OWN.parent, OWN.from, OWN.to],
  ],
  courses: [
    ...START,
    ...['schoolYearSourcedId', 'title', 'courseCode', 'grades', 'orgSourcedId', 'subjects', 'subjectCodes'],
  ],
  demographics: [...START, 'birthDate', 'sex'],
  enrollments: [
    ...START,
    ...['classSourcedId', 'schoolSourcedId', 'userSourcedId', 'role', 'primary', 'beginDate', 'endDate'],
    OWN.role,
  ],
  orgs: [...START, 'name', 'type', 'identifier', 'parentSourcedId', OWN.timeZone, OWN.locale],
  ...(version === '1.2' && {
    roles: [
      ...START,
      ...[
        'userSourcedId',
        'roleType',
        'role',
        'beginDate',
        'endDate',
        'orgSourcedId',
        'userProfileSourcedId',
      ],
    ],
  }),
  users:
    version === '1.1'
      ? [...START, 'enabledUser', 'orgSourcedIds', 'role', ...PERSON, OWN.relations]
      : [
          ...START,
          'enabledUser',
          ...PERSON,
          ...['userMasterIdentifier', 'resourceSourcedIds', 'preferredGivenName', 'preferredMiddleName'],
          ...['preferredFamilyName', 'primaryOrgSourcedId', 'pronouns'],
          OWN.relations,
        ],
})

const ORG_TYPES: Record<Jurisdiction['kind'], string> = {
  nation: 'national',
  province: 'state',
  district: 'district',
  school: 'school',
}
const NONE = ['', '']

/**
 * A place's directory as a OneRoster CSV archive (1EdTech), whole: places, terms, courses, groups, everybody who is
 * active, guardians, enrolments that are not over. What OneRoster has no word for stands in `metadata.schoolgate.`
 * columns, so that another hub reads back what this one wrote. Photos, cards, timetable and attendance are not in it.
 *
 * @returns the archive's path
 */
export async function exportOneRoster(
  reader: DirectoryReader,
  version: Version,
  today: string,
  run: ExportRun,
): Promise<string> {
  const writer = new RosterWriter(version, run)
  const places = await placesOf(reader)
  const schools = places.filter(place => place.kind === 'school')
  const sites = new Map<string, Site>()
  for await (const page of pages(reader, 'site', run.signal))
    for (const site of page) if (!sites.has(site.place)) sites.set(site.place, site)
  const terms = []
  for await (const page of pages(reader, 'term', run.signal)) terms.push(...page)
  const posts: Post[] = []
  for await (const page of pages(reader, 'post', run.signal))
    posts.push(...page.filter(post => post.to === null || post.to >= today))
  const { sessions, ids: termIds } = shareTerms(terms, schools)

  await writer.orgs(places, sites, reader.row.id)
  for (const term of sessions) {
    const { sourcedId, name, kind, from, to, parentSourcedId, year, schools: named } = term
    await writer.add('academicSessions', [
      ...[sourcedId, ...NONE, name, kind, from, to, parentSourcedId, String(year)],
      named.map(listItem).join(','),
    ])
  }
  await writer.postsOf(posts, reader)
  for (const [i, place] of places.entries()) {
    run.signal.throwIfAborted()
    run.progress('exporting', i, places.length)
    await writer.courses(await reader.at('course', place.id), place)
    await writer.place(await placePart(reader, place, today), termIds)
  }
  run.progress('packing', 0, 0)
  return writer.pack()
}

class RosterWriter {
  readonly #version: Version
  readonly #run: ExportRun
  readonly #files = new Map<string, TextFile>()
  readonly #people = new SourceIds()
  readonly #groups = new SourceIds()
  readonly #courseIds = new SourceIds()
  readonly #enrolments = new SourceIds()
  readonly #courses = new Map<string, string>()
  /** sources of places, by id */
  #orgs = new Map<string, string>()
  /** by person: places of their posts */
  readonly #posts = new Map<string, Post[]>()
  /** rows since others had their turn */
  #busy = 0

  constructor(version: Version, run: ExportRun) {
    this.#version = version
    this.#run = run
  }

  async add(file: string, cells: string[]): Promise<void> {
    let text = this.#files.get(file)
    if (text === undefined) {
      text = new TextFile(this.#run.path('.csv'))
      this.#files.set(file, text)
      await text.add(csvLine(HEADERS(this.#version)[file] ?? []))
    }
    await text.add(csvLine(cells))
    if (++this.#busy % 1000 === 0) await breathe()
  }

  async orgs(places: readonly Jurisdiction[], sites: ReadonlyMap<string, Site>, root: string): Promise<void> {
    const ids = new SourceIds()
    this.#orgs = new Map(places.map(place => [place.id, ids.of(place)]))
    for (const place of places) {
      const parent = place.id === root || place.parent === null ? '' : (this.#orgs.get(place.parent) ?? '')
      const site = sites.get(place.id)
      await this.add('orgs', [
        ...[this.#org(place.id), ...NONE, place.name, ORG_TYPES[place.kind], place.number ?? '', parent],
        ...[site?.timeZone ?? '', site?.locale ?? ''],
      ])
    }
  }

  /** Roles beside the home one; written whole, as they lie at any place. */
  async postsOf(posts: readonly Post[], reader: DirectoryReader): Promise<void> {
    const ids = new SourceIds()
    for (const post of posts) {
      const all = this.#posts.get(post.person)
      if (all) all.push(post)
      else this.#posts.set(post.person, [post])
    }
    if (this.#version === '1.1') return
    const people = [...this.#posts.keys()]
    for (let at = 0; at < people.length; at += 1000) {
      for (const person of await reader.many('person', people.slice(at, at + 1000))) {
        if (!counts(person)) continue
        for (const post of this.#posts.get(person.id) ?? []) {
          const type = post.primary ? 'primary' : 'secondary'
          const { from, to } = post
          await this.add('roles', [
            ...[ids.of(post), ...NONE, this.#people.of(person), type, roleWord(post.role, undefined)],
            ...[from ?? '', to ?? '', this.#org(post.place), ''],
          ])
        }
      }
    }
  }

  async courses(
    courses: readonly { id: string; source: string; name: string; code: string | null }[],
    place: Jurisdiction,
  ): Promise<void> {
    for (const course of courses) {
      const id = this.#courseIds.of(course)
      this.#courses.set(course.id, id)
      const row = [id, ...NONE, '', course.name, course.code ?? '', '', this.#org(place.id), '', '']
      await this.add('courses', row)
    }
  }

  async place(part: PlacePart, termIds: ReadonlyMap<string, string>): Promise<void> {
    for (const group of part.groups) this.#groups.of(group)
    const groups = new Map(part.groups.map(group => [group.id, group]))
    for (const group of part.groups) await this.#group(group, part, groups, termIds)
    const relations = new Map<string, Guardianship['relation']>()
    for (const link of part.links)
      if (!relations.has(link.guardian)) relations.set(link.guardian, link.relation)
    const links = Map.groupBy(part.links, link => link.child)
    for (const person of part.people)
      await this.#person(person, part, links.get(person.id) ?? [], relations.get(person.id))
    for (const enrolment of part.enrolments) await this.#enrolment(enrolment, part, groups)
  }

  async #group(
    group: Group,
    { rooms, place }: PlacePart,
    groups: ReadonlyMap<string, Group>,
    termIds: ReadonlyMap<string, string>,
  ): Promise<void> {
    const { kind, from, to } = group
    const parent = group.parent === null ? undefined : groups.get(group.parent)
    const room = group.room === null ? '' : (rooms.get(group.room)?.name ?? '')
    const terms = group.terms.flatMap(term => termIds.get(term) ?? [])
    await this.add('classes', [
      ...[this.#groups.of(group), ...NONE, group.name, listItem(group.grade ?? '')],
      ...[this.#courses.get(group.course ?? '') ?? '', '', kind === 'class' ? 'homeroom' : 'scheduled'],
      ...[room, this.#org(place.id), terms.map(listItem).join(','), '', '', ''],
      kind === 'class' || kind === 'section' ? '' : kind,
      ...[parent ? this.#groups.of(parent) : '', from ?? '', to ?? ''],
    ])
  }

  async #person(
    person: Person,
    { named }: PlacePart,
    links: readonly Guardianship[],
    relation: Guardianship['relation'] | undefined,
  ): Promise<void> {
    const id = this.#people.of(person)
    const agents = links.flatMap(link => {
      const guardian = named.get(link.guardian)
      return guardian ? [{ id: this.#people.of(guardian), relation: link.relation }] : []
    })
    const home = this.#org(person.place)
    const word = roleWord(person.role, relation)
    const cells = [
      ...[person.userName ?? '', '', person.given, person.family, person.middle, person.number ?? ''],
      ...[person.email ?? '', '', person.phone ?? '', agents.map(a => listItem(a.id)).join(',')],
      ...[listItem(person.grade ?? ''), ''],
    ]
    const relations = agents.map(a => a.relation).join(',')
    if (this.#version === '1.1') {
      const others = (this.#posts.get(person.id) ?? []).map(post => this.#org(post.place))
      const orgs = [...new Set([home, ...others])].map(listItem).join(',')
      await this.add('users', [id, ...NONE, 'true', orgs, word, ...cells, relations])
    } else {
      await this.add('users', [id, ...NONE, 'true', ...cells, '', '', '', '', '', home, '', relations])
      await this.add('roles', [`${person.id}:home`, ...NONE, id, 'primary', word, '', '', home, ''])
    }
    if (person.birth !== null || person.sex !== null)
      await this.add('demographics', [id, ...NONE, person.birth ?? '', person.sex ?? ''])
  }

  async #enrolment(
    enrolment: Enrolment,
    { named, place }: PlacePart,
    groups: ReadonlyMap<string, Group>,
  ): Promise<void> {
    const person = named.get(enrolment.person)
    const group = groups.get(enrolment.group)
    if (person === undefined || group === undefined) return
    const { role, primary, from, to } = enrolment
    await this.add('enrollments', [
      ...[this.#enrolments.of(enrolment), ...NONE, this.#groups.of(group), this.#org(place.id)],
      ...[this.#people.of(person), enrolmentWord(role, person), String(primary), from ?? '', to ?? ''],
      role === 'member' ? role : '',
    ])
  }

  async pack(): Promise<string> {
    const manifest = new TextFile(this.#run.path('.csv'))
    for (const row of [
      ['propertyName', 'value'],
      ['manifest.version', '1.0'],
      ['oneroster.version', this.#version],
      ...MANIFEST(this.#version).map(name => [`file.${name}`, this.#files.has(name) ? 'bulk' : 'absent']),
      ['source.systemName', 'Schoolgate'],
    ])
      await manifest.add(csvLine(row))
    const files = [{ name: 'manifest.csv', path: manifest.path }]
    await manifest.close()
    for (const name of [...this.#files.keys()].sort()) {
      const file = this.#files.get(name) as TextFile
      await file.close()
      files.push({ name: `${name}.csv`, path: file.path })
    }
    const target = this.#run.path('.zip')
    const { signal, progress } = this.#run
    await zipFiles(target, files, signal, i => progress('packing', i, files.length))
    for (const { path } of files) await rm(path, { force: true })
    return target
  }

  #org(place: string): string {
    return this.#orgs.get(place) ?? place
  }
}

/** All files of the binding: what is not there is said to be absent. */
const MANIFEST = (version: Version): string[] => [
  ...[
    'academicSessions',
    'categories',
    'classes',
    'classResources',
    'courses',
    'courseResources',
    'demographics',
  ],
  ...['enrollments', 'lineItems', 'orgs', 'resources', 'results', 'users'],
  ...(version === '1.2'
    ? [
        ...['lineItemLearningObjectiveIds', 'lineItemScoreScales', 'resultLearningObjectiveIds'],
        ...['resultScoreScales', 'roles', 'scoreScales', 'userProfiles', 'userResources'],
      ]
    : []),
]

function roleWord(role: PersonRole, relation: Guardianship['relation'] | undefined): string {
  if (role === 'guardian') {
    if (relation === 'mother' || relation === 'father') return 'parent'
    return relation === 'relative' || relation === 'grandparent' ? 'relative' : 'guardian'
  }
  // Of the words for staff the one that gives the fewest rights elsewhere.
  return role === 'staff' ? 'aide' : role
}

function enrolmentWord(role: Enrolment['role'], person: Person): string {
  if (role === 'student' || role === 'teacher') return role
  return role === 'member' && person.role === 'student' ? 'student' : 'proctor'
}

/** An item of a list within a cell. */
const listItem = (item: string): string => (/[",]/.test(item) ? `"${item.replaceAll('"', '""')}"` : item)

const breathe = (): Promise<void> => new Promise(resolve => setImmediate(resolve))
