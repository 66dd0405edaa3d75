import { type Check, inOrder, sameSchool } from './fault.ts'

const RANK = { nation: 0, province: 1, district: 2, school: 3 } as const

export const checkJurisdiction: Check<'jurisdiction'> = function* (record, look) {
  if (record.place !== record.id) yield { field: 'place', code: 'unfit' }
  const parent = record.parent === null ? undefined : look.get('jurisdiction', record.parent)
  if (parent && RANK[parent.kind] >= RANK[record.kind]) yield { field: 'parent', code: 'kind' }
}

export const checkSite: Check<'site'> = function* (record) {
  if (!knownZone(record.timeZone)) yield { field: 'timeZone', code: 'unknown' }
}

export const checkGate: Check<'gate'> = (record, look) =>
  sameSchool(look, record.place, 'site', 'site', record.site)

export const checkRoom: Check<'room'> = (record, look) =>
  sameSchool(look, record.place, 'site', 'site', record.site)

/** Bells in the order of the day, none beginning before the one before it has ended. */
export const checkShift: Check<'shift'> = function* (record) {
  yield* inOrder(record)
  let last = ''
  for (const [i, bell] of record.bells.entries()) {
    if (bell.from >= bell.to) yield { field: `bells.${i}.to`, code: 'order' }
    if (bell.from < last) yield { field: `bells.${i}.from`, code: 'overlap' }
    last = bell.to
  }
}

export const checkTerm: Check<'term'> = function* (record, look) {
  yield* inOrder(record)
  if (record.parent === null) return
  const year = look.get('term', record.parent)
  if (!year) yield { field: 'parent', code: 'unknown' }
  else if (year.place !== record.place) yield { field: 'parent', code: 'place' }
  else if (year.id === record.id) yield { field: 'parent', code: 'unfit' }
  else {
    if (record.from < year.from) yield { field: 'from', code: 'beyond' }
    if (record.to > year.to) yield { field: 'to', code: 'beyond' }
  }
}

export const checkCalendarDay: Check<'calendarDay'> = function* (record) {
  if (record.id !== `${record.place}:${record.day}`) yield { field: 'id', code: 'id' }
}

function knownZone(timeZone: string): boolean {
  try {
    new Intl.DateTimeFormat('en', { timeZone })
    return true
  } catch {
    return false
  }
}
