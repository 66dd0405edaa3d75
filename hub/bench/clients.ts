import { decodeCbor } from '@schoolgate/protocol/cbor'
import type { Ack } from '@schoolgate/protocol/frame/ack'
import type { Nack } from '@schoolgate/protocol/frame/nack'
import {
  KioskClient,
  kioskIdentity,
  ScriptedJournal,
  testBody,
  testId,
} from '../test/helpers/kiosk-client.ts'
import { linesOf } from './hub-process.ts'

/** The kiosks' side of a bench, run as its own process. Prints one JSON line a stage. */
export type ClientJob =
  | {
      job: 'send'
      port: number
      first: number
      kiosks: number
      /** entries of each kiosk against the clock, and before it starts; both whole batches */
      entries: number
      warm: number
      batch: number
      window: number
    }
  | { job: 'stay'; port: number; kiosks: number }

const job = JSON.parse(process.argv[2] ?? '') as ClientJob
const say = (line: Record<string, number>) => console.log(JSON.stringify(line))
const input = linesOf(Bun.stdin.stream())
if (job.job === 'send') await send(job)
else await stay(job)
process.exit(0)

interface Sending {
  client: KioskClient
  frames: Uint8Array[]
}

/** Every kiosk sends its entries, encoded and signed before the clock starts. */
async function send({ port, first, kiosks, entries, warm, batch, window }: ClientJob & { job: 'send' }) {
  const fleet: Sending[] = []
  for (let k = first; k < first + kiosks; k++) {
    const client = new KioskClient(kioskIdentity(k), journalOf(k, warm + entries))
    await client.welcome(`ws://127.0.0.1:${port}/kiosk`, { mono: 1000 + warm + entries })
    const frames: Uint8Array[] = []
    for (let from = 1; from <= warm + entries; from += batch)
      frames.push(client.entriesFrame(from, Math.min(warm + entries, from + batch - 1)))
    fleet.push({ client, frames })
  }
  await drive(fleet, 0, warm / batch, batch, window)
  say({ ready: fleet.length })
  await input.next()
  const started = performance.now()
  const acked = await drive(fleet, warm / batch, (warm + entries) / batch, batch, window)
  const ms = performance.now() - started
  acked.sort((a, b) => a - b)
  const quantile = (q: number) => Math.round((acked[Math.floor((acked.length - 1) * q)] ?? 0) * 10) / 10
  say({ ms, ackP50Ms: quantile(0.5), ackP99Ms: quantile(0.99) })
}

function journalOf(kiosk: number, entries: number): ScriptedJournal {
  const wallMs = Date.now()
  const journal = new ScriptedJournal(kioskIdentity(kiosk).id, testId(`bench ${kiosk}`))
  for (let i = 0; i < entries; i++) {
    const person = `${kiosk} ${i >> 1}`
    const body = testBody({
      card: testId(`card ${person}`),
      person: testId(person),
      direction: i % 2 === 0 ? 'in' : 'out',
      reading: {
        sensor: 'gy-mcu90640-1',
        kind: 'array',
        surface: 33 + (i % 30) / 10,
        ambient: 22.4,
        frames: 9,
        sd: 0.12,
      },
    })
    journal.add(body, { bootId: testId('boot'), monoMs: 1000 + i * 0.37, wallMs })
  }
  return journal
}

/**
 * Every kiosk sends its frames `start`..`end`, at most `window` unacknowledged at a time.
 * @returns each frame's ms until its ack
 */
async function drive(fleet: Sending[], start: number, end: number, batch: number, window: number) {
  const acked: number[] = []
  if (start === end) return acked
  const one = ({ client, frames }: Sending) =>
    new Promise<void>(resolve => {
      let sent = start
      let done = start
      const sentAt: number[] = []
      const push = () => {
        sentAt[sent] = performance.now()
        client.sendBytes(frames[sent++] as Uint8Array)
      }
      client.onBytes = bytes => {
        const frame = frameOf(bytes)
        if (frame.t === 'nack') {
          console.error(`the hub answered nack ${frame.code}: more on the way than it takes`)
          process.exit(1)
        }
        if (frame.t !== 'ack') return
        const now = performance.now()
        for (; done < end && done * batch < frame.hwm; done++) acked.push(now - (sentAt[done] as number))
        if (done === end) return resolve()
        while (sent < end && sent - done < window) push()
      }
      while (sent < end && sent - done < window) push()
    })
  await Promise.all(fleet.map(one))
  return acked
}

/** An ack or nack, read without the checks a kiosk makes: these clients share the hub's two cores. */
function frameOf(bytes: Uint8Array): Ack | Nack | { t: 'other' } {
  const decoded = decodeCbor(bytes)
  return decoded.ok ? (decoded.value as Ack | Nack) : { t: 'other' }
}

/** Every kiosk stays connected and comes back, with full jitter over a second, when its connection breaks. */
async function stay({ port, kiosks }: ClientJob & { job: 'stay' }) {
  const up = new Set<number>()
  let started = performance.now()
  let waiting: number[] = []
  let working = 0
  let whole: (() => void) | undefined
  const journals = Array.from({ length: kiosks }, (_, k) => {
    const identity = kioskIdentity(k)
    return { identity, journal: new ScriptedJournal(identity.id, testId(`stay ${k}`)) }
  })

  const join = async (k: number) => {
    const { identity, journal } = journals[k] as (typeof journals)[number]
    const client = new KioskClient(identity, journal)
    // Several addresses of this machine: one alone has too few ports for everybody twice.
    await client.welcome(`ws://127.0.0.${1 + (k % 4)}:${port}/kiosk`)
    client.onFrame = () => {}
    up.add(k)
    if (up.size === kiosks) whole?.()
    client
      .untilClosed(2 ** 31 - 1)
      .catch(() => {})
      .finally(() => {
        up.delete(k)
        again(k)
      })
  }
  const again = (k: number) =>
    setTimeout(() => {
      waiting.push(k)
      work()
    }, Math.random() * 1000)
  const work = () => {
    while (working < 200 && waiting.length > 0) {
      const k = waiting.shift() as number
      working++
      join(k)
        .catch(() => again(k))
        .finally(() => {
          working--
          work()
        })
    }
  }
  const everybody = () =>
    new Promise<void>(resolve => {
      whole = resolve
      if (up.size === kiosks) resolve()
    })
  waiting = journals.map((_, k) => k)
  work()
  for (;;) {
    await everybody()
    say({ up: up.size, ms: Math.round(performance.now() - started) })
    const { value, done } = await input.next()
    if (done || value === 'end') return
    // "watch": the hub is about to go; time from the first loss until all are back.
    const n = kiosks
    while (up.size > n * 0.5) await new Promise(resolve => setTimeout(resolve, 20))
    started = performance.now()
  }
}
