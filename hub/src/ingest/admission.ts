import { createHash } from 'node:crypto'
import type { Hello } from '@schoolgate/protocol/frame/hello'
import type { RefusedCode } from '@schoolgate/protocol/frame/refused'
import { sessionKey } from '@schoolgate/protocol/frame/session'
import { fail, ok, type Result } from '@schoolgate/protocol/result'
import type { Store } from '../store/types.ts'
import type { TimeSample } from './clock.ts'
import { admissionFault, helloFault, isFork } from './hello.ts'
import type { Handshake, Ready } from './session.ts'

export interface AdmissionDeps {
  store: Pick<Store, 'ingest' | 'directory'>
  /** hub wall time, epoch ms */
  now(): number
}

/**
 * Looks a kiosk up, pairing it first when it brings a code that is still good, and makes its session. A code is
 * used up even if the kiosk was known: it then moves to the code's gate and leaves quarantine.
 */
export async function admit(
  { store, now }: AdmissionDeps,
  hello: Hello,
  handshake: Handshake,
): Promise<Result<Ready, { code: RefusedCode; ready?: Ready }>> {
  const receivedAt = now()
  const fault = helloFault(hello, handshake.challenge)
  if (fault !== undefined) return fail({ code: fault })

  const { directory, ingest } = store
  if (hello.pairing !== undefined) await pair(store, hello, receivedAt)
  const kiosk = await directory.kiosk(hello.kiosk)
  const refused = admissionFault(kiosk, hello)
  if (kiosk === undefined || refused !== undefined) return fail({ code: refused ?? 'unknown-kiosk' })
  const gate = await directory.gate(kiosk.gate)
  const site = gate && (await directory.site(gate.site))
  if (gate === undefined || site === undefined) return fail({ code: 'unknown-kiosk' })

  const mark = await ingest.highWater(hello.kiosk, hello.journal)
  const sample: TimeSample = {
    bootId: hello.bootId,
    mono: hello.mono,
    sentAt: handshake.challenge.time,
    receivedAt,
  }
  const ready: Ready = {
    place: { kiosk: kiosk.id, gate: gate.id, site: site.id },
    proto: hello.proto,
    timeZone: site.timeZone,
    journal: hello.journal,
    macKey: sessionKey(handshake.ephemeral.privateKey, hello.eph, handshake.challenge.nonce),
    sample,
    tail: mark,
    committed: mark.seq,
    safeHwm: await ingest.safeHighWater(hello.kiosk, hello.journal),
    rewinding: false,
    strikes: 0,
    configVersion: hello.configVersion,
    rosterVersion: hello.rosterVersion,
  }
  return isFork(hello, mark) ? fail({ code: 'fork', ready }) : ok(ready)
}

async function pair({ directory }: AdmissionDeps['store'], hello: Hello, now: number): Promise<void> {
  const hash = createHash('sha256')
    .update(hello.pairing ?? '')
    .digest('hex')
  const gate = await directory.takePairingCode(hash, now)
  if (gate !== undefined)
    await directory.putKiosk({ id: hello.kiosk, gate, key: hello.key, status: 'active', pairedAt: now })
}
