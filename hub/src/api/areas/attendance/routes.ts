import { attendanceRowSchema } from '@schoolgate/protocol/attendance/mark'
import { recordIdSchema } from '@schoolgate/protocol/directory/base'
import {
  attendanceDaysSchema,
  attendanceSheetSchema,
  correctionRequestSchema,
  dayAttendanceSchema,
  lessonAttendanceSchema,
} from '@schoolgate/protocol/http/attendance'
import { jobSchema } from '@schoolgate/protocol/http/job'
import { localeSchema } from '@schoolgate/protocol/locale'
import type { ApiDeps } from '../../deps.ts'
import { requires } from '../../rights.ts'
import {
  createRoute,
  groupParam,
  json,
  jsonBody,
  personParam,
  placeParam,
  problems,
  z,
} from '../../shapes.ts'

const dayQuery = z.object({
  /** local day */
  day: z.iso.date(),
})
const rangeQuery = z.object({ from: z.iso.date(), to: z.iso.date() })
const registerQuery = rangeQuery.extend({
  /** of the register's words; the officer's own where it is left out */
  locale: localeSchema.optional(),
})

const read = { tags: ['Attendance'] }

export const attendanceRoutes = (deps: ApiDeps) => ({
  day: createRoute({
    method: 'get',
    path: '/api/places/{place}/attendance',
    summary: 'A day: the classes of a school, or the schools of a district',
    description: 'A line counts pupils; the totals everybody by role.',
    ...read,
    ...requires(deps, 'attendance:read'),
    request: { params: placeParam, query: dayQuery },
    responses: { 200: json(dayAttendanceSchema, 'The day'), ...problems(400, 401, 404) },
  }),
  days: createRoute({
    method: 'get',
    path: '/api/places/{place}/attendance/days',
    summary: 'Totals of each day of a week, a month or a term',
    ...read,
    ...requires(deps, 'attendance:read'),
    request: { params: placeParam, query: rangeQuery },
    responses: { 200: json(attendanceDaysSchema, 'Days with somebody expected'), ...problems(400, 401, 404) },
  }),
  sheet: createRoute({
    method: 'get',
    path: '/api/groups/{group}/attendance',
    summary: 'The sheet of a class: its pupils and their days',
    ...read,
    ...requires(deps, 'attendance:read'),
    request: { params: groupParam, query: rangeQuery },
    responses: { 200: json(attendanceSheetSchema, 'The sheet'), ...problems(400, 401, 404) },
  }),
  staff: createRoute({
    method: 'get',
    path: '/api/places/{place}/attendance/staff',
    summary: 'The sheet of teachers and staff',
    ...read,
    ...requires(deps, 'attendance:read'),
    request: { params: placeParam, query: rangeQuery },
    responses: { 200: json(attendanceSheetSchema, 'The sheet'), ...problems(400, 401, 404) },
  }),
  lessons: createRoute({
    method: 'get',
    path: '/api/groups/{group}/attendance/lessons',
    summary: 'Marks in each lesson of a class on a day, with those of its halves and sections',
    ...read,
    ...requires(deps, 'attendance:read'),
    request: { params: groupParam, query: dayQuery },
    responses: { 200: json(lessonAttendanceSchema, 'Lessons in order of time'), ...problems(400, 401, 404) },
  }),
  person: createRoute({
    method: 'get',
    path: '/api/people/{person}/attendance',
    summary: "Somebody's days",
    ...read,
    ...requires(deps, 'attendance:read'),
    request: { params: personParam, query: rangeQuery },
    responses: {
      200: json(z.array(attendanceRowSchema), 'Days on which they were expected'),
      ...problems(400, 401, 404),
    },
  }),
  correct: createRoute({
    method: 'put',
    path: '/api/people/{person}/attendance/{day}',
    summary: 'Say what the entries do not: of a day, or of one lesson of it',
    description:
      'The computed mark stays beside it. A day on which nobody expects that person is a conflict.',
    ...read,
    ...requires(deps, 'attendance:correct'),
    request: {
      params: personParam.extend({ day: z.iso.date() }),
      query: z.object({ lesson: recordIdSchema.optional() }),
      ...jsonBody(correctionRequestSchema),
    },
    responses: { 204: { description: 'Said' }, ...problems(400, 401, 403, 404, 409) },
  }),
  takeBack: createRoute({
    method: 'delete',
    path: '/api/people/{person}/attendance/{day}',
    summary: 'Take a correction back',
    ...read,
    ...requires(deps, 'attendance:correct'),
    request: {
      params: personParam.extend({ day: z.iso.date() }),
      query: z.object({ lesson: recordIdSchema.optional() }),
    },
    responses: { 204: { description: 'Taken back' }, ...problems(400, 401, 403, 404, 409) },
  }),
  register: createRoute({
    method: 'post',
    path: '/api/groups/{group}/register',
    summary: 'The register of a class for printing, or as a table with both values of corrections',
    ...read,
    ...requires(deps, 'attendance:export'),
    request: {
      params: groupParam,
      query: registerQuery.extend({ format: z.enum(['pdf', 'xlsx']) }),
    },
    responses: { 202: json(jobSchema, 'Being made'), ...problems(400, 401, 403, 404, 409) },
  }),
  placeRegister: createRoute({
    method: 'post',
    path: '/api/places/{place}/register',
    summary: "Everybody's rows of a school as a table, or the counters of the schools below",
    ...read,
    ...requires(deps, 'attendance:export'),
    request: { params: placeParam, query: registerQuery },
    responses: { 202: json(jobSchema, 'Being made'), ...problems(400, 401, 403, 404, 409) },
  }),
})
