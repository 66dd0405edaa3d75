import { DECLARATION_QUESTIONS } from '@schoolgate/protocol/directory/words'
import { tokenHash } from '../../../auth/token.ts'
import type { ApiBase, ApiDeps } from '../../deps.ts'
import { found } from '../../problems.ts'
import { cardRoutes, keyRoutes } from './card-routes.ts'
import { cardState, reissue, restore, revoke, setIssuedBefore } from './cards.ts'
import { newPoster } from './poster.ts'
import { startPrint } from './print.ts'
import { type VisitLimits, visitLimiter } from './visit-limit.ts'
import { visitRoutes } from './visit-routes.ts'
import { issuePass, makeVisitor, refuseVisitor, revokePass, visitorsOf } from './visitors.ts'

/** Cards, the keys that sign them, visitors and their passes. */
export function cardsArea(base: ApiBase, deps: ApiDeps, limits?: VisitLimits): void {
  cards(base, deps)
  keys(base, deps)
  desk(base, deps)
  atTheGate(base, deps, limits)
}

function cards(base: ApiBase, deps: ApiDeps): void {
  const route = cardRoutes(deps)
  base.openapi(route.print, async c => {
    const { scope, session } = c.var
    const place = found(await scope.place(c.req.valid('param').place))
    return c.json(await startPrint(deps, scope, session.officer.id, place, c.req.valid('json')), 202)
  })
  base.openapi(route.state, async c => {
    const place = found(await c.var.scope.place(c.req.valid('param').place))
    return c.json(await cardState(deps, place), 200)
  })
  base.openapi(route.issuedBefore, async c => {
    const place = found(await c.var.scope.place(c.req.valid('param').place))
    await setIssuedBefore(deps, place, c.req.valid('json').day)
    return c.body(null, 204)
  })
  base.openapi(route.reissue, async c => {
    const person = found(await c.var.scope.person(c.req.valid('param').person))
    return c.json(await reissue(deps, person), 201)
  })
  base.openapi(route.revoke, async c => {
    await revoke(deps, found(await c.var.scope.card(c.req.valid('param').card)))
    return c.body(null, 204)
  })
  base.openapi(route.restore, async c => {
    await restore(deps, found(await c.var.scope.card(c.req.valid('param').card)))
    return c.body(null, 204)
  })
}

function keys(base: ApiBase, deps: ApiDeps): void {
  const route = keyRoutes(deps)
  base.openapi(route.rotate, async c => {
    const place = found(await c.var.scope.place(c.req.valid('param').place))
    const { kid } = await deps.cards.issuers.rotate(place.row.id, c.req.valid('json').overlapDays)
    return c.json({ kid }, 201)
  })
  base.openapi(route.retire, async c => {
    const { place: id, kid } = c.req.valid('param')
    const place = found(await c.var.scope.place(id))
    // A key above the place is on its list too; whoever answers for it may retire it from here.
    const key = found((await place.cards.keys()).find(k => k.kid === kid))
    const home = found(await c.var.scope.place(key.jurisdiction))
    await deps.cards.issuers.retire(home.row.id, kid)
    return c.body(null, 204)
  })
}

function desk(base: ApiBase, deps: ApiDeps): void {
  const route = visitRoutes(deps)
  base.openapi(route.list, async c => {
    const at = found(await c.var.scope.site(c.req.valid('param').site))
    return c.json(await visitorsOf(at, c.req.valid('query').day), 200)
  })
  base.openapi(route.make, async c => {
    const at = found(await c.var.scope.site(c.req.valid('param').site))
    return c.json(await makeVisitor(deps, { ...at, site: at.row }, c.req.valid('json'), 'desk'), 201)
  })
  base.openapi(route.issue, async c => {
    const { site, person } = c.req.valid('param')
    return c.json(await issuePass(deps, found(await c.var.scope.site(site)), person), 200)
  })
  base.openapi(route.refuse, async c => {
    const { site, person } = c.req.valid('param')
    await refuseVisitor(deps, found(await c.var.scope.site(site)), person)
    return c.body(null, 204)
  })
  base.openapi(route.revoke, async c => {
    const { site, person } = c.req.valid('param')
    await revokePass(deps, found(await c.var.scope.site(site)), person)
    return c.body(null, 204)
  })
  base.openapi(route.poster, async c => {
    const gate = found(await c.var.scope.gate(c.req.valid('param').gate))
    return c.body(await newPoster(deps, c.req, gate), 200, {
      'Content-Type': 'application/pdf',
      'Content-Disposition': 'attachment; filename="poster.pdf"',
      'Cache-Control': 'no-store',
    })
  })
}

/** The two routes without a session: what they tell, everybody who passes the door can read. */
function atTheGate(base: ApiBase, deps: ApiDeps, limits: VisitLimits | undefined): void {
  const route = visitRoutes(deps)
  const limiter = visitLimiter(limits)
  base.openapi(route.place, async c => {
    await limiter.look(c.env?.address ?? 'unknown')
    const { site, gate } = found(await deps.cards.atPoster(tokenHash(c.req.valid('param').poster)))
    const questions = [...DECLARATION_QUESTIONS]
    return c.json({ siteName: site.name, gateName: gate.name, locale: site.locale, questions }, 200)
  })
  base.openapi(route.visit, async c => {
    const hash = tokenHash(c.req.valid('param').poster)
    await limiter.pass(c.env?.address ?? 'unknown', hash)
    const at = found(await deps.cards.atPoster(hash))
    return c.json(await makeVisitor(deps, at, c.req.valid('json'), 'phone'), 201)
  })
}
