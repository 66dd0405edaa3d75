import { once } from 'node:events'
import { afterEach, beforeEach, test } from 'vitest'
import { WebSocket } from 'ws'
import { RunningHub, until } from '../helpers/running-hub.ts'

let hub: RunningHub
beforeEach(async () => {
  hub = await RunningHub.start()
})
afterEach(() => hub.stop())

test('a frame is counted as too large however much too large it is', async () => {
  for (const size of [65 * 1024, 300 * 1024, 2 * 1024 * 1024]) {
    const socket = new WebSocket(`${hub.origin.replace('http', 'ws')}/kiosk`)
    socket.on('error', () => {})
    await once(socket, 'open')
    socket.send(new Uint8Array(size))
    await once(socket, 'close')
  }
  const counted = async () =>
    (await (await fetch(`${hub.origin}/metrics`)).text()).includes(
      'refused_total{code="frame-too-large"} 3\n',
    )
  await until(counted, 'three frames counted')
})
