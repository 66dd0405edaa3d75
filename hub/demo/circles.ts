import type { Enrolment, Group } from '@schoolgate/protocol/directory/group'
import type { Random } from '@schoolgate/protocol/random'
import type { MadeClass } from './classes.ts'
import { shuffled } from './ids.ts'
import type { MadePeople } from './people.ts'
import { enrolment, group } from './records.ts'

const BUSES = ['Автобус 1 · Зайсан', 'Автобус 2 · Баянзүрх', 'Автобус 3 · Яармаг']
const CLUBS = ['Шатар', 'Найрал дуу', 'Хөлбөмбөг', 'Робот техник']
/** Of all pupils: who rides each bus, who is in each club. */
const BUS_SHARE = 0.035
const CLUB_SHARE = 0.025
/** Grades that eat at a table of their own, and how many sit at one. */
const TABLE_GRADES = 4
const AT_TABLE = 6

/** Whom a pupil is close to beside the class: household, bus, club, lunch table. */
export function makeCircles(
  random: Random,
  place: string,
  from: string,
  { households, teachers }: MadePeople,
  classes: readonly MadeClass[],
): { group: Group[]; enrolment: Enrolment[] } {
  const groups: Group[] = []
  const enrolments: Enrolment[] = []
  const gather = (row: Group, members: readonly string[], leader?: string) => {
    groups.push(row)
    for (const member of members) enrolments.push(enrolment(row, member, 'member'))
    if (leader !== undefined) enrolments.push(enrolment(row, leader, 'teacher', true))
  }
  const pupils = classes.flatMap(cls => cls.pupils.map(pupil => pupil.id))
  const some = (share: number) =>
    shuffled(pupils, random).slice(0, Math.max(3, Math.round(pupils.length * share)))

  for (const [i, name] of BUSES.entries())
    gather(group({ id: `${place}-bus-${i + 1}`, place, kind: 'bus', name, from }), some(BUS_SHARE))
  for (const [i, name] of CLUBS.entries()) {
    const leader = teachers[teachers.length - 1 - (i % teachers.length)]
    gather(
      group({ id: `${place}-club-${i + 1}`, place, kind: 'club', name, from }),
      some(CLUB_SHARE),
      leader?.id,
    )
  }
  for (const cls of classes.filter(({ grade }) => grade <= TABLE_GRADES)) {
    for (let i = 0; i * AT_TABLE < cls.pupils.length; i++) {
      const row = group({
        ...{
          id: `${cls.row.id}-table-${i + 1}`,
          place,
          kind: 'table',
          name: `${cls.row.name} · ширээ ${i + 1}`,
        },
        ...{ room: `${place}-canteen`, from },
      })
      gather(
        row,
        cls.pupils.slice(i * AT_TABLE, (i + 1) * AT_TABLE).map(pupil => pupil.id),
      )
    }
  }
  for (const [i, { children, guardians }] of households.entries()) {
    if (guardians.length === 0 && children.length < 2) continue
    const name = `${children[0]?.family} (${children.map(child => child.given).join(', ')})`.slice(0, 120)
    gather(
      group({ id: `${place}-home-${i + 1}`, place, kind: 'household', name }),
      [...children, ...guardians].map(member => member.id),
    )
  }
  return { group: groups, enrolment: enrolments }
}
