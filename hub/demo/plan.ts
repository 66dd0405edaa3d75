import { spawn } from 'node:child_process'
import { text } from 'node:stream/consumers'
import type { SchoolDay } from './calendar.ts'
import type { PlannedTurn } from './history.ts'

/** Who comes and goes at each gate on one day. */
export interface PlannedDay extends SchoolDay {
  arrivals: PlannedTurn[][]
  departures: PlannedTurn[][]
}

export interface PlanRequest {
  people: { card: string; person: string; group: string }[]
  gates: number
  seed: number
  days: SchoolDay[]
}

/** Asks the kiosk's emulator for the days' plans: one source for the devices and for the history. */
export async function planDays(root: string, request: PlanRequest): Promise<PlannedDay[]> {
  const child = spawn('bun', ['kiosk/fakes/plan-main.ts'], { cwd: root, stdio: ['pipe', 'pipe', 'inherit'] })
  child.stdin.end(JSON.stringify(request))
  const { days } = JSON.parse(await text(child.stdout)) as { days: PlannedDay[] }
  return days
}
