import type { TimelineAnswer } from '@schoolgate/protocol/http/trace-answer'
import { DISTANCES, SETTINGS } from '@schoolgate/protocol/trace/words'
import type { TraceFacts } from '../store/trace-types.ts'
import { isAsked, taughtFor } from './asked-days.ts'
import type { PairExposure } from './exposure.ts'
import { exposuresOf } from './exposures.ts'
import { type Book, bookOf } from './facts/book.ts'
import { gradeOf } from './grade.ts'
import { tracedPerson } from './traced.ts'
import type { AskedPerson } from './types.ts'

type Day = TimelineAnswer['days'][number]
type Block = Day['blocks'][number]

/** As many people of a block are named; the rest are counted. */
const NAMED_IN_BLOCK = 12
/** Gate queues of one day and way are one block. */
const QUEUE = 'queue'

/**
 * Somebody's days: when they were there, what they did, and who shared each stretch, the nearest first. All days of
 * the facts; `infectious` are those asked about.
 */
export function timelineOf(facts: TraceFacts, asked: AskedPerson): TimelineAnswer {
  const book = bookOf(facts)
  const exposures = Map.groupBy(exposuresOf(facts, asked.person), exposure => exposure.day)
  const whole = { ...asked, from: facts.days[0] ?? asked.from, to: facts.days.at(-1) ?? asked.to }
  const home = facts.days.map(day => book.homeSchool(asked.person, day)).findLast(school => school !== null)
  return {
    kind: 'timeline',
    person: tracedPerson(book, asked.person),
    timeZone: (home ?? book.schools[0])?.facts.timeZone ?? 'UTC',
    days: facts.days.map(day => dayOf(book, asked, day, exposures.get(day) ?? [])),
    grade: gradeOf(facts, [whole], { interviewed: new Set([asked.person]), contacts: [] }),
  }
}

function dayOf(book: Book, asked: AskedPerson, day: string, exposures: readonly PairExposure[]): Day {
  const stays = book.stays(asked.person, day)
  return {
    ...taughtFor(book, [asked.person], day),
    seen: stays.length > 0,
    infectious: isAsked(asked, day),
    visits: stays.map(({ from, to, open, site }) => ({ from, to: open ? null : to, inferred: open, site })),
    blocks: [...lonelyLessons(book, asked.person, day, exposures), ...blocksOf(book, day, exposures)].sort(
      inOrder,
    ),
  }
}

function blocksOf(book: Book, day: string, exposures: readonly PairExposure[]): Block[] {
  const groups = Map.groupBy(exposures, ({ setting, source, from }) =>
    setting === 'gate' || setting === 'arrival'
      ? `${QUEUE} ${source.id} ${hourOf(from)}`
      : setting === 'room'
        ? `room ${source.id}`
        : `${source.kind} ${source.id} ${source.kind === 'group' && setting === 'bus' ? from : ''}`,
  )
  return [...groups.values()].map(list => blockOf(book, day, list))
}

const hourOf = (at: number | null): number => Math.floor((at ?? 0) / 3_600_000)

function blockOf(book: Book, day: string, exposures: readonly PairExposure[]): Block {
  const nearest = [...exposures].sort(nearestFirst)
  const people = [...new Set(nearest.map(exposure => exposure.b))]
  const timed = exposures.filter(exposure => exposure.from !== null)
  const [first] = nearest as [PairExposure]
  return {
    // A lesson with a neighbour in it is still a lesson.
    setting: exposures.find(({ setting }) => setting !== 'seat')?.setting ?? first.setting,
    from: timed.length > 0 ? Math.min(...timed.map(exposure => exposure.from as number)) : null,
    to: timed.length > 0 ? Math.max(...timed.map(exposure => exposure.to as number)) : null,
    label: first.label,
    room: roomOf(book, day, first),
    people: people.length,
    near: people.slice(0, NAMED_IN_BLOCK).map(id => tracedPerson(book, id)),
  }
}

function roomOf(book: Book, day: string, { source }: PairExposure): string {
  for (const school of book.schools) {
    if (source.kind === 'lesson') {
      const lesson = school.lessons(day).all.find(({ id }) => id === source.id)
      if (lesson) return lesson.room === null ? '' : school.roomName(lesson.room)
    }
    if (source.kind === 'group') {
      const group = school.facts.groups.find(({ id }) => id === source.id)
      if (group) return group.room === null ? '' : school.roomName(group.room)
    }
  }
  return ''
}

/** Lessons in which nobody else was known to be: still a part of the day. */
function lonelyLessons(book: Book, person: string, day: string, exposures: readonly PairExposure[]): Block[] {
  const shared = new Set(exposures.map(({ source }) => source.id))
  return book
    .lessonsOf(person, day)
    .filter(
      ({ lesson, school }) =>
        !shared.has(lesson.id) && book.windows(person, day, { school, site: lesson.site }, lesson).length > 0,
    )
    .map(({ lesson, school, staff }) => ({
      setting: staff ? 'teaching' : 'lesson',
      from: lesson.from,
      to: lesson.to,
      label: lesson.subject,
      room: lesson.room === null ? '' : school.roomName(lesson.room),
      people: 0,
      near: [],
    }))
}

const nearestFirst = (a: PairExposure, b: PairExposure): number =>
  DISTANCES.indexOf(a.distance) - DISTANCES.indexOf(b.distance) ||
  b.minutes - a.minutes ||
  (a.b < b.b ? -1 : 1)

/** What has no hour comes last. */
const inOrder = (a: Block, b: Block): number =>
  (a.from ?? Number.MAX_VALUE) - (b.from ?? Number.MAX_VALUE) ||
  SETTINGS.indexOf(a.setting) - SETTINGS.indexOf(b.setting)
