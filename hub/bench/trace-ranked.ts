import type { Random } from '@schoolgate/protocol/random'
import { daysBetween } from '../src/directory/calendar.ts'
import { presenceRules } from '../src/presence/rules.ts'
import { scoped } from '../src/scope/scoped.ts'
import { openStore } from '../src/store/open.ts'
import { contactsOf } from '../src/trace/contacts.ts'
import { BUILT_IN_PACKS, DEFAULT_PACK } from '../src/trace/packs.ts'
import { habitDaysBefore } from '../src/trace/window.ts'
import { DISTRICT } from './directory-school.ts'
import { spread } from './figures.ts'
import type { Built } from './trace-build.ts'

/** School days of a window of fourteen days. */
export const WINDOW = 10

/** From the directory's records and the sheets of habits' days to names, reasons and probabilities. */
export async function rankedLists(built: Built, random: Random, asks: number) {
  const { days, schools, files } = built
  const now = Date.parse(days.at(-1) as string) + 2 * 86_400_000
  const store = await openStore(
    { sqlitePath: files.ours },
    { rules: presenceRules, clock: { wall: () => now } },
  )
  const jurisdiction = await store.directory.jurisdiction(DISTRICT)
  if (jurisdiction === undefined) throw new Error('the district is missing')
  const tracing = scoped(store, { id: 'bench', name: 'bench', jurisdiction }).tracing()
  const kept = BUILT_IN_PACKS.find(
    pack => pack.id === DEFAULT_PACK.id && pack.version === DEFAULT_PACK.version,
  )
  if (kept === undefined) throw new Error('the default rule pack is missing')
  const spent = { facts: [] as number[], all: [] as number[] }
  let contacts = 0
  let cpu = process.cpuUsage()
  for (let i = -schools.length; i < asks; i++) {
    const school = schools[(i + schools.length) % schools.length]
    const person = school?.people[Math.floor(random() * school.people.length)]?.id as string
    if (i === 0) cpu = process.cpuUsage()
    const [first, last] = windowOf(built, days.length - WINDOW)
    const window = daysBetween(first, last)
    const started = performance.now()
    const facts = await tracing.facts([person], window, habitDaysBefore(first))
    const loaded = performance.now()
    const answer = contactsOf(facts, [{ person, from: first, to: last, case: null }], {
      ...{ pack: kept, masks: 'unknown', followUps: new Map(), interviewed: new Set() },
    })
    contacts += i < 0 ? 0 : answer.contacts.length
    // A school's first question reads its records; the next ones find them.
    if (i < 0) continue
    spent.facts.push(loaded - started)
    spent.all.push(performance.now() - started)
  }
  const { user, system } = process.cpuUsage(cpu)
  await store.close()
  return {
    asked: asks,
    /** other programs on the machine make a question wait: this is its own work alone */
    cpuMs: Math.round((user + system) / 100 / asks) / 10,
    meanContacts: Math.round(contacts / asks),
    facts: spread(spent.facts),
    all: spread(spent.all),
  }
}

/** First and last day of a window that begins on a school day. */
export const windowOf = ({ days }: Built, from: number): [string, string] => [
  days[from] as string,
  days[from + WINDOW - 1] as string,
]
