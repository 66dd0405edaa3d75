import type { Guardianship, PersonRole } from '@schoolgate/protocol/directory/person'
import type { FaultBook } from '../fault-book.ts'
import { fault } from '../fault-codes.ts'
import type { Known, RosterLink, RosterPerson, RosterPost } from '../model.ts'
import { checkBirth } from '../people-checks.ts'
import type { Draft, RoleRow, UserRow } from './draft.ts'
import { USER_ROLES, type UserRole } from './files.ts'
import type { LinkedOrgs, OrgPlace } from './link-orgs.ts'

export interface LinkedPeople {
  people: Map<string, RosterPerson>
  links: RosterLink[]
  /** role words of the file, by user: a parent is told apart from a guardian */
  words: Map<string, UserRole>
}

/** What every step of the linking needs. */
interface Linking {
  draft: Draft
  orgs: LinkedOrgs
  known: Known
  faults: FaultBook
  words: Map<string, UserRole>
  /** one list for all who are at one place alone, as nearly everybody is */
  alone: Map<string, readonly string[]>
}

const NO_POSTS: readonly RosterPost[] = []

/** Users, their roles, their demographics and their agents. */
export function linkPeople(
  draft: Draft,
  orgs: LinkedOrgs,
  known: Known,
  faults: FaultBook,
  today: string,
): LinkedPeople {
  const people = new Map<string, RosterPerson>()
  const words = new Map<string, UserRole>()
  const linking: Linking = { draft, orgs, known, faults, words, alone: new Map() }
  for (const user of draft.users.values()) {
    const person = wholePerson(user, draft.names.users)
    belong(person, user, linking)
    people.set(user.id, person)
  }
  if (draft.version === '1.2') lonelyRoles(linking, people)
  demographics(draft, known, faults, people)
  for (const person of people.values()) {
    const role = person.role ?? known.people.get(person.source)?.role
    const row = draft.demographics.get(person.source)
    if (person.birth && row) {
      const spot = {
        file: draft.names.demographics,
        line: row.line,
        column: 'birthDate',
        value: person.birth,
      }
      const found = checkBirth(person.birth, role, today, spot)
      if (found) faults.add(found, `user:${person.source}`)
    }
  }
  sayDuplicates(draft, people, faults)
  return { people, links: linkAgents(draft, people, known, faults, words), words }
}

function wholePerson(user: UserRow, file: string): RosterPerson {
  const { number, userName, email, phone, grade } = user
  return {
    source: user.id,
    file,
    line: user.line,
    homes: [],
    settled: false,
    family: user.family,
    given: user.given,
    middle: user.middle,
    ...(number !== undefined && { number }),
    ...(userName !== undefined && { userName }),
    ...(email !== undefined && { email }),
    ...(phone !== undefined && { phone }),
    ...(grade !== undefined && { grade }),
    linked: user.hasAgents,
  }
}

/** Home and posts: by the user's own columns in 1.1, by roles.csv in 1.2. */
function belong(person: RosterPerson, user: UserRow, linking: Linking): void {
  const { draft, orgs, known, faults, words } = linking
  const owner = `user:${user.id}`
  const spot = { file: draft.names.users, line: user.line }
  if (draft.version === '1.1') {
    if (user.role !== undefined) {
      person.role = USER_ROLES[user.role]
      if (person.role === 'guardian') words.set(user.id, user.role)
    }
    if (user.orgs.length === 0)
      faults.add(fault('user-without-org', { ...spot, column: 'orgSourcedIds' }), owner)
    const posts: RosterPost[] = []
    for (const org of user.orgs) {
      const where = orgs.of(org)
      const at = { ...spot, column: 'orgSourcedIds', value: org }
      if (where === undefined) faults.add(fault('user-org-unknown', at), owner)
      const place = settle(where, at, owner, faults)
      if (place === undefined) continue
      const source = `${user.id}@${org}`.slice(0, 255)
      posts.push({ source, place, role: person.role ?? 'staff', primary: false, from: null, to: null })
    }
    takePosts(person, posts, linking)
    return
  }

  const roles = draft.roles.get(user.id) ?? []
  if (roles.length === 0) {
    // A delta may bring the user alone.
    const told = draft.modes.users === 'delta' && known.people.has(user.id)
    if (!told && !draft.partial.has('roles'))
      faults.add(fault('user-without-org', { ...spot, column: 'sourcedId', value: user.id }), owner)
    return
  }
  const first = roles.find(r => r.primary && r.org === user.primaryOrg) ?? roles.find(r => r.primary)
  if (first === undefined)
    faults.add(fault('role-primary-missing', { ...spot, column: 'sourcedId', value: user.id }), owner)
  takeRoles(person, roles, first ?? (roles[0] as RoleRow), linking)
  const sure = user.primaryOrg !== '' && user.primaryOrg === first?.org
  person.settled = sure || roles.filter(r => r.primary).length === 1
}

function takeRoles(person: RosterPerson, roles: readonly RoleRow[], first: RoleRow, linking: Linking): void {
  const { draft, orgs, faults, words } = linking
  const owner = `user:${person.source}`
  const posts: RosterPost[] = []
  const inOrder = roles.length === 1 ? roles : [first, ...roles.filter(r => r !== first)]
  for (const row of inOrder) {
    if (row.org === '' || row.role === undefined) continue
    const at = { file: draft.names.roles, line: row.line, column: 'orgSourcedId', value: row.org }
    const where = orgs.of(row.org)
    if (where === undefined) faults.add(fault('role-org-unknown', at), owner)
    const place = settle(where, at, owner, faults)
    if (place === undefined) continue
    const role = USER_ROLES[row.role]
    if (person.role === undefined) {
      person.role = role
      if (role === 'guardian') words.set(person.source, row.role)
    }
    posts.push({ source: row.id, place, role, primary: row.primary, from: row.from, to: row.to })
  }
  takePosts(person, posts, linking)
}

/** Where somebody may be at home, and their posts; a single one is the home itself. */
function takePosts(person: RosterPerson, posts: RosterPost[], { alone }: Linking): void {
  const places = [...new Set(posts.map(post => post.place))]
  const one = places.length === 1 ? (places[0] as string) : undefined
  if (one === undefined) person.homes = places
  else {
    const shared = alone.get(one) ?? [one]
    alone.set(one, shared)
    person.homes = shared
  }
  person.posts = posts.length > 1 ? posts : NO_POSTS
}

/** What is no school still is a place; what lies above or beside is left out. */
function settle(
  where: OrgPlace,
  at: { file: string; line: number; column: string; value: string },
  owner: string,
  faults: FaultBook,
): string | undefined {
  if (where === 'above') faults.add(fault('org-above', at), owner)
  if (typeof where !== 'object') return undefined
  if (where.kind !== 'school') faults.add(fault('user-org-not-school', at, { kind: where.kind }), owner)
  return where.place
}

/** Roles whose user is not in the file: in a delta a change of somebody known. */
function lonelyRoles(linking: Linking, people: Map<string, RosterPerson>): void {
  const { draft, orgs, known, faults } = linking
  for (const [id, rows] of draft.roles) {
    if (draft.users.has(id) || id === '') continue
    const first = rows[0] as RoleRow
    if (draft.modes.users === 'bulk' || !known.people.has(id)) {
      for (const row of draft.partial.has('users') ? [] : rows) {
        const spot = { file: draft.names.roles, line: row.line, column: 'userSourcedId', value: id }
        const where = orgs.of(row.org)
        const school = typeof where === 'object' && where.kind === 'school' ? where.place : ''
        faults.add(fault('role-user-unknown', { ...spot, school }))
      }
      continue
    }
    const person = partialPerson(id, draft.names.roles, first.line)
    const primary = rows.find(r => r.primary)
    takeRoles(person, rows, primary ?? first, linking)
    if (primary === undefined) {
      // A further post says nothing of where somebody is at home.
      person.homes = []
      delete person.role
      person.posts = rows.flatMap(row => lonelyPost(row, orgs))
    } else person.settled = true
    people.set(id, person)
  }
}

function lonelyPost(row: RoleRow, orgs: LinkedOrgs): RosterPost[] {
  const where = orgs.of(row.org)
  if (typeof where !== 'object' || row.role === undefined) return []
  const { id, primary, from, to } = row
  return [{ source: id, place: where.place, role: USER_ROLES[row.role], primary, from, to }]
}

const partialPerson = (source: string, file: string, line: number): RosterPerson => ({
  source,
  file,
  line,
  homes: [],
  settled: false,
  linked: false,
})

function demographics(
  draft: Draft,
  known: Known,
  faults: FaultBook,
  people: Map<string, RosterPerson>,
): void {
  const file = draft.names.demographics
  for (const [id, row] of draft.demographics) {
    let person = people.get(id)
    if (person === undefined) {
      if (draft.modes.users === 'bulk' || !known.people.has(id)) {
        const spot = { file, line: row.line, column: 'sourcedId', value: id }
        if (!draft.partial.has('users')) faults.add(fault('demographics-user-unknown', spot))
        continue
      }
      person = partialPerson(id, file, row.line)
      people.set(id, person)
    }
    if (row.birth !== undefined) person.birth = row.birth
    if (row.sex !== undefined) person.sex = row.sex
  }
}

function sayDuplicates(draft: Draft, people: ReadonlyMap<string, RosterPerson>, faults: FaultBook): void {
  /** by school; pupils and others apart */
  const numbers = new Map<string, Map<string, number>>()
  const names = new Map<string, number>()
  const file = draft.names.users
  for (const user of draft.users.values()) {
    const person = people.get(user.id)
    if (person === undefined) continue
    if (user.number && person.role !== 'guardian') {
      const key = `${person.role === 'student'}${person.homes[0] ?? ''}`
      let lines = numbers.get(key)
      if (lines === undefined) {
        lines = new Map()
        numbers.set(key, lines)
      }
      const first = lines.get(user.number)
      const spot = { file, line: user.line, column: 'identifier', value: user.number }
      if (first !== undefined)
        faults.add(fault('duplicate-number', spot, { first: String(first) }), `user:${user.id}`)
      else lines.set(user.number, user.line)
    }
    if (user.userName) {
      const first = names.get(user.userName)
      const spot = { file, line: user.line, column: 'username', value: user.userName }
      if (first !== undefined)
        faults.add(fault('duplicate-user-name', spot, { first: String(first) }), `user:${user.id}`)
      else names.set(user.userName, user.line)
    }
  }
}

const RELATIONS: readonly Guardianship['relation'][] = [
  'mother',
  'father',
  'grandparent',
  'relative',
  'guardian',
  'other',
]

/**
 * Agents to guardianships. Files name them on the child's row, on the guardian's, or on both; who of the two is the
 * child is told by their roles.
 */
function linkAgents(
  draft: Draft,
  people: ReadonlyMap<string, RosterPerson>,
  known: Known,
  faults: FaultBook,
  words: ReadonlyMap<string, UserRole>,
): RosterLink[] {
  const links = new Map<string, RosterLink>()
  const childless = new Set<string>()
  const roleOf = (id: string): PersonRole | undefined => people.get(id)?.role ?? known.people.get(id)?.role
  const whole = draft.modes.users === 'bulk'
  const loops = new Set<string>()
  const asked = new Set<string>()

  for (const user of draft.users.values()) {
    const own = roleOf(user.id)
    if (own === 'guardian') childless.add(user.id)
    const owner = `user:${user.id}`
    for (const [i, agent] of user.agents.entries()) {
      const spot = { file: draft.names.users, line: user.line, column: 'agentSourcedIds', value: agent }
      if (agent === user.id) {
        faults.add(fault('agent-self', spot), owner)
        continue
      }
      if (!draft.users.has(agent) && (whole || !known.people.has(agent))) {
        if (!draft.partial.has('users')) faults.add(fault('user-agent-unknown', spot), owner)
        continue
      }
      const other = roleOf(agent)
      if (own === undefined || other === undefined) {
        // Whose child this is, cannot be told while a role is unknown.
        for (const id of [agent, user.id]) asked.add(id)
        continue
      }
      if (own === 'student' && other === 'student') {
        faults.add(fault('agent-student', spot), owner)
        continue
      }
      if (own !== 'student' && other !== 'student') {
        if (draft.users.get(agent)?.agents.includes(user.id)) {
          const key = [user.id, agent].sort().join('\n')
          if (!loops.has(key)) {
            loops.add(key)
            faults.add(fault('agent-loop', spot, { other: agent }), owner)
          }
        } else faults.add(fault('guardian-of-adult', spot), owner)
        continue
      }
      const [guardian, child] = own === 'student' ? [agent, user.id] : [user.id, agent]
      const said = RELATIONS.find(r => r === user.relations[i])
      const key = `${guardian}\n${child}`
      const before = links.get(key)
      if (before?.exact) continue
      links.set(
        key,
        said
          ? { guardian, child, relation: said, exact: true }
          : { guardian, child, ...relationBy(words.get(guardian), people.get(guardian)) },
      )
    }
  }
  for (const id of asked) childless.delete(id)
  for (const { guardian } of links.values()) childless.delete(guardian)
  if (whole && !draft.partial.has('users')) {
    for (const id of childless) {
      const line = draft.users.get(id)?.line ?? 0
      const spot = { file: draft.names.users, line, column: 'sourcedId', value: id }
      faults.add(fault('guardian-without-child', spot), `user:${id}`)
    }
  }
  return [...links.values()]
}

function relationBy(
  word: UserRole | undefined,
  person: RosterPerson | undefined,
): Pick<RosterLink, 'relation' | 'exact'> {
  if (word === 'parent' && person?.sex === 'female') return { relation: 'mother', exact: true }
  if (word === 'parent' && person?.sex === 'male') return { relation: 'father', exact: true }
  if (word === 'relative') return { relation: 'relative', exact: true }
  return { relation: 'guardian', exact: false }
}
