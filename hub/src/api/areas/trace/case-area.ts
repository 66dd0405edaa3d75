import type { ApiBase, ApiDeps } from '../../deps.ts'
import { found, problem } from '../../problems.ts'
import type { Asking } from './ask.ts'
import { caseRoutes } from './case-routes.ts'
import { casePage, editCase, openCase } from './cases.ts'
import { follow, followUpLines, setFollowUp, setFollowUps, undoFollow } from './follow-up.ts'
import { addNamed, interview } from './interview.ts'
import { caseLines } from './lines.ts'

/** Cases of one list: an outbreak of a province. */
const MOST = 5000

export function caseArea(base: ApiBase, deps: ApiDeps, shared: Pick<Asking, 'newest' | 'wide'>): void {
  const route = caseRoutes(deps)
  const asking = (v: Pick<Asking, 'scope'> & { session: { officer: Asking['officer'] } }): Asking => ({
    ...{ ...shared, deps, scope: v.scope, officer: v.session.officer },
  })
  const caseAt = async (v: Pick<Asking, 'scope'>, id: string) => found(await v.scope.tracing().case(id))

  base.openapi(route.list, async c => {
    const place = found(await c.var.scope.place(c.req.valid('param').place))
    const rows = await c.var.scope.tracing().casesUnder(place, c.req.valid('query').state, MOST)
    return c.json({ cases: await caseLines(c.var.scope, rows) }, 200)
  })
  base.openapi(route.open, async c => {
    const place = found(await c.var.scope.place(c.req.valid('param').place))
    return c.json(await openCase(asking(c.var), place, c.req.valid('json')), 201)
  })
  base.openapi(route.page, async c => {
    const of = await caseAt(c.var, c.req.valid('param').case)
    return c.json(await casePage(asking(c.var), of), 200)
  })
  base.openapi(route.edit, async c => {
    const of = await caseAt(c.var, c.req.valid('param').case)
    return c.json(await editCase(asking(c.var), of, c.req.valid('json')), 200)
  })
  base.openapi(route.followUps, async c => {
    const of = await caseAt(c.var, c.req.valid('param').case)
    return c.json(await followUpLines(asking(c.var), of), 200)
  })
  base.openapi(route.follow, async c => {
    const of = await caseAt(c.var, c.req.valid('param').case)
    return c.json(await follow(asking(c.var), of, c.req.valid('json')), 200)
  })
  base.openapi(route.undo, async c => {
    const of = await caseAt(c.var, c.req.valid('param').case)
    await undoFollow(of, c.req.valid('json').batch)
    return c.body(null, 204)
  })
  base.openapi(route.state, async c => {
    const { case: id, person } = c.req.valid('param')
    await setFollowUp(await caseAt(c.var, id), person, c.req.valid('json').state)
    return c.body(null, 204)
  })
  base.openapi(route.states, async c => {
    const of = await caseAt(c.var, c.req.valid('param').case)
    return c.json(await setFollowUps(of, c.req.valid('json')), 200)
  })
  base.openapi(route.name, async c => {
    const of = await caseAt(c.var, c.req.valid('param').case)
    return c.json(await addNamed(asking(c.var), of, c.req.valid('json')), 201)
  })
  base.openapi(route.unname, async c => {
    const { case: id, id: named } = c.req.valid('param')
    const of = await caseAt(c.var, id)
    if (!(await of.dropNamed(named))) throw problem('not-found')
    return c.body(null, 204)
  })
  base.openapi(route.interview, async c => {
    const of = await caseAt(c.var, c.req.valid('param').case)
    return c.json(await interview(asking(c.var), of), 200)
  })
}
