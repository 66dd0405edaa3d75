import type { Alarm, AlarmKind, AlarmPriority, AlarmState } from './alarm.ts'

/** From this many alike alarms on they are shown, sounded and answered as one. */
export const ALARM_GROUP_SIZE = 5
/** Alarms further apart than this belong to different happenings, ms. */
export const ALARM_GROUP_WINDOW_MS = 10 * 60_000

/** What a screen shows as one card. A lone alarm is a group of one. */
export interface AlarmGroup {
  /** stable while the happening lasts: the same for every later call that still holds its first alarm */
  key: string
  kind: AlarmKind
  /** the most urgent of its alarms */
  priority: AlarmPriority
  /** the class (or department) they share, when that is what joins them */
  group?: string
  /** the gate, of a lone alarm or of a group joined by gate */
  gate?: string
  /** oldest first */
  alarms: Alarm[]
  /** the least advanced of its alarms: a group is met when everybody in it is */
  state: AlarmState
  /** the highest level among those nobody answered yet, otherwise the highest of all */
  level: Alarm['level']
}

// written out: a browser that groups alarms must not load a validator for three words
const PRIORITIES: readonly AlarmPriority[] = ['high', 'medium', 'low']
const STATES: readonly AlarmState[] = ['new', 'going', 'met', 'closed']

/**
 * Joins alarms of one kind that share a class (or, without one, a gate) and were raised within ten minutes, once
 * there are five of them: "6 children, class 3B". Fewer stay single. Shelved alarms are left out until their time
 * is up. Pure.
 *
 * @param alarms of one room, any order
 * @param now epoch ms of the hub's clock
 * @returns most urgent first, then unanswered before answered, then newest
 */
export function groupAlarms(alarms: readonly Alarm[], now: number): AlarmGroup[] {
  const shown = alarms
    .filter(a => a.shelvedUntil === undefined || a.shelvedUntil <= now)
    .sort((a, b) => a.raisedAt - b.raisedAt || compare(a.id, b.id))

  const groups: AlarmGroup[] = []
  let singles = shown
  for (const shared of [classOf, gateOf]) {
    const left: Alarm[] = []
    for (const happening of happenings(singles, shared)) {
      if (happening.length >= ALARM_GROUP_SIZE) groups.push(joined(happening, shared === classOf))
      else left.push(...happening)
    }
    singles = left
  }
  for (const alarm of singles) groups.push({ ...joined([alarm], false), key: alarm.id })
  return groups.sort(mostUrgentFirst)
}

/** `kind` and class of an alarm about a person of a class; undefined for others. */
function classOf(alarm: Alarm): string | undefined {
  return alarm.who && alarm.who.group !== '' ? JSON.stringify([alarm.kind, alarm.who.group]) : undefined
}

function gateOf(alarm: Alarm): string | undefined {
  return JSON.stringify([alarm.kind, alarm.gate])
}

/** Runs of alarms with the same shared trait, each within the window of its first one; input oldest first. */
function happenings(alarms: Alarm[], shared: (alarm: Alarm) => string | undefined): Alarm[][] {
  const runs: Alarm[][] = []
  const open = new Map<string, Alarm[]>()
  for (const alarm of alarms) {
    const trait = shared(alarm)
    const run = trait === undefined ? undefined : open.get(trait)
    if (run?.[0] && alarm.raisedAt - run[0].raisedAt <= ALARM_GROUP_WINDOW_MS) {
      run.push(alarm)
      continue
    }
    const fresh = [alarm]
    runs.push(fresh)
    if (trait !== undefined) open.set(trait, fresh)
  }
  return runs
}

function joined(alarms: Alarm[], byClass: boolean): AlarmGroup {
  const first = alarms[0] as Alarm
  const unanswered = alarms.filter(a => a.state === 'new')
  const levels = (unanswered.length > 0 ? unanswered : alarms).map(a => a.level)
  return {
    key: `group:${first.id}`,
    kind: first.kind,
    priority: least(
      PRIORITIES,
      alarms.map(a => a.priority),
    ),
    ...(byClass && first.who ? { group: first.who.group } : {}),
    ...(byClass ? {} : { gate: first.gate }),
    alarms,
    state: least(
      STATES,
      alarms.map(a => a.state),
    ),
    level: Math.max(...levels) as Alarm['level'],
  }
}

/** The one of `present` that comes first in `order`. */
function least<T>(order: readonly T[], present: T[]): T {
  return order.find(x => present.includes(x)) as T
}

function mostUrgentFirst(a: AlarmGroup, b: AlarmGroup): number {
  return (
    closedLast(a) - closedLast(b) ||
    PRIORITIES.indexOf(a.priority) - PRIORITIES.indexOf(b.priority) ||
    STATES.indexOf(a.state) - STATES.indexOf(b.state) ||
    newest(b) - newest(a) ||
    compare(a.key, b.key)
  )
}

const closedLast = (g: AlarmGroup): number => (g.state === 'closed' ? 1 : 0)
const newest = (g: AlarmGroup): number => g.alarms.at(-1)?.raisedAt ?? 0
const compare = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0)
