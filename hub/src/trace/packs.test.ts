import { keptPackSchema } from '@schoolgate/protocol/trace/contact-pack'
import { expect, test } from 'vitest'
import { BUILT_IN_PACKS, DEFAULT_PACK } from './packs.ts'

test('packs that come with the program could be kept, belong to no place, and say what is nobody’s rule', () => {
  for (const pack of BUILT_IN_PACKS) {
    expect(keptPackSchema.parse(pack)).toEqual(pack)
    expect([pack.place, pack.signed?.by]).toEqual([null, 'Schoolgate'])
    expect(pack.source).toMatch(/program’s own judgement|программын таамаг|phỏng đoán của chương trình/)
    expect(pack.incubation.min).toBeLessThanOrEqual(pack.incubation.max)
    expect(pack.always.filter(setting => pack.never.includes(setting))).toEqual([])
  }
  expect(new Set(BUILT_IN_PACKS.map(pack => pack.id)).size).toBe(BUILT_IN_PACKS.length)
  expect(BUILT_IN_PACKS.map(({ id, version }) => ({ id, version }))).toContainEqual(DEFAULT_PACK)
})
