import type { Guardianship, Person } from '@schoolgate/protocol/directory/person'
import type { Site } from '@schoolgate/protocol/directory/places'
import type { Random } from '@schoolgate/protocol/random'
import { hex8, shuffled } from './ids.ts'
import { type Family, fatherOf, type MadeName, makeFamily, motherOf, nameIn, pick } from './names.ts'
import { person } from './records.ts'

export interface Household {
  children: Person[]
  guardians: Person[]
}

export interface MadePeople {
  /** in no order of classes yet */
  pupils: Person[]
  teachers: Person[]
  staff: Person[]
  households: Household[]
  guardianships: Guardianship[]
}

const POSTS = ['Захирал', 'Эмч', 'Номын санч', 'Харуул', 'Тогооч', 'Үйлчлэгч', 'Нягтлан', 'Жижүүр']

/** Pupils by households, so that brothers and sisters bear one name; nearly all have somebody who answers for them. */
export function makePeople(
  random: Random,
  site: Site,
  size: { pupils: number; teachers: number; staff: number },
): MadePeople {
  const at = { place: site.place, site: site.id }
  let numbers = 0
  const next = (prefix: string) => `${prefix}${String(++numbers).padStart(4, '0')}`
  const somebody = (
    role: Person['role'],
    prefix: string,
    name: MadeName,
    more: Partial<Person> = {},
  ): Person => {
    const source = next(prefix)
    return person({ id: hex8(random), source, ...at, role, ...name, ...more })
  }
  let phones = 0
  const phone = () => `+976 5550 ${String(++phones).padStart(4, '0')}`

  const households: Household[] = []
  const guardianships: Guardianship[] = []
  let left = size.pupils
  while (left > 0) {
    const family = makeFamily(random)
    const count = Math.min(left, pick(random, [1, 1, 1, 1, 1, 1, 2, 2, 2, 3]))
    left -= count
    const children = Array.from({ length: count }, () => {
      const child = somebody('student', 'S', nameIn(random, family))
      return { ...child, number: child.source.slice(1), lowSight: random() < 0.01 }
    })
    const guardians = guardiansOf(random, family).map(([name, relation]) => {
      const guardian = somebody('guardian', 'G', name, { phone: phone() })
      for (const child of children) {
        const id = `${guardian.id}:${child.id}`
        guardianships.push({ id, place: site.place, guardian: guardian.id, child: child.id, relation })
      }
      return guardian
    })
    households.push({ children, guardians })
  }
  const grown = (role: 'teacher' | 'staff', count: number): Person[] =>
    Array.from({ length: count }, (_, i) =>
      somebody(role, role === 'teacher' ? 'T' : 'W', nameIn(random, makeFamily(random)), {
        number: `${role === 'teacher' ? 'Б' : 'А'}${i + 1}`,
        phone: phone(),
        // What somebody does stands where a pupil's grade does.
        grade: role === 'staff' ? (POSTS[i % POSTS.length] as string) : null,
      }),
    )
  return {
    pupils: shuffled(
      households.flatMap(household => household.children),
      random,
    ),
    teachers: grown('teacher', size.teachers),
    staff: grown('staff', size.staff),
    households,
    guardianships,
  }
}

function guardiansOf(random: Random, family: Family): [MadeName, Guardianship['relation']][] {
  const chance = random()
  if (chance < 0.06) return []
  if (chance < 0.1) return [[motherOf(random, family), 'grandparent']]
  if (chance < 0.24) return [[motherOf(random, family), 'mother']]
  return [
    [motherOf(random, family), 'mother'],
    [fatherOf(random, family), 'father'],
  ]
}
