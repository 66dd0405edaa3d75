import type { ApiBase, ApiDeps } from '../../deps.ts'
import { found } from '../../problems.ts'
import { correct, correctionOf } from './corrections.ts'
import { dayPage, daysPage } from './day-page.ts'
import { lessonsPage } from './lessons-page.ts'
import { rangeOf } from './range.ts'
import { classRegister, placeRegister } from './register-job.ts'
import { attendanceRoutes } from './routes.ts'
import { asRow, classSheet, staffSheet } from './sheet-page.ts'

/** Attendance: days of places, sheets of classes and staff, lessons, corrections, registers. */
export function attendanceArea(base: ApiBase, deps: ApiDeps): void {
  const route = attendanceRoutes(deps)
  base.openapi(route.day, async c => {
    const place = found(await c.var.scope.place(c.req.valid('param').place))
    return c.json(await dayPage(place, c.req.valid('query').day), 200)
  })
  base.openapi(route.days, async c => {
    const place = found(await c.var.scope.place(c.req.valid('param').place))
    const { from, to } = c.req.valid('query')
    rangeOf(from, to)
    return c.json(await daysPage(place, from, to), 200)
  })
  base.openapi(route.sheet, async c => {
    const group = found(await c.var.scope.group(c.req.valid('param').group))
    const { from, to } = c.req.valid('query')
    return c.json(await classSheet(group, from, to), 200)
  })
  base.openapi(route.staff, async c => {
    const place = found(await c.var.scope.place(c.req.valid('param').place))
    const { from, to } = c.req.valid('query')
    return c.json(await staffSheet(place, from, to), 200)
  })
  base.openapi(route.lessons, async c => {
    const group = found(await c.var.scope.group(c.req.valid('param').group))
    return c.json(await lessonsPage(deps, group, c.req.valid('query').day), 200)
  })
  base.openapi(route.person, async c => {
    const person = found(await c.var.scope.person(c.req.valid('param').person))
    const { from, to } = c.req.valid('query')
    rangeOf(from, to)
    // A teacher's days at another school are that school's to show.
    const rows = (await person.attendance(from, to)).filter(row => row.place === person.place.row.id)
    return c.json(rows.map(asRow), 200)
  })
  base.openapi(route.correct, async c => {
    const { person: id, day } = c.req.valid('param')
    const person = found(await c.var.scope.person(id))
    const word = correctionOf(c.req.valid('json'), c.var.session.officer.name, deps.now())
    await correct(person, day, c.req.valid('query').lesson, word)
    return c.body(null, 204)
  })
  base.openapi(route.takeBack, async c => {
    const { person: id, day } = c.req.valid('param')
    const person = found(await c.var.scope.person(id))
    await correct(person, day, c.req.valid('query').lesson, null)
    return c.body(null, 204)
  })
  base.openapi(route.register, async c => {
    const group = found(await c.var.scope.group(c.req.valid('param').group))
    const { officer } = c.var.session
    const { format, from, to, locale = officer.locale } = c.req.valid('query')
    return c.json(classRegister(deps, group, { owner: officer.id, from, to, locale }, format), 202)
  })
  base.openapi(route.placeRegister, async c => {
    const place = found(await c.var.scope.place(c.req.valid('param').place))
    const { officer } = c.var.session
    const { from, to, locale = officer.locale } = c.req.valid('query')
    return c.json(placeRegister(deps, place, { owner: officer.id, from, to, locale }), 202)
  })
}
