import { parseArgs } from 'node:util'
import { startFixtureHub } from './fixture-hub.ts'

// `bun dashboard/test/fixture-main.ts --port 8800 --rate 2`: a hub's worth of made-up data for `npm run dev`.
const { values } = parseArgs({
  options: {
    port: { type: 'string', default: '8800' },
    rate: { type: 'string', default: '1' },
    speed: { type: 'string', default: '1' },
  },
})
const hub = await startFixtureHub({
  port: Number(values.port),
  rate: Number(values.rate),
  speed: Number(values.speed),
})
hub.school.run()
hub.school.raise({ id: 'a1', kind: 'isolate', reasons: ['still-warm'], who: hub.school.who(31) })
console.log(`${hub.url}  password: right`)
