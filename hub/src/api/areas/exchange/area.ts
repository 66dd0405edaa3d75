import { rm } from 'node:fs/promises'
import type { Import } from '@schoolgate/protocol/http/import'
import { csvLine } from '../../../exchange/export/csv-text.ts'
import { xlsxBytes } from '../../../exchange/export/xlsx.ts'
import { templateRows } from '../../../exchange/plain/template.ts'
import { MAX_UPLOAD_BYTES } from '../../../exchange/read/upload.ts'
import type { Refusal } from '../../../exchange/session/imports.ts'
import { DIFFERENCE_KINDS } from '../../../exchange/session/messages.ts'
import type { ImportPlace } from '../../../exchange/session/needs.ts'
import type { Session } from '../../../exchange/session/session.ts'
import type { Scope } from '../../../scope/scoped.ts'
import type { ApiBase, ApiSession } from '../../deps.ts'
import { found, problem } from '../../problems.ts'
import type { ExchangeDeps } from './deps.ts'
import { startExport } from './export.ts'
import { importPlace } from './import-place.ts'
import { saveUpload, type UploadFault } from './multipart.ts'
import { exportRoutes, importRoutes } from './routes.ts'

/** What a multipart form adds to the file it carries. */
const FORM_BYTES = 64 * 1024
const MAX_FILES = 60
const RETRY_S = 30

/** Import and export of a place's people. */
export function exchangeArea(base: ApiBase, deps: ExchangeDeps): void {
  uploads(base, deps)
  steps(base, deps)
  downloads(base, deps)
}

function uploads(base: ApiBase, deps: ExchangeDeps): void {
  const route = importRoutes(deps)
  const { imports } = deps
  base.openapi(route.upload, async c => {
    const place = await placeOf(c.var.scope, c.req.valid('param').place)
    const { id, name, locale } = c.var.session.officer
    const folder = await imports.folder()
    const begun = await upload(c.req.raw, folder).catch(async error => {
      await rm(folder, { recursive: true, force: true })
      throw error
    })
    if (typeof begun === 'string') {
      await rm(folder, { recursive: true, force: true })
      throw problem(begun, begun === 'bad-input' ? { where: 'file' } : {})
    }
    const created = await imports.create(place, { id, name, locale }, folder, begun)
    if (created !== 'busy') return c.json(created, 202)
    await rm(folder, { recursive: true, force: true })
    throw problem('too-many-tries', { retryAfter: RETRY_S })
  })
  base.openapi(route.list, async c => {
    const place = await placeOf(c.var.scope, c.req.valid('param').place)
    return c.json({ imports: await imports.list(place) }, 200)
  })
  base.openapi(route.read, async c => {
    const at = await opened(deps, c.var, c.req.valid('param').import)
    return c.json(at.session ? await imports.view(at.session, at.place) : at.past, 200)
  })
  base.openapi(route.faults, async c => {
    const { session } = await opened(deps, c.var, c.req.valid('param').import)
    const { after, limit } = c.req.valid('query')
    return c.json(session ? imports.faults(session, after, limit) : { faults: [], next: null }, 200)
  })
  base.openapi(route.people, async c => {
    const { session } = await opened(deps, c.var, c.req.valid('param').import)
    const { after, limit, kind: said } = c.req.valid('query')
    const kind = DIFFERENCE_KINDS.find(k => k === said)
    if (said !== undefined && kind === undefined) throw problem('bad-input', { where: 'query:kind' })
    return c.json(
      session ? await imports.people(session, kind, after, limit) : { people: [], next: null },
      200,
    )
  })
}

function steps(base: ApiBase, deps: ExchangeDeps): void {
  const route = importRoutes(deps)
  const { imports } = deps
  base.openapi(route.mapping, async c => {
    const at = await opened(deps, c.var, c.req.valid('param').import)
    const session = waiting(at.session)
    refuse(imports.map(session, c.req.valid('json')))
    return c.json(await imports.view(session, at.place), 202)
  })
  base.openapi(route.accept, async c => {
    const at = await opened(deps, c.var, c.req.valid('param').import)
    const session = waiting(at.session)
    refuse(imports.accept(session, at.place))
    return c.json(await imports.view(session, at.place), 202)
  })
  base.openapi(route.undo, async c => {
    const id = c.req.valid('param').import
    const at = await opened(deps, c.var, id)
    if (at.session) {
      refuse(await imports.undo(at.session, at.place))
      return c.json(await imports.view(at.session, at.place), 202)
    }
    refuse(await imports.undoPast(id, at.place))
    return c.json((await imports.past(id, at.place)) ?? at.past, 202)
  })
  base.openapi(route.cancel, async c => {
    const at = await opened(deps, c.var, c.req.valid('param').import)
    const session = waiting(at.session)
    refuse(await imports.cancel(session))
    return c.json(await imports.view(session, at.place), 202)
  })
}

function downloads(base: ApiBase, deps: ExchangeDeps): void {
  base.openapi(importRoutes(deps).template, async c => {
    const { format, locale } = c.req.valid('query')
    const rows = templateRows(locale)
    const bytes =
      format === 'xlsx'
        ? await xlsxBytes(rows, 'Schoolgate')
        : new TextEncoder().encode(`\uFEFF${rows.map(csvLine).join('')}`)
    return c.body(new Uint8Array(bytes).buffer, 200, {
      'Content-Type':
        format === 'csv'
          ? 'text/csv; charset=utf-8'
          : 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet',
      'Content-Disposition': `attachment; filename="schoolgate-${locale}.${format}"`,
    })
  })
  base.openapi(exportRoutes(deps).start, async c => {
    const place = await placeOf(c.var.scope, c.req.valid('param').place)
    const { kind, version, locale } = c.req.valid('query')
    const { id, locale: own } = c.var.session.officer
    const job = await startExport(deps, place, { kind, version, locale: locale ?? own }, id)
    if (job === 'busy') throw problem('too-many-tries', { retryAfter: RETRY_S })
    return c.json(job, 202)
  })
}

async function upload(request: Request, folder: string) {
  const { body } = request
  if (body === null) return 'bad-input' satisfies UploadFault
  const limits = { bytes: MAX_UPLOAD_BYTES + FORM_BYTES, files: MAX_FILES }
  const saved = await saveUpload(body, request.headers.get('Content-Type') ?? '', 'file', folder, limits)
  return saved.ok ? saved.value : saved.error
}

async function placeOf(scope: Scope, id: string): Promise<ImportPlace> {
  return importPlace(scope, found(await scope.place(id)))
}

type Opened =
  | { session: Session; place: ImportPlace; past?: never }
  | { session?: never; place: ImportPlace; past: Import }

/** An import of the officer's part of the tree, waiting here or remembered by the store. */
async function opened(
  { imports }: ExchangeDeps,
  { scope, session: { officer } }: { scope: Scope; session: ApiSession },
  id: string,
): Promise<Opened> {
  const session = imports.get(id)
  if (session) return { session, place: await placeOf(scope, session.view.place) }
  const place = await placeOf(scope, officer.jurisdiction.id)
  return { place, past: found(await imports.past(id, place)) }
}

/** What only goes with an import that is here still. */
function waiting(session: Session | undefined): Session {
  if (session === undefined) throw problem('conflict')
  return session
}

function refuse(refusal: Refusal | undefined): void {
  if (refusal !== undefined) throw problem('conflict')
}
