import { spawnSync } from 'node:child_process'
import { statSync } from 'node:fs'
import { join } from 'node:path'
import Database from 'better-sqlite3'
import { afterEach, expect, it } from 'vitest'
import { KioskRig, type RigOptions } from '../helpers/kiosk-rig.ts'
import { makeSchool } from '../helpers/school.ts'

let rig: KioskRig | undefined
const start = async (options: Partial<RigOptions> = {}) => {
  rig = new KioskRig({ school: makeSchool('in'), ...options })
  await rig.start()
  return rig
}
afterEach(async () => {
  await rig?.stop()
  rig = undefined
})

it('lets a healthy child in, enters it once, and opens the gate after the entry', {
  timeout: 60_000,
}, async () => {
  const gate = await start()
  gate.tell({ do: 'person', look: 'normal' })
  expect(await gate.scan(gate.school.card(1))).toMatchObject({
    verdict: 'pass',
    given: 'Given 1',
    again: false,
  })
  await gate.relay(1)
  expect(gate.entries()).toMatchObject([
    { verdict: 'pass', direction: 'in', look: 1, reading: { kind: 'array', frames: 8 } },
  ])

  gate.show(gate.school.card(1))
  await gate.view(v => v.scene.scene === 'verdict' && v.scene.again)
  expect(gate.entries()).toHaveLength(1)
  expect(gate.greenLamps()).toBe(1)
})

it('asks a feverish child to wait, then calls an adult', { timeout: 60_000 }, async () => {
  const gate = await start({ school: makeSchool('in', { sameCardMs: 0 }) })
  gate.tell({ do: 'person', look: 'fever' })
  expect((await gate.scan(gate.school.card(2))).verdict).toBe('recheck')
  await gate.atRest()
  expect((await gate.scan(gate.school.card(2))).verdict).toBe('isolate')
  expect(gate.entries().map(e => [e.verdict, e.look])).toEqual([
    ['recheck', 1],
    ['isolate', 2],
  ])
  expect(gate.greenLamps()).toBe(0)
})

it('refers every card it cannot trust, with the reason, without a look', { timeout: 60_000 }, async () => {
  const gate = await start({ speed: 30 })
  const good = gate.school.card(3)
  const forged = good.slice(0, -6) + (good.endsWith('000000') ? '111111' : '000000')
  const cards: [string, string, string][] = [
    [forged, 'forged', 'card-forged'],
    [gate.school.card(3, { expires: '2026-10-01' }), 'expired', 'card-expired'],
    [gate.school.card(9), 'revoked', 'card-revoked'],
    [gate.school.card(8), 'reissued', 'card-reissued'],
    [gate.school.card(7, { issued: '2026-07-31' }), 'revoked', 'card-revoked'],
    [makeSchool('in', {}, 'ffffffff').card(3), 'foreign', 'card-foreign'],
    [gate.school.card(10), 'unknown', 'card-unknown'],
    [makeSchool().card(3), 'forged', 'card-forged'],
    ['https://example.org/menu', 'web-address', 'web-address'],
    ['BUS 7', 'not-a-card', 'not-a-card'],
    ['SG1:####', 'unreadable', 'card-malformed'],
  ]
  for (const [text, note] of cards) {
    expect(await gate.scan(text)).toMatchObject({ verdict: 'refer', note })
    await gate.atRest()
  }
  expect(gate.entries().map(e => e.reasons)).toEqual(cards.map(([, , reason]) => [reason]))
  expect(gate.entries().every(e => e.reading === undefined)).toBe(true)
  expect(gate.greenLamps()).toBe(0)
})

it('says so when the sensor is gone, and measures again when it is back', { timeout: 60_000 }, async () => {
  const gate = await start({ speed: 5 })
  gate.tell({ do: 'unplug', device: 'thermal' })
  await gate.view(v => v.devices.thermal === 'down')
  expect(await gate.scan(gate.school.card(1))).toMatchObject({ verdict: 'refer', note: 'sensor' })
  gate.tell({ do: 'replug', device: 'thermal' })
  await gate.view(v => v.devices.thermal === 'up')
  gate.tell({ do: 'person', look: 'normal' })
  expect(await gate.scan(gate.school.card(2))).toMatchObject({ verdict: 'pass' })
})

it('lets everybody out at once, with a spot sensor too, and knows the way', { timeout: 60_000 }, async () => {
  const gate = await start({ school: makeSchool('both', { sameCardMs: 0 }), thermalModel: 'gy-mcu90614' })
  gate.tell({ do: 'person', look: 'normal' })
  expect(await gate.scan(gate.school.card(4))).toMatchObject({ verdict: 'pass', direction: 'in' })
  await gate.atRest()
  gate.tell({ do: 'leave' })
  expect(await gate.scan(gate.school.card(4))).toMatchObject({ verdict: 'pass', direction: 'out' })
  await gate.relay(2)
  expect(gate.entries().map(e => [e.direction, e.reading?.kind])).toEqual([
    ['in', 'spot'],
    ['out', undefined],
  ])
})

it('goes on where it was when killed, and logs nothing about anybody', { timeout: 60_000 }, async () => {
  const gate = await start({ school: makeSchool('out', { sameCardMs: 60_000 }) })
  for (const n of [1, 2, 3]) {
    expect((await gate.scan(gate.school.card(n))).verdict).toBe('pass')
    await gate.atRest()
  }
  for (const file of ['journal.db', 'journal.db-wal', 'kiosk.key'])
    expect(statSync(join(gate.dir, file)).mode & 0o077).toBe(0)
  const log = gate.log()
  for (const secret of ['Given', gate.school.card(1).slice(4, 40), '0000000000000001', '0000000000000065'])
    expect(log).not.toContain(secret)
  await gate.stopKiosk('SIGKILL')
  await gate.startKiosk()
  // Entered just before the end: said again, not entered again.
  expect(await gate.scan(gate.school.card(3))).toMatchObject({ verdict: 'pass', again: true })
  expect((await gate.scan(gate.school.card(4))).verdict).toBe('pass')
  expect(gate.entries()).toHaveLength(4)
  expect(await gate.stopKiosk()).toBe(0)
})

it('judges what stands before the array, not what it hopes to see', { timeout: 60_000 }, async () => {
  const gate = await start({ speed: 6 })
  const seen = [
    ['cup', 'pass', []],
    ['two-heads', 'recheck', ['no-single-face']],
    ['far', 'recheck', ['no-single-face']],
    ['cold-face', 'recheck', ['cold-face']],
  ] as const
  for (const [i, [look, verdict]] of seen.entries()) {
    gate.tell({ do: 'person', look })
    expect(await gate.scan(gate.school.card(i + 1))).toMatchObject({ verdict })
    await gate.atRest()
  }
  expect(gate.entries().map(e => [e.verdict, e.reasons])).toEqual(
    seen.map(([, verdict, reasons]) => [verdict, reasons]),
  )
})

it('lets nobody in while its journal takes no writes', { timeout: 60_000 }, async () => {
  const gate = await start({ school: makeSchool('out') })
  const other = new Database(join(gate.dir, 'journal.db'))
  other.exec('BEGIN EXCLUSIVE')
  gate.show(gate.school.card(1))
  await gate.view(v => v.scene.scene === 'out-of-order' && v.scene.cause === 'journal-failed')
  gate.show(gate.school.card(2))
  other.exec('ROLLBACK')
  other.close()
  await gate.atRest()
  expect(gate.entries()).toEqual([])
  expect((await gate.scan(gate.school.card(1))).verdict).toBe('pass')
  await gate.relay(1)
  expect(gate.greenLamps()).toBe(1)
})

it('says what it needs to start', () => {
  const main = join(import.meta.dirname, '../../src/main.ts')
  const run = (...args: string[]) =>
    spawnSync(process.execPath, [main, ...args], { encoding: 'utf8', env: {} })
  const bare = run()
  expect(bare.status).toBe(2)
  expect(bare.stderr).toContain('Which serial device is the QR scanner on?')
  expect(bare.stdout).toBe('')
  const help = run('--help')
  expect([help.status, help.stdout.includes('--thermal-warm-up-min N')]).toEqual([0, true])
})
