import type { Alarm } from '@schoolgate/protocol/feed/alarm'
import { describe, expect, test } from 'vitest'
import { takeStep } from './steps.ts'

const NOW = 1_760_000_000_000
const alarm: Alarm = {
  id: 'a',
  kind: 'isolate',
  priority: 'high',
  gate: 'g',
  raisedAt: NOW,
  state: 'new',
  level: 1,
  reasons: [],
}
const by = { by: 'Dulam', now: NOW + 5000, speed: 1, last: undefined }
const alarms = ['a']

describe('steps of an alarm', () => {
  test('new, going, met, closed, with who and when', () => {
    const going = takeStep(alarm, { step: 'going', alarms }, by)
    expect(going).toMatchObject({ ok: true, value: { state: 'going', by: 'Dulam', stepAt: NOW + 5000 } })
    const met = going.ok && takeStep(going.value, { step: 'met', alarms }, by)
    expect(met).toMatchObject({ ok: true, value: { state: 'met' } })
    const closed =
      met !== false &&
      met.ok === true &&
      takeStep(met.value, { step: 'close', alarms, outcome: 'sent-home' }, by)
    expect(closed).toMatchObject({ ok: true, value: { state: 'closed', outcome: 'sent-home' } })
  })
  test('never backwards, never twice', () => {
    const met: Alarm = { ...alarm, state: 'met' }
    expect(takeStep(met, { step: 'going', alarms }, by)).toEqual({ ok: false, error: 'conflict' })
    expect(takeStep(met, { step: 'met', alarms }, by)).toEqual({ ok: false, error: 'conflict' })
  })
  test('undo gives back what was, within ten seconds', () => {
    const going: Alarm = { ...alarm, state: 'going', by: 'Dulam', stepAt: NOW }
    const undo = (agoMs: number) =>
      takeStep(going, { step: 'undo', alarms }, { ...by, last: { before: alarm, agoMs } })
    expect(undo(10_000)).toEqual({ ok: true, value: alarm })
    expect(undo(10_001)).toEqual({ ok: false, error: 'too-late' })
    expect(takeStep(going, { step: 'undo', alarms }, by)).toEqual({ ok: false, error: 'conflict' })
  })
  test('a child who was told to come along is never shelved', () => {
    const shelve = { step: 'shelve', alarms, minutes: 15, reason: 'known fault' } as const
    expect(takeStep(alarm, shelve, by).ok).toBe(false)
    const sensor: Alarm = { ...alarm, kind: 'sensor-down', priority: 'medium' }
    expect(takeStep(sensor, shelve, by)).toMatchObject({ value: { shelvedUntil: by.now + 900_000 } })
    expect(takeStep(sensor, shelve, { ...by, speed: 20 })).toMatchObject({
      value: { shelvedUntil: by.now + 18_000_000 },
    })
  })
})
