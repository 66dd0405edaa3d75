import type { Gate, Jurisdiction, Room, Shift, Site } from '@schoolgate/protocol/directory/places'

export const TIME_ZONE = 'Asia/Ulaanbaatar'
export const DISTRICT = 'nar'
export const MORNING = 'Өглөөний ээлж'
export const AFTERNOON = 'Өдрийн ээлж'

/** Where the demo's two schools lie. */
export const TREE: Jurisdiction[] = [
  place('mn', null, 'nation', 'Монгол Улс', null),
  place('ub', 'mn', 'province', 'Улаанбаатар', '11'),
  place(DISTRICT, 'ub', 'district', 'Наран дүүрэг', '1107'),
  place('s45', DISTRICT, 'school', '45 дугаар сургууль', '110745'),
  place('s7', DISTRICT, 'school', '7 дугаар сургууль', '110707'),
]

function place(
  id: string,
  parent: string | null,
  kind: Jurisdiction['kind'],
  name: string,
  number: string | null,
): Jurisdiction {
  return { id, place: id, source: id, parent, kind, name, number, path: '' }
}

export const campus = (school: string, name: string): Site => ({
  ...{ id: `${school}-main`, place: school, name, timeZone: TIME_ZONE, locale: 'mn' },
})

export const gate = (id: string, site: Site, name: string): Gate => ({
  ...{ id, place: site.place, site: site.id, name, lane: 'both' },
})

const bells = (...times: string[]) =>
  times.map(time => {
    const [from = '', to = ''] = time.split('-')
    return { from, to }
  })

/** Morning, afternoon and the staff's working day. */
export function shiftsOf(place: string): [morning: Shift, afternoon: Shift, staff: Shift] {
  const always = { place, graceMin: 5, from: null, to: null }
  return [
    {
      ...{ id: `${place}-am`, name: MORNING, of: 'student', ...always },
      bells: bells(
        ...['08:00-08:40', '08:50-09:30', '09:40-10:20', '10:45-11:25', '11:35-12:15', '12:25-13:05'],
      ),
    },
    {
      ...{ id: `${place}-pm`, name: AFTERNOON, of: 'student', ...always },
      bells: bells(
        ...['13:30-14:10', '14:20-15:00', '15:10-15:50', '16:10-16:50', '17:00-17:40', '17:50-18:30'],
      ),
    },
    { ...{ id: `${place}-staff`, name: 'Ажлын өдөр', of: 'staff', ...always }, bells: bells('08:00-16:00') },
  ]
}

const ZONES: readonly (readonly [id: string, name: string, kind: Room['kind'], capacity: number])[] = [
  ['canteen', 'Цайны газар', 'canteen', 180],
  ['gym', 'Биеийн тамирын заал', 'gym', 90],
  ['yard', 'Хашаа', 'yard', 600],
  ['isolation', 'Тусгаарлах өрөө', 'isolation', 4],
  ['library', 'Номын сан', 'library', 60],
  ['hall', 'Урлагийн заал', 'hall', 250],
  ['office', 'Багш нарын өрөө', 'office', 50],
  ['physics', 'Физикийн кабинет', 'lab', 30],
  ['chemistry', 'Химийн кабинет', 'lab', 30],
  ['biology', 'Биологийн кабинет', 'lab', 30],
  ['computer', 'Мэдээлэл зүйн кабинет', 'lab', 24],
  ['language-1', 'Хэлний кабинет 1', 'classroom', 18],
  ['language-2', 'Хэлний кабинет 2', 'classroom', 18],
]

/** Class rooms numbered by floor, a dozen to each, and everything else a school has. */
export function roomsOf(site: Site, classrooms: number): Room[] {
  const at = { place: site.place, site: site.id }
  const room = (id: string, name: string, kind: Room['kind'], capacity: number): Room => ({
    ...{ id: `${site.place}-${id}`, ...at, name, kind, capacity },
  })
  return [
    ...Array.from({ length: classrooms }, (_, i) => {
      const number = (Math.floor(i / 12) + 1) * 100 + (i % 12) + 1
      return room(`r${number}`, `${number}`, 'classroom', 36)
    }),
    ...ZONES.map(([id, name, kind, capacity]) => room(id, name, kind, capacity)),
  ]
}
