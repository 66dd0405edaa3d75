import { createHash } from 'node:crypto'
import { expect, test } from 'vitest'
import { z } from 'zod'
import { entryBodySchema } from './entry/body.ts'
import { entryHeaderSchema } from './entry/header.ts'
import { downSchema } from './frame/down.ts'
import { upSchema } from './frame/up.ts'
import { PROTOCOL_FLOOR, PROTOCOL_HISTORY, PROTOCOL_VERSION } from './version.ts'

/** The wire schemas' hash at each version. Never change a line that was released; add one. */
const WIRE_HASH: Record<number, string> = {
  1: 'b7f22251dfdecdd8',
  2: '3a2f086a0ba09c1e',
}

function wireHash(): string {
  const schemas = [upSchema, downSchema, entryHeaderSchema, entryBodySchema]
  const json = schemas.map(s => z.toJSONSchema(s, { unrepresentable: 'any' }))
  return createHash('sha256').update(JSON.stringify(json)).digest('hex').slice(0, 16)
}

test('the wire schemas are those of this version: if not, raise PROTOCOL_VERSION, add a history line and the new hash', () => {
  expect(WIRE_HASH[PROTOCOL_VERSION]).toBe(wireHash())
})

test('every version from the floor has its history line', () => {
  for (let v = PROTOCOL_FLOOR; v <= PROTOCOL_VERSION; v++) expect(PROTOCOL_HISTORY[v]).toBeTruthy()
})
