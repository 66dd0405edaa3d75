import type { ApiBase, ApiDeps } from '../../deps.ts'
import { found } from '../../problems.ts'
import { todayAt } from '../directory/place-time.ts'
import { packRoutes } from './pack-routes.ts'
import { draftPack, packsPage, signPack } from './packs.ts'

export function packArea(base: ApiBase, deps: ApiDeps): void {
  const route = packRoutes(deps)
  base.openapi(route.list, async c => {
    const place = found(await c.var.scope.place(c.req.valid('param').place))
    return c.json(await packsPage(c.var.scope, place), 200)
  })
  base.openapi(route.draft, async c => {
    const place = found(await c.var.scope.place(c.req.valid('param').place))
    const by = { officer: c.var.session.officer, at: deps.now() }
    return c.json(await draftPack(c.var.scope, place, c.req.valid('json'), by), 201)
  })
  base.openapi(route.sign, async c => {
    const { place: at, id, version } = c.req.valid('param')
    const place = found(await c.var.scope.place(at))
    await signPack(
      c.var.scope,
      place,
      { id, version },
      {
        officer: c.var.session.officer,
        at: deps.now(),
        today: await todayAt(deps, place),
        ...c.req.valid('json'),
      },
    )
    return c.json(await packsPage(c.var.scope, place), 200)
  })
}
