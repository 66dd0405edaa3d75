import type { Absence } from '@schoolgate/protocol/directory/absence'
import type { Person } from '@schoolgate/protocol/directory/person'
import type { Change } from '@schoolgate/protocol/directory/records'
import type { Lesson, Mode, Substitution } from '@schoolgate/protocol/directory/timetable'
import type { Random } from '@schoolgate/protocol/random'
import { addDays, isoWeekday } from '../src/directory/calendar.ts'
import type { MadeClass } from './classes.ts'
import { shuffled } from './ids.ts'

/** What somebody changed in the running school, with the note they left. */
export interface Deed {
  note: string
  /** school days before the shown one */
  daysAgo: number
  changes: Change[]
}

export interface Happenings {
  deeds: Deed[]
  /** pupils who are away on the shown day, and that is known: they do not come */
  away: Set<string>
}

const AWAY: readonly (readonly [reason: Absence['reason'], note: string, days: number])[] = [
  ['illness', 'Ханиад', 3],
  ['illness', 'Халуурсан', 2],
  ['medical', 'Шүдний эмч', 1],
  ['family', 'Гэр бүлийн шалтгаан', 2],
  ['competition', 'Шатрын тэмцээн', 3],
  ['permitted', 'Чөлөө авсан', 1],
]

/** A school day like others: teachers fall ill, a class is at home, some are away, a few have left for good. */
export function makeHappenings(
  random: Random,
  place: string,
  day: string,
  {
    classes,
    teachers,
    lessons,
  }: {
    classes: readonly MadeClass[]
    teachers: readonly Person[]
    lessons: readonly Lesson[]
  },
): Happenings {
  const pupils = shuffled(
    classes.flatMap(cls => cls.pupils),
    random,
  )
  const absences = AWAY.flatMap(([reason, note, days], i): Absence[] => {
    const who = pupils[i]
    if (!who) return []
    return [
      { id: `${who.id}:${day}`, place, person: who.id, from: day, to: addDays(day, days - 1), reason, note },
    ]
  })
  const online = classes.findLast(cls => cls.grade === 9) ?? classes.at(-1)
  const modes: Mode[] = online
    ? [
        {
          ...{ id: `${online.row.id}:${day}`, place, group: online.row.id, from: day, to: addDays(day, 1) },
          ...{ mode: 'online', reason: 'Ангид ханиад ихэссэн' },
        },
      ]
    : []
  const leavers = pupils.slice(AWAY.length, AWAY.length + 3)
  const away = [...absences.map(absence => absence.person), ...(online?.pupils ?? []).map(pupil => pupil.id)]
  const deeds: Deed[] = [
    { note: 'Дугаар солигдсон', daysAgo: 5, changes: newNumbers(pupils.slice(-4)) },
    { note: 'Шилжсэн', daysAgo: 3, changes: leave(leavers, addDays(day, -2), classes) },
    { note: 'Өнөөдөр ирэхгүй', daysAgo: 1, changes: absences.map(record => put('absence', record)) },
    { note: 'Цахим хичээл', daysAgo: 1, changes: modes.map(record => put('mode', record)) },
    {
      ...{ note: 'Багш өвчтэй', daysAgo: 1 },
      changes: substitutions(place, day, lessons, teachers).map(record => put('substitution', record)),
    },
  ]
  return {
    deeds: deeds.filter(deed => deed.changes.length > 0),
    away: new Set([...away, ...leavers.map(pupil => pupil.id)]),
  }
}

const put = (kind: 'absence' | 'mode' | 'substitution' | 'person' | 'enrolment', record: object) =>
  ({ op: 'put', kind, record }) as Change

const newNumbers = (people: readonly Person[]): Change[] =>
  people.map((who, i) => put('person', { ...who, phone: `+976 5559 000${i}` }))

/** Archived, and out of their class from the day after. */
function leave(people: readonly Person[], last: string, classes: readonly MadeClass[]): Change[] {
  return people.flatMap(who => {
    const cls = classes.find(c => c.pupils.includes(who))
    if (!cls) return []
    const id = `${cls.row.id}:${who.id}`
    const left = { ...who, status: 'archived', archivedOn: last, archiveReason: 'transferred' }
    const stay = {
      ...{ id, source: id, place: who.place, group: cls.row.id, person: who.id },
      ...{ role: 'student', primary: false, from: cls.row.from, to: last },
    }
    return [put('person', left), put('enrolment', stay)]
  })
}

/** Two teachers are ill: somebody free takes their lessons, one is not held. */
function substitutions(
  place: string,
  day: string,
  lessons: readonly Lesson[],
  teachers: readonly Person[],
): Substitution[] {
  const today = lessons.filter(lesson => lesson.weekday === isoWeekday(day))
  const ill = [...new Set(today.map(lesson => lesson.teacher))].filter(id => id !== null).slice(0, 2)
  const same = (a: Lesson, b: Lesson) => a.shift === b.shift && a.number === b.number
  const taken: [Lesson, string][] = []
  return today
    .filter(lesson => lesson.teacher !== null && ill.includes(lesson.teacher))
    .slice(0, 6)
    .map((lesson, i): Substitution => {
      const free = teachers.find(
        ({ id }) =>
          !ill.includes(id) &&
          !today.some(other => same(other, lesson) && other.teacher === id) &&
          !taken.some(([other, who]) => who === id && same(other, lesson)),
      )
      if (free) taken.push([lesson, free.id])
      const cancelled = i === 3 || !free
      return {
        ...{ id: `${lesson.id}:${day}`, place, lesson: lesson.id, day, cancelled },
        ...{ teacher: cancelled ? null : (free?.id ?? null), room: null, reason: 'Багш өвчтэй' },
      }
    })
}
