import { IMPORT_FAULT_CODES, IMPORT_FAULTS } from '@schoolgate/protocol/directory/import-fault-codes'
import { expect, test } from 'vitest'
import { faults as en } from '../../locales/exchange/faults/en.ts'
import { faults as ky } from '../../locales/exchange/faults/ky.ts'
import { faults as mn } from '../../locales/exchange/faults/mn.ts'
import { faults as ru } from '../../locales/exchange/faults/ru.ts'
import { faults as vi } from '../../locales/exchange/faults/vi.ts'
import { faultPlace, faultSentence, faultsCsv } from './fault-text.ts'

const slots = (text: string): string[] =>
  [...new Set([...text.matchAll(/\{(\w+)\}/g)].map(m => m[1] as string))].sort()

test.each(Object.entries({ mn, vi, ru, ky, en }))(
  '%s has a sentence with the right parts for every fault',
  (_, { fault }) => {
    for (const code of IMPORT_FAULT_CODES) {
      expect(fault[code], code).toBeTruthy()
      for (const slot of slots(fault[code])) expect(IMPORT_FAULTS[code].params, code).toContain(slot)
    }
  },
)

const t = ((key: string, values?: object) => `${key} ${JSON.stringify(values ?? {})}`) as never
const fault = {
  code: 'row-width',
  file: 'users.csv',
  line: 7,
  column: 'email',
  value: '=1+1',
  params: { expected: '3', found: '2' },
  level: 'error' as const,
  school: 's1',
}

test('a fault is placed as closely as it is known', () => {
  expect(faultPlace(t, fault)).toContain('exchange.where {')
  expect(faultPlace(t, { ...fault, column: '' })).toContain('exchange.whereLine')
  expect(faultPlace(t, { ...fault, line: 0, column: '' })).toContain('exchange.whereFile')
  expect(faultSentence(t, { ...fault, code: 'from-a-newer-hub' })).toBe('from-a-newer-hub')
})

test('the saved list is safe to open in a spreadsheet', () => {
  expect(faultsCsv(t, [fault])).toContain(`"'=1+1"`)
})
