import { spawn } from 'node:child_process'
import { text } from 'node:stream/consumers'
import { hoursOf, type SchoolDay } from './calendar.ts'
import type { PlannedTurn } from './history.ts'
import type { Comer, ComesWith, DemoSchool } from './school.ts'

/** Who comes and goes at each gate on one day. */
export interface PlannedDay {
  /** ISO, local to the site */
  day: string
  arrivals: PlannedTurn[][]
  departures: PlannedTurn[][]
}

interface PlanRequest {
  people: { card: string; person: string; group: string }[]
  gates: number
  seed: number
  days: SchoolDay[]
}

/** Each shift has its own crowd; another seed keeps them from being one another's copy. */
const SHIFTS: readonly ComesWith[] = ['morning', 'afternoon', 'work', 'evening']

/** The days of a school, every shift with its own hours. */
export async function planSchool(
  root: string,
  school: DemoSchool,
  days: readonly string[],
  seed: number,
): Promise<PlannedDay[]> {
  const { comers, gates, site } = school
  const used = SHIFTS.filter(comes => comers.some(comer => comer.comes === comes))
  const shifts = await Promise.all(
    used.map((comes, i) =>
      planDays(root, {
        people: comers.filter(comer => comer.comes === comes).map(planned),
        gates: gates.length,
        seed: seed + i * 7919,
        days: days.map(day => hoursOf(day, comes, site.timeZone)),
      }),
    ),
  )
  return days.map((day, d) => ({
    day,
    arrivals: gates.map((_, g) => shifts.flatMap(shift => shift[d]?.arrivals[g] ?? []).sort(byTime)),
    departures: gates.map((_, g) => shifts.flatMap(shift => shift[d]?.departures[g] ?? []).sort(byTime)),
  }))
}

/** The same day without some of the people. */
export function without(day: PlannedDay, cards: ReadonlySet<string>): PlannedDay {
  const stays = (turns: PlannedTurn[]) => turns.filter(turn => turn.card === null || !cards.has(turn.card))
  return { ...day, arrivals: day.arrivals.map(stays), departures: day.departures.map(stays) }
}

const planned = ({ card, person, group }: Comer) => ({ card, person: person.id, group })
const byTime = (a: PlannedTurn, b: PlannedTurn): number => a.at - b.at

/** Asks the kiosk's emulator for the days' plans: one source for the devices and for the history. */
async function planDays(root: string, request: PlanRequest): Promise<PlannedDay[]> {
  const child = spawn('bun', ['kiosk/fakes/plan-main.ts'], { cwd: root, stdio: ['pipe', 'pipe', 'inherit'] })
  // One that is interrupted while it reads must not take the demo with it.
  child.stdin.on('error', () => {})
  child.stdin.end(JSON.stringify(request))
  const answer = await text(child.stdout)
  if (answer === '') throw new Error('The planner of the school days ended before it answered.')
  return (JSON.parse(answer) as { days: PlannedDay[] }).days
}
