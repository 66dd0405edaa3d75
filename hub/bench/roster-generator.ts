import { type Random, seededRandom } from '@schoolgate/protocol/random'
import { strToU8, type Zippable, zipSync } from 'fflate'
import { type Family, fatherOf, type MadeName, makeFamily, motherOf, nameIn } from '../demo/names.ts'

export interface RosterSize {
  /** pupils, teachers and other staff; guardians are extra */
  people: number
  schools: number
  seed: number
  version: '1.1' | '1.2'
}

export interface MadeRoster {
  /** by file name, `manifest.csv` first */
  files: Map<string, string>
  counts: { people: number; guardians: number; classes: number; sections: number; enrolments: number }
}

const CLASS_SIZE = 30
const SECTIONS_EACH = 3
const YEAR = 2025

/**
 * A made-up district's roster as a OneRoster archive: schools with classes of about thirty, sections of courses,
 * teachers, other staff, siblings and their parents, birthdays. The same seed gives the same bytes.
 */
export function makeRoster(size: RosterSize): MadeRoster {
  const random = seededRandom(size.seed)
  const writer = new Writer(size.version)
  const district = 'org-district'
  writer.orgs.push([district, '', '', `District ${size.seed}`, 'district', 'D-1', ''])
  sessions(writer)
  const counts = { people: 0, guardians: 0, classes: 0, sections: 0, enrolments: 0 }
  for (let s = 0; s < size.schools; s++) {
    const people =
      Math.floor((size.people * (s + 1)) / size.schools) - Math.floor((size.people * s) / size.schools)
    school(writer, random, s, people, district, counts)
  }
  return { files: writer.files(), counts }
}

/** The roster's files as one zip archive. */
export function zipRoster(files: ReadonlyMap<string, string>): Uint8Array {
  const entries: Zippable = {}
  for (const [name, text] of files) entries[name] = strToU8(text)
  // A fixed day, so that the same roster gives the same archive.
  return zipSync(entries, { level: 6, mtime: new Date(2025, 7, 1) })
}

function sessions(writer: Writer): void {
  const year = `${YEAR}-${YEAR + 1}`
  writer.sessions.push([
    'ses-year',
    '',
    '',
    year,
    'schoolYear',
    `${YEAR}-09-01`,
    `${YEAR + 1}-06-05`,
    '',
    `${YEAR + 1}`,
  ])
  const quarters = [
    ['09-01', '10-31'],
    ['11-10', '12-26'],
    ['01-19', '03-20'],
    ['03-30', '06-05'],
  ] as const
  for (const [i, [from, to]] of quarters.entries()) {
    const at = i < 2 ? YEAR : YEAR + 1
    const id = `ses-q${i + 1}`
    writer.sessions.push([
      id,
      '',
      '',
      `${i + 1}`,
      'term',
      `${at}-${from}`,
      `${at}-${to}`,
      'ses-year',
      `${YEAR + 1}`,
    ])
  }
}

function school(
  writer: Writer,
  random: Random,
  s: number,
  people: number,
  district: string,
  counts: MadeRoster['counts'],
): void {
  const id = `org-${s + 1}`
  writer.orgs.push([id, '', '', `School ${s + 1}`, 'school', `S-${s + 1}`, district])
  const courses = ['Mathematics', 'Mother tongue', 'Nature'].map((title, i) => {
    const course = `crs-${s + 1}-${i + 1}`
    writer.courses.push([course, '', '', 'ses-year', title, `C${i + 1}`, '', id, '', ''])
    return course
  })
  const teachers = Math.max(1, Math.round(people * 0.055))
  const staff = Math.round(people * 0.015)
  const pupils = people - teachers - staff
  const staffIds: string[] = []
  for (let i = 0; i < teachers + staff; i++) {
    const teacher = i < teachers
    const user = `t-${s + 1}-${i + 1}`
    staffIds.push(user)
    const name = nameIn(random, makeFamily(random))
    writer.user(user, name, id, teacher ? 'teacher' : 'aide', { number: `${s + 1}-T${i + 1}` })
    writer.birth(user, day(random, 1962, 38), name.sex)
  }
  const classes = Math.max(1, Math.round(pupils / CLASS_SIZE))
  let family: Family = makeFamily(random)
  let parents: string[] = []
  for (let c = 0; c < classes; c++) {
    const grade = 1 + Math.floor((c * 12) / classes)
    const room = `cls-${s + 1}-${c + 1}`
    const title = `${grade}${String.fromCharCode(65 + (c % 12))}${c >= 144 ? c : ''}`
    const head = staffIds[c % teachers] as string
    writer.classes.push([
      room,
      '',
      '',
      title,
      `${grade}`,
      '',
      '',
      'homeroom',
      `${101 + c}`,
      id,
      'ses-year',
      '',
      '',
      '',
    ])
    writer.enrol(`${room}-h`, room, id, head, 'teacher', true)
    counts.enrolments++
    const sections = courses.slice(0, SECTIONS_EACH).map((course, k) => {
      const section = `sec-${s + 1}-${c + 1}-${k + 1}`
      const name = `${title} ${k + 1}`
      writer.classes.push([
        section,
        '',
        '',
        name,
        `${grade}`,
        course,
        '',
        'scheduled',
        '',
        id,
        'ses-year',
        '',
        '',
        '',
      ])
      writer.enrol(`${section}-t`, section, id, staffIds[(c + k) % teachers] as string, 'teacher', true)
      counts.enrolments++
      return section
    })
    counts.sections += sections.length
    const first = Math.floor((pupils * c) / classes)
    const last = Math.floor((pupils * (c + 1)) / classes)
    for (let p = first; p < last; p++) {
      // Siblings are in several classes of the school, and share their parents.
      if (p === 0 || random() < 0.75) {
        family = makeFamily(random)
        parents = guardians(writer, random, `${s + 1}-${p + 1}`, family, id, counts)
      }
      const user = `p-${s + 1}-${p + 1}`
      const name = nameIn(random, family)
      const more = { number: `${s + 1}-${p + 1}`, grade: `${grade}`, agents: parents }
      writer.user(user, name, id, 'student', more)
      writer.birth(user, day(random, YEAR - 6 - grade, 1), name.sex)
      writer.enrol(`${user}-h`, room, id, user, 'student', false)
      counts.enrolments++
      for (const [k, section] of sections.entries()) {
        writer.enrol(`${user}-${k + 1}`, section, id, user, 'student', false)
        counts.enrolments++
      }
    }
  }
  counts.people += people
  counts.classes += classes
}

function guardians(
  writer: Writer,
  random: Random,
  key: string,
  family: Family,
  org: string,
  counts: MadeRoster['counts'],
): string[] {
  const ids: string[] = []
  for (const [word, name] of [
    ['m', motherOf(random, family)],
    ['f', fatherOf(random, family)],
  ] as const) {
    if (ids.length > 0 && random() < 0.5) break
    const id = `g-${key}-${word}`
    const phone = `+976 9${String(Math.floor(random() * 1e7)).padStart(7, '0')}`
    writer.user(id, name, org, 'parent', { phone })
    writer.birth(id, day(random, 1975, 20), name.sex)
    ids.push(id)
    counts.guardians++
  }
  return ids
}

const day = (random: Random, year: number, span: number): string => {
  const date = new Date(Date.UTC(year, 0, 1 + Math.floor(random() * 365 * span)))
  return date.toISOString().slice(0, 10)
}

interface More {
  number?: string
  grade?: string
  phone?: string
  agents?: readonly string[]
}

/** Rows of every file; columns as the binding orders them. */
class Writer {
  readonly orgs: string[][] = []
  readonly sessions: string[][] = []
  readonly courses: string[][] = []
  readonly classes: string[][] = []
  readonly #users: string[] = []
  readonly #roles: string[] = []
  readonly #demographics: string[] = []
  readonly #enrolments: string[] = []
  readonly #version: '1.1' | '1.2'

  constructor(version: '1.1' | '1.2') {
    this.#version = version
  }

  user(id: string, name: MadeName, org: string, role: string, more: More): void {
    const { number = '', grade = '', phone = '', agents = [] } = more
    const own = [id, '', '', 'true']
    const names = [
      id,
      '',
      name.given,
      name.family,
      name.middle,
      number,
      '',
      '',
      phone,
      agents.join(','),
      grade,
      '',
    ]
    if (this.#version === '1.1') this.#users.push(line([...own, org, role, ...names]))
    else {
      this.#users.push(line([...own, ...names, '', '', '', '', '', org, '']))
      this.#roles.push(line([`${id}-r`, '', '', id, 'primary', role, '', '', org, '']))
    }
  }

  birth(id: string, born: string, sex: string): void {
    this.#demographics.push(`${id},,,${born},${sex}`)
  }

  enrol(id: string, inClass: string, org: string, user: string, role: string, primary: boolean): void {
    this.#enrolments.push(`${id},,,${inClass},${org},${user},${role},${primary},,`)
  }

  files(): Map<string, string> {
    const two = this.#version === '1.2'
    const files = new Map<string, string>()
    const add = (name: string, header: string, rows: readonly string[]) =>
      files.set(`${name}.csv`, `${[header, ...rows].join('\r\n')}\r\n`)
    const names = ['academicSessions', 'classes', 'courses', 'demographics', 'enrollments', 'orgs', 'users']
    if (two) names.push('roles')
    const said = names.map(name => `file.${name},bulk`)
    add('manifest', 'propertyName,value', [
      'manifest.version,1.0',
      `oneroster.version,${this.#version}`,
      ...said,
    ])
    const start = 'sourcedId,status,dateLastModified'
    add('orgs', `${start},name,type,identifier,parentSourcedId`, this.orgs.map(line))
    add(
      'academicSessions',
      `${start},title,type,startDate,endDate,parentSourcedId,schoolYear`,
      this.sessions.map(line),
    )
    add(
      'courses',
      `${start},schoolYearSourcedId,title,courseCode,grades,orgSourcedId,subjects,subjectCodes`,
      this.courses.map(line),
    )
    add(
      'classes',
      `${start},title,grades,courseSourcedId,classCode,classType,location,schoolSourcedId,termSourcedIds,subjects,subjectCodes,periods`,
      this.classes.map(line),
    )
    const person =
      'username,userIds,givenName,familyName,middleName,identifier,email,sms,phone,agentSourcedIds,grades,password'
    const users = two
      ? `${start},enabledUser,${person},userMasterIdentifier,resourceSourcedIds,preferredGivenName,preferredMiddleName,preferredFamilyName,primaryOrgSourcedId,pronouns`
      : `${start},enabledUser,orgSourcedIds,role,${person}`
    add('users', users, this.#users)
    if (two)
      add(
        'roles',
        `${start},userSourcedId,roleType,role,beginDate,endDate,orgSourcedId,userProfileSourcedId`,
        this.#roles,
      )
    add('demographics', `${start},birthDate,sex`, this.#demographics)
    add(
      'enrollments',
      `${start},classSourcedId,schoolSourcedId,userSourcedId,role,primary,beginDate,endDate`,
      this.#enrolments,
    )
    return files
  }
}

const line = (cells: readonly string[]): string =>
  cells.map(cell => (/[",\r\n]/.test(cell) ? `"${cell.replaceAll('"', '""')}"` : cell)).join(',')
