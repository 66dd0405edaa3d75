import { expect, test } from 'vitest'
import { RECORD_SCHEMAS } from './records.ts'
import { RECORD_KINDS } from './words.ts'

test('every kind of record has a schema, in the order in which they may refer to each other', () => {
  expect(Object.keys(RECORD_SCHEMAS)).toEqual([...RECORD_KINDS])
})
