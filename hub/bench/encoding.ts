import { decodeCbor, encodeCbor } from '@schoolgate/protocol/cbor'
import { encodeBody } from '@schoolgate/protocol/entry/body'
import { testBody, testId } from '../test/helpers/kiosk-client.ts'
import { flags } from './flags.ts'

/**
 * What an entry costs on the wire and to read, as CBOR and as JSON, on this runtime: a frame of `batch` entries and
 * one body. Times are us an entry; in the JSON frame bytes are base64url, for JSON has none.
 */
export async function run(args: string[]): Promise<unknown> {
  const { batch, rounds } = flags(args, { batch: 20, rounds: 5000 })
  const reading = {
    sensor: 'gy-mcu90640',
    kind: 'array' as const,
    surface: 34.56,
    ambient: 22.1,
    frames: 8,
    sd: 0.07,
  }
  const body = testBody({ card: testId('card'), person: testId('person'), reading })
  const jsonBody = encodeBody(body)
  const cborBody = encodeCbor(body)
  const entry = (bytes: unknown) => [testId('boot'), 123_456.5, 1_795_305_600_000, true, 'scan', 1, bytes]
  const list = (bytes: unknown) => Array.from({ length: batch }, () => entry(bytes))
  const cbor = encodeCbor({ t: 'entries', entries: list(jsonBody) })
  const text = JSON.stringify({ t: 'entries', entries: list(Buffer.from(jsonBody).toString('base64url')) })
  const utf8 = new TextDecoder()
  const bytes = new TextEncoder().encode(text)
  /** To the same state as the CBOR reader: bodies as bytes. */
  const readJson = () => {
    const frame = JSON.parse(utf8.decode(bytes)) as { entries: unknown[][] }
    return frame.entries.map(e => Buffer.from(e[6] as string, 'base64url'))
  }
  const perEntry = (run: () => unknown, entries: number) => {
    for (let i = 0; i < rounds / 5; i++) run()
    const started = performance.now()
    for (let i = 0; i < rounds; i++) run()
    return Math.round(((performance.now() - started) / rounds / entries) * 1e5) / 100
  }
  return {
    bench: 'encoding',
    batch,
    frame: {
      cborBytes: cbor.length,
      jsonBytes: text.length,
      cborUs: perEntry(() => decodeCbor(cbor), batch),
      jsonUs: perEntry(readJson, batch),
    },
    body: {
      cborBytes: cborBody.length,
      jsonBytes: jsonBody.length,
      cborUs: perEntry(() => decodeCbor(cborBody), 1),
      jsonUs: perEntry(() => JSON.parse(utf8.decode(jsonBody)), 1),
    },
  }
}
