import type { SmallSchool } from '../helpers/directory.ts'
import { put } from '../helpers/directory.ts'
import type { RunningHub } from '../helpers/running-hub.ts'

export interface Operation {
  method: string
  path: string
  right: string
}

/** What a route's path, query and body are filled with, so that it works for an officer of the school. */
export interface RouteIds extends SmallSchool {
  gate: string
  alarm: string
  batch: string
  card: string
  day: string
  import: string
  case: string
  question: string
}

/** Every registered route, from the API's own description. */
export async function allRoutes(hub: RunningHub): Promise<Operation[]> {
  const document = (await (await hub.fetch('/api/openapi.json')).json()) as {
    paths: Record<string, Record<string, { 'x-right'?: string }>>
  }
  return Object.entries(document.paths).flatMap(([path, methods]) =>
    Object.entries(methods).map(([method, operation]) => ({
      ...{ method: method.toUpperCase(), path },
      right: operation['x-right'] ?? '',
    })),
  )
}

const NOBODYS = 'none'

/** @throws Error naming a route whose path has a parameter that nothing is known for */
export function filled({ method, path }: Operation, ids: RouteIds): [string, RequestInit] {
  const parameters: Record<string, string> = {
    site: ids.site,
    gate: ids.gate,
    place: ids.place,
    group: ids.cls,
    person: ids.pupils[0],
    batch: ids.batch,
    card: ids.card,
    day: ids.day,
    job: NOBODYS,
    import: ids.import,
    case: ids.case,
    question: ids.question,
    version: '1',
    id: NOBODYS,
    poster: NOBODYS,
    token: NOBODYS,
    kid: '00000000',
  }
  const url = path.replace(/\{(\w+)\}/g, (_, name: string) => {
    const value = parameters[name]
    if (value === undefined) throw new Error(`nothing is known for {${name}} of ${path}`)
    return encodeURIComponent(value)
  })
  const query = new URLSearchParams(QUERIES(ids))
  if (path === '/api/keys') query.set('site', ids.site)
  if (path.endsWith('/people')) query.delete('kind')
  const body = BODIES(ids)[`${method} ${path}`]
  const init: RequestInit =
    body === undefined
      ? { method }
      : body instanceof FormData || body instanceof Uint8Array
        ? { method, body: body as FormData }
        : { method, body: JSON.stringify(body) }
  return [`${url}?${query}`, init]
}

/** Of all routes: a route takes what it knows. */
const QUERIES = ({ day }: RouteIds) => ({
  day,
  from: day,
  to: day,
  locale: 'mn',
  format: 'xlsx',
  kind: 'people-csv',
})

const BODIES = (ids: RouteIds): Record<string, unknown> => ({
  'POST /api/session': { user: 'nobody', password: 'wrong' },
  'POST /api/alarms/step': { step: 'going', alarms: [ids.alarm] },
  'POST /api/places/{place}/changes': {
    changes: [put('room', { id: 'room-of-routes', place: ids.place, site: ids.site })],
  },
  'PUT /api/people/{person}/photo': new Uint8Array([0x89, 0x50]),
  'POST /api/places/{place}/cards/print': { layout: 'a4', locale: 'mn' },
  'POST /api/places/{place}/cards/issued-before': { day: null },
  'POST /api/places/{place}/keys/rotate': { overlapDays: 7 },
  'POST /api/sites/{site}/visitors': VISITOR,
  'POST /api/visit/{poster}': VISITOR,
  'PUT /api/people/{person}/attendance/{day}': { mark: 'present', reason: null, note: '' },
  'POST /api/places/{place}/imports': upload(),
  'POST /api/places/{place}/questions': { kind: 'contacts', purpose: 'audit', case: ids.case },
  'POST /api/places/{place}/cases': { ...CASE, person: ids.pupils[1] },
  'PATCH /api/cases/{case}': { note: '' },
  'POST /api/cases/{case}/follow-up': { question: ids.question, persons: [ids.pupils[1]] },
  'POST /api/cases/{case}/follow-up/undo': { batch: NOBODYS },
  'PUT /api/cases/{case}/follow-up': { persons: [ids.pupils[1]], state: 'lost' },
  'PUT /api/cases/{case}/follow-up/{person}': { state: 'lost' },
  'POST /api/cases/{case}/named': NAMED(ids),
  'POST /api/places/{place}/packs': PACK,
  'POST /api/places/{place}/packs/{id}/{version}/sign': { current: false },
  'POST /api/imports/{import}/mapping': { mapping: {}, complete: false, locale: 'mn' },
})

/** Of nobody yet. */
export const CASE = {
  ...{ status: 'suspected', asymptomatic: true, onset: null, tested: null, isolated: null },
  ...{ symptomFree: null, from: null, note: '' },
}

const NAMED = ({ pupils, day }: RouteIds) => ({
  ...{ person: pupils[1], who: '', day, setting: 'named', minutes: null, distance: 'near', note: '' },
})

const DAYS = { before: 2, after: 10, symptomFree: 3 }
const PACK = {
  ...{
    id: 'of-routes',
    name: 'Of routes',
    source: '',
    from: '2026-09-01',
    symptomatic: DAYS,
    asymptomatic: DAYS,
  },
  ...{ incubation: { min: 1, max: 14 }, minutes: 15, count: 'cumulative', window: 'day', distance: 'near' },
  ...{ always: [], never: [], maskedPupils: false, followUp: 14 },
  approval: { over: null, generations: null, kinds: [], purposes: [] },
}

const VISITOR = {
  ...{ family: '', given: 'Visitor', phone: '1', purpose: 'Parent' },
  declaration: {
    answers: { fever: false, cough: false, throat: false, contact: false, travel: false },
    consent: true,
  },
}

export function upload(): FormData {
  const form = new FormData()
  form.set('file', new File(['name,role\nAnu,student\n'], 'roll.csv'))
  return form
}
