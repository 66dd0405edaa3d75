import { hc } from 'hono/client'
import { expect, expectTypeOf, test } from 'vitest'
import type { AppType } from '../../src/api/app-type.ts'
import { RunningHub } from '../helpers/running-hub.ts'

test('the typed client knows paths, inputs and answers', async () => {
  const hub = await RunningHub.start()
  try {
    const school = await hub.school('School 3', 'dulam')
    const headers = { Cookie: await hub.signIn(school), Origin: hub.origin }
    const client = hc<AppType>(hub.origin, { headers })
    const answer = await client.api.sites[':site'].live.$get({ param: { site: school.site } })
    if (answer.status !== 200) throw new Error(`${answer.status}`)
    const snapshot = await answer.json()
    expectTypeOf(snapshot.state.counts.onSite).toEqualTypeOf<number>()
    expect(snapshot.state.site.name).toBe('School 3')
    const step = await client.api.alarms.step.$post({ json: { step: 'going', alarms: ['none'] } })
    expect(step.status).toBe(404)
  } finally {
    await hub.stop()
  }
})
