import { packDraftSchema } from '@schoolgate/protocol/http/trace-pack'
import { expect, test } from 'vitest'
import { BOUNDS, draftOf, formOf } from './pack-draft.ts'

const begin = { as: 'new', name: 'Ours', today: '2026-09-14' } as const

test('a form begun from nothing is a draft the hub takes, and a copy has an id of its own', () => {
  const { draft, faults } = draftOf(formOf(begin, () => 'pac-1'))
  expect(faults).toEqual({})
  expect(packDraftSchema.parse(draft)).toEqual(draft)
  const again = formOf({ ...begin, from: draft as NonNullable<typeof draft>, as: 'copy' }, () => 'pac-2')
  expect(again.id).toBe('pac-2')
  expect(formOf({ ...begin, from: draft as NonNullable<typeof draft>, as: 'version' }).id).toBe('pac-1')
})

test('bounds are the hub’s own: what lies beyond is named by its field', () => {
  for (const [field, [min, max]] of Object.entries(BOUNDS)) {
    const [a, b] = field.split('.') as [string, string | undefined]
    for (const wrong of [String(max + 1), String(min - 1), 'x', '1.5']) {
      const form = formOf(begin, () => 'pac-1') as unknown as Record<string, unknown>
      if (b === undefined) form[a] = wrong
      else (form[a] as Record<string, string>)[b] = wrong
      expect(draftOf(form as never).faults, `${field} ${wrong}`).toHaveProperty([field], {
        what: 'number',
        min,
        max,
      })
    }
  }
})

test('an approval left empty is never asked for that; an incubation must not end before it begins', () => {
  const form = formOf(begin, () => 'pac-1')
  form.approval.over = ''
  expect(draftOf(form).draft?.approval.over).toBeNull()
  form.incubation = { min: '9', max: '3' }
  expect(draftOf(form).faults).toEqual({ 'incubation.max': { what: 'order' } })
})
