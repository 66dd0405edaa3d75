import type { ApiBase, ApiDeps } from '../../deps.ts'
import { found } from '../../problems.ts'
import { type Asking, ask, askAgain, decide } from './ask.ts'
import { startExport } from './export-job.ts'
import { questionLine } from './lines.ts'
import { questionRoutes } from './question-routes.ts'

/** Lines of the log on a page. */
const PAGE = 100

export function questionArea(base: ApiBase, deps: ApiDeps, shared: Pick<Asking, 'newest' | 'wide'>): void {
  const route = questionRoutes(deps)
  const asking = (v: Pick<Asking, 'scope'> & { session: { officer: Asking['officer'] } }): Asking => ({
    ...{ ...shared, deps, scope: v.scope, officer: v.session.officer },
  })
  base.openapi(route.ask, async c => {
    const place = found(await c.var.scope.place(c.req.valid('param').place))
    return c.json(await ask(asking(c.var), place, c.req.valid('json')), 200)
  })
  base.openapi(route.log, async c => {
    const place = found(await c.var.scope.place(c.req.valid('param').place))
    const before = c.req.valid('query').before ?? null
    const rows = await c.var.scope.tracing().questionsUnder(place, before, PAGE)
    const last = rows.length < PAGE ? undefined : rows.at(-1)
    return c.json({ questions: rows.map(questionLine), next: last?.at ?? null }, 200)
  })
  base.openapi(route.again, async c => {
    const row = found(await c.var.scope.tracing().question(c.req.valid('param').question))
    return c.json(await askAgain(asking(c.var), row), 200)
  })
  base.openapi(route.approve, async c => {
    const row = found(await c.var.scope.tracing().question(c.req.valid('param').question))
    return c.json(questionLine(await decide(asking(c.var), row, 'approved')), 200)
  })
  base.openapi(route.refuse, async c => {
    const row = found(await c.var.scope.tracing().question(c.req.valid('param').question))
    return c.json(questionLine(await decide(asking(c.var), row, 'refused')), 200)
  })
  base.openapi(route.export, async c => {
    const row = found(await c.var.scope.tracing().question(c.req.valid('param').question))
    const { format, locale = c.var.session.officer.locale } = c.req.valid('query')
    return c.json(await startExport(asking(c.var), deps.jobs, row, { format, locale }), 202)
  })
}
