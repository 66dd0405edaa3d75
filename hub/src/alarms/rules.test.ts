import { describe, expect, test } from 'vitest'
import type { StoredEntry } from '../store/log-types.ts'
import { alarmOfDevice, alarmOfEntry, alarmOfSilence, STALE_ENTRY_MS } from './rules.ts'

const NOW = 1_760_000_000_000
const entry = (more: Partial<StoredEntry>): StoredEntry => ({
  id: 1,
  kiosk: 'a'.repeat(16),
  journal: 'b'.repeat(16),
  seq: 1,
  kind: 'scan',
  at: NOW,
  lo: NOW,
  hi: NOW,
  quality: 'synced',
  receivedAt: NOW,
  site: 's',
  gate: 'g',
  day: '2025-10-09',
  direction: 'in',
  verdict: 'pass',
  reasons: [],
  look: 1,
  idleMs: 5000,
  ...more,
})
const health = {
  t: 'health',
  scanner: 'up',
  thermal: 'up',
  relay: 'absent',
  kept: 0,
  rssBytes: 1,
  discardedBytes: 0,
  badSums: 0,
  reopened: 0,
} as const

describe('what calls for an alarm', () => {
  test('pass and recheck do not', () => {
    expect(alarmOfEntry(entry({}), NOW)).toBeUndefined()
    expect(alarmOfEntry(entry({ verdict: 'recheck', reasons: ['warm'] }), NOW)).toBeUndefined()
  })
  test('isolate is high', () => {
    const raise = alarmOfEntry(
      entry({ verdict: 'isolate', reasons: ['still-warm'], person: 'c'.repeat(16) }),
      NOW,
    )
    expect(raise).toMatchObject({ kind: 'isolate', priority: 'high', person: 'c'.repeat(16) })
  })
  test('a forged, foreign, revoked or replaced card is medium, a forgotten one low', () => {
    for (const reason of ['card-forged', 'card-foreign', 'card-revoked', 'card-reissued'] as const) {
      expect(alarmOfEntry(entry({ verdict: 'refer', reasons: [reason] }), NOW)?.priority).toBe('medium')
    }
    expect(alarmOfEntry(entry({ verdict: 'refer', reasons: ['not-a-card'] }), NOW)?.priority).toBe('low')
  })
  test("a child referred for the sensor's sake is the sensor's alarm", () => {
    expect(alarmOfEntry(entry({ verdict: 'refer', reasons: ['sensor-down'] }), NOW)?.kind).toBe('sensor-down')
  })
  test('a child whom no look could judge is to be measured by hand; nobody is told to renew a good card', () => {
    const unjudged = entry({ verdict: 'refer', reasons: ['recheck-limit', 'too-few-frames'] })
    expect(alarmOfEntry(unjudged, NOW)).toMatchObject({ kind: 'by-hand', priority: 'medium' })
    const expired = entry({ verdict: 'refer', reasons: ['card-expired'] })
    expect(alarmOfEntry(expired, NOW)).toMatchObject({ kind: 'refer', priority: 'low' })
  })
  test('what an hour-old backlog brings is history', () => {
    const late = entry({ verdict: 'isolate', at: NOW - STALE_ENTRY_MS - 1 })
    expect(alarmOfEntry(late, NOW)).toBeUndefined()
  })
  test('a dead sensor is, one that was never fitted is not', () => {
    expect(alarmOfDevice('g', 'thermal', { ...health, thermal: 'down' }, NOW)?.kind).toBe('sensor-down')
    expect(alarmOfDevice('g', 'scanner', { ...health, scanner: 'down' }, NOW)?.kind).toBe('scanner-down')
    expect(alarmOfDevice('g', 'thermal', { ...health, thermal: 'absent' }, NOW)).toBeUndefined()
  })
  test('a kiosk may be away for a minute, and all night', () => {
    const hours = [390, 570] as const
    expect(alarmOfSilence('g', 60_000, 480, hours, NOW)).toBeUndefined()
    expect(alarmOfSilence('g', 60_001, 480, hours, NOW)?.kind).toBe('kiosk-offline')
    expect(alarmOfSilence('g', 600_000, 571, hours, NOW)).toBeUndefined()
  })
})
