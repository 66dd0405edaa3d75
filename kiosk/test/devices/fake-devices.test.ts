import { existsSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { formatClockAnchor, scaledClock } from '@schoolgate/protocol/clock'
import { seededRandom } from '@schoolgate/protocol/random'
import { expect, test } from 'vitest'
import { formatPlan } from '../../fakes/plan.ts'
import { startRelay } from '../../src/relay/relay.ts'
import { startScanner } from '../../src/scanner/scanner.ts'
import { eventually } from '../helpers/eventually.ts'
import { startFakeDevices } from '../helpers/fake-devices.ts'

test('the fake devices leave nothing behind', async () => {
  const fakes = await startFakeDevices()
  expect(existsSync(fakes.paths.scanner)).toBe(true)
  expect(await fakes.stop()).toBe(0)
  expect(existsSync(dirname(fakes.paths.scanner))).toBe(false)
})

test('a command that is none is said to be none, without repeating it', async () => {
  const fakes = await startFakeDevices()
  fakes.send({ do: 'shew', text: 'SG1:SECRET' })
  const event = await eventually('error', () => fakes.events.find(e => e.event === 'error'))
  expect(JSON.stringify(event)).not.toContain('SECRET')
  await fakes.stop()
})

test('a plan at twenty times the speed: each steps up, shows the card, and leaves when the relay moves', async () => {
  const dir = mkdtempSync(join(tmpdir(), 'schoolgate-plan-'))
  const anchor = { startWall: Date.parse('2026-11-23T07:30:00Z'), realWall: Date.now(), speed: 20 }
  const clock = scaledClock(anchor)
  const plan = ['A', 'B', 'C'].map(card => ({
    at: anchor.startWall + 40_000,
    card: `SG1:${card.repeat(150)}`,
    look: 'normal' as const,
  }))
  const file = join(dir, 'plan.jsonl')
  writeFileSync(file, formatPlan(plan))
  const fakes = await startFakeDevices('--clock', formatClockAnchor(anchor), '--plan', file)
  const codes: string[] = []
  const random = seededRandom(1)
  const relay = startRelay({ path: fakes.paths.relay, clock, random })
  const scanner = startScanner({
    path: fakes.paths.scanner,
    clock,
    random,
    onCode(text) {
      codes.push(text)
      relay.pulse(1, 500)
    },
  })
  await eventually('all have left', () => fakes.events.filter(e => e.event === 'left').length === 3)
  expect(codes).toEqual(plan.map(p => p.card))
  expect(fakes.events.filter(e => e.event === 'left').every(e => e.passed)).toBe(true)
  expect(JSON.stringify(fakes.events)).not.toContain('SG1')
  await Promise.all([scanner.stop(), relay.stop()])
  await fakes.stop()
  rmSync(dir, { recursive: true })
})
