import { createReadStream } from 'node:fs'
import { Readable } from 'node:stream'
import { fold } from '@schoolgate/protocol/fold'
import type { HistoryLine } from '@schoolgate/protocol/http/directory'
import type { HistoryRow } from '../../../store/record-types.ts'
import type { ApiBase, ApiDeps } from '../../deps.ts'
import { found, problem } from '../../problems.ts'
import { holds } from '../../rights.ts'
import { bookPage } from './book.ts'
import { makeChanges, undone } from './changes.ts'
import { groupPage } from './group.ts'
import { jobRoutes } from './job-routes.ts'
import { personPage } from './person.ts'
import { photoRoutes } from './photo-routes.ts'
import { MAX_PHOTO_BYTES, photoType } from './photo-type.ts'
import { todayAt } from './place-time.ts'
import { directoryRoutes } from './routes.ts'
import { stripPhoto } from './strip-photo.ts'
import { timetablePage } from './timetable.ts'
import { treePage } from './tree.ts'

/** The school's own directory: the tree, people, groups, the timetable, changes and their history; photos; jobs. */
export function directoryArea(base: ApiBase, deps: ApiDeps): void {
  pages(base, deps)
  changes(base, deps)
  photos(base, deps)
  jobs(base, deps)
}

function pages(base: ApiBase, deps: ApiDeps): void {
  const route = directoryRoutes(deps)
  base.openapi(route.tree, async c => c.json(await treePage(c.var.scope), 200))
  base.openapi(route.book, async c => {
    const place = found(await c.var.scope.place(c.req.valid('param').place))
    return c.json(await bookPage(deps, place), 200)
  })
  base.openapi(route.people, async c => {
    const place = found(await c.var.scope.place(c.req.valid('param').place))
    const { text, ...rest } = c.req.valid('query')
    const folded = text === undefined ? '' : fold(text)
    const search = { ...defined(rest), ...(folded === '' ? {} : { text: folded }) }
    const { status, limit } = rest
    return c.json(
      await place.searchPeople({ ...search, status, limit, day: await todayAt(deps, place) }),
      200,
    )
  })
  base.openapi(route.person, async c => {
    const person = found(await c.var.scope.person(c.req.valid('param').person))
    return c.json(await personPage(deps, person), 200)
  })
  base.openapi(route.group, async c => {
    const group = found(await c.var.scope.group(c.req.valid('param').group))
    return c.json(await groupPage(deps, group, c.req.valid('query').day), 200)
  })
  base.openapi(route.timetable, async c => {
    const place = found(await c.var.scope.place(c.req.valid('param').place))
    return c.json(await timetablePage(place, c.req.valid('query')), 200)
  })
}

function changes(base: ApiBase, deps: ApiDeps): void {
  const route = directoryRoutes(deps)
  base.openapi(route.change, async c => {
    const place = found(await c.var.scope.place(c.req.valid('param').place))
    const { changes: all, note } = c.req.valid('json')
    return c.json(await makeChanges(deps, place, all, note), 200)
  })
  base.openapi(route.undo, async c => {
    const { row, place } = found(await c.var.scope.batch(c.req.valid('param').batch))
    // Which kinds a batch holds is not known before; whoever may write people may take anything back.
    if (!holds('directory:write')) throw problem('forbidden')
    return c.json(undone(await place.undo([row.id], Math.floor(deps.now()))), 200)
  })
  base.openapi(route.personHistory, async c => {
    const person = found(await c.var.scope.person(c.req.valid('param').person))
    const rows = await person.history(c.req.valid('query').limit)
    return c.json({ lines: rows.map(historyLine) }, 200)
  })
  base.openapi(route.placeHistory, async c => {
    const place = found(await c.var.scope.place(c.req.valid('param').place))
    const rows = await place.batches(c.req.valid('query').limit)
    const batches = rows.map(({ id, at, by, note, import: of, undoneAt, size }) => ({
      ...{ batch: id, at, by, note, import: of, undoneAt, size },
    }))
    return c.json({ batches }, 200)
  })
}

function photos(base: ApiBase, deps: ApiDeps): void {
  const route = photoRoutes(deps)
  base.openapi(route.read, async c => {
    const person = found(await c.var.scope.person(c.req.valid('param').person))
    const photo = found(await person.photo())
    return c.body(new Uint8Array(photo.bytes), 200, {
      'Content-Type': photo.type,
      'Cache-Control': 'private, max-age=300',
    })
  })
  base.openapi(route.put, async c => {
    const person = found(await c.var.scope.person(c.req.valid('param').person))
    const bytes = new Uint8Array(await c.req.arrayBuffer())
    if (bytes.length > MAX_PHOTO_BYTES) throw problem('too-large')
    const type = photoType(bytes)
    const stripped = type && stripPhoto(type, bytes)
    if (!type || !stripped) throw problem('bad-input', { where: '(body)', detail: 'photo' })
    await person.putPhoto({ type, bytes: stripped })
    return c.body(null, 204)
  })
  base.openapi(route.drop, async c => {
    const person = found(await c.var.scope.person(c.req.valid('param').person))
    await person.putPhoto(null)
    return c.body(null, 204)
  })
}

function jobs(base: ApiBase, deps: ApiDeps): void {
  const route = jobRoutes(deps)
  base.openapi(route.read, async c => {
    const { job } = c.req.valid('param')
    return c.json(found(deps.jobs.get(job, c.var.session.officer.id)), 200)
  })
  base.openapi(route.file, async c => {
    const { job } = c.req.valid('param')
    const { path, name, type } = found(deps.jobs.file(job, c.var.session.officer.id))
    return c.body(Readable.toWeb(createReadStream(path)) as ReadableStream, 200, {
      'Content-Type': type,
      // RFC 6266: plain letters for old programs, the real name beside them.
      'Content-Disposition': `attachment; filename="${ascii(name)}"; filename*=UTF-8''${encodeURIComponent(name)}`,
    })
  })
  base.openapi(route.cancel, async c => {
    const { job } = c.req.valid('param')
    if (!deps.jobs.cancel(job, c.var.session.officer.id)) throw problem('not-found')
    return c.body(null, 204)
  })
}

const historyLine = ({ batch, at, by, note, kind, id, before, after }: HistoryRow): HistoryLine => ({
  ...{ batch, at, by, note, kind, id },
  before: (before ?? null) as HistoryLine['before'],
  after: (after ?? null) as HistoryLine['after'],
})

const ascii = (name: string): string => name.replace(/[^\w.-]+/g, '_')

type Defined<T> = { [K in keyof T]: Exclude<T[K], undefined> }
const defined = <T extends object>(values: T): Partial<Defined<T>> =>
  Object.fromEntries(Object.entries(values).filter(([, value]) => value !== undefined)) as Partial<Defined<T>>
