import {
  KioskClient,
  kioskIdentity,
  ScriptedJournal,
  testBody,
  testId,
} from '../test/helpers/kiosk-client.ts'

/** Other schools' kiosks, one entry a frame, `perSecond` in all, until killed. Prints a line when all are in. */
export interface PacedJob {
  port: number
  first: number
  kiosks: number
  perSecond: number
}

const job = JSON.parse(process.argv[2] ?? '') as PacedJob
const clients: KioskClient[] = []
for (let k = job.first; k < job.first + job.kiosks; k++) {
  const identity = kioskIdentity(k)
  const client = new KioskClient(identity, new ScriptedJournal(identity.id, testId(`paced ${k}`)))
  await client.welcome(`ws://127.0.0.1:${job.port}/kiosk`)
  client.onFrame = () => {}
  clients.push(client)
}
console.log(JSON.stringify({ ready: clients.length }))

const started = performance.now()
let sent = 0
setInterval(() => {
  const due = Math.floor(((performance.now() - started) * job.perSecond) / 1000)
  for (; sent < due; sent++) {
    const k = sent % clients.length
    const client = clients[k] as KioskClient
    const person = `${k} ${Math.floor(sent / clients.length)}`
    const body = testBody({ card: testId(`card ${person}`), person: testId(person) })
    const seq = client.journal.add(body, { bootId: testId('boot'), monoMs: sent, wallMs: Date.now() })
    client.sendEntries(seq, seq)
  }
}, 5)
