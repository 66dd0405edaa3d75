import type { ChangeBy } from '../../src/store/record-types.ts'
import { appendOf } from '../store/rows.ts'
import { put, type SmallSchool, seedDirectory } from './directory.ts'
import { testId } from './kiosk-client.ts'
import type { RunningHub, School } from './running-hub.ts'

const BY: ChangeBy = { officer: 'setup', name: 'setup', note: '', at: 1 }
const ROW = 6

export interface TracedSchool extends SmallSchool {
  /** of one class, in the order of their seats: six to a row */
  all: string[]
}

/**
 * A class with a seat plan and two lessons a weekday, and its entries on some days: everybody in before the first
 * bell, out after the last, the pupils of a row together.
 *
 * @param rowMs between the rows, and `gapMs` between two pupils at the gate
 */
export async function seedTraced(
  hub: RunningHub,
  school: School,
  {
    prefix,
    size,
    days,
    rowMs = 120_000,
    gapMs = 4000,
  }: { prefix: string; size: number; days: readonly string[]; rowMs?: number; gapMs?: number },
): Promise<TracedSchool> {
  const { records, ingest, presence } = hub.hub.store
  const small = await seedDirectory(records, { place: school.jurisdiction, site: school.site }, prefix)
  const { place, site, room, teacher } = small
  const all = Array.from({ length: size }, (_, i) => testId(`${prefix} traced ${i}`))
  const seats = all.map((person, i) => ({ person, row: Math.floor(i / ROW), column: i % ROW }))
  const weekdays = [1, 2, 3, 4, 5] as const
  const made = await records.apply(
    [
      put('group', { id: `${prefix}-7b`, place, room, shift: small.shift, name: '7Б' }),
      ...all.map((id, i) =>
        put('person', {
          ...{ id, place, site, family: `${prefix} Овог`, given: `Нэр${i}`, name: `${prefix} Овог Нэр${i}` },
          ...{ sex: i % 2 === 0 ? 'female' : 'male', birth: '2013-05-04' },
        }),
      ),
      ...all.map((person, i) =>
        put('enrolment', { id: `${prefix}-7b-${i}`, place, group: `${prefix}-7b`, person }),
      ),
      put('seatPlan', {
        ...{ id: `${prefix}-7b-seats`, place, group: `${prefix}-7b`, room },
        ...{ rows: Math.ceil(size / ROW), columns: ROW, seats, from: '2026-09-01' },
      }),
      ...weekdays.flatMap(weekday =>
        [1, 2].map(number =>
          put('lesson', {
            ...{ id: `${prefix}-7b-${weekday}-${number}`, place, group: `${prefix}-7b`, room },
            ...{ teacher: number === 2 ? teacher : null, weekday, number },
          }),
        ),
      ),
    ],
    BY,
  )
  if (!made.ok) throw new Error(JSON.stringify(made))
  const gate = school.gates[0]?.id as string
  const at = (day: string, time: string) => Date.parse(`${day}T${time}:00+08:00`)
  const entries = days.flatMap(day => [
    ...all.map((person, i) => ({ person, at: at(day, '07:40') + Math.floor(i / ROW) * rowMs + i * gapMs })),
    ...all.map((person, i) => ({ person, direction: 'out' as const, at: at(day, '10:05') + i * gapMs })),
  ])
  entries.sort((a, b) => a.at - b.at)
  const who = { site, gate, kiosk: testId(`${prefix} kiosk`), journal: testId(`${prefix} journal`) }
  await ingest.append([appendOf(0, entries, who)])
  while ((await presence.merge()) > 0);
  return { ...small, all }
}
