import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdtemp, readdir, rm, stat, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { readCard } from '@schoolgate/protocol/card/card'
import { publicKeySetSchema } from '@schoolgate/protocol/card/keys'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { readCsv } from '../src/admin/csv-read.ts'
import { KioskClient, kioskIdentity, ScriptedJournal, testBody, testId } from './helpers/kiosk-client.ts'

const SRC = join(import.meta.dirname, '../src')
let data: string
beforeEach(async () => {
  data = await mkdtemp(join(tmpdir(), 'schoolgate-main-'))
})
afterEach(() => rm(data, { recursive: true, force: true }))

const bun = (script: string, args: string[]) =>
  spawn(process.execPath, [join(SRC, script), ...args, '--data', data], { stdio: ['ignore', 'pipe', 'pipe'] })

async function admin(...args: string[]): Promise<{ out: string; code: number; err: string }> {
  const child = bun('admin.ts', args)
  let out = ''
  let err = ''
  child.stdout.on('data', chunk => {
    out += chunk
  })
  child.stderr.on('data', chunk => {
    err += chunk
  })
  const [code] = await once(child, 'close')
  return { out, err, code: code as number }
}

async function hubProcess() {
  const child = bun('main.ts', ['--port', '0'])
  let err = ''
  child.stderr.on('data', chunk => {
    err += chunk
  })
  const [line] = await once(child.stdout, 'data')
  const { ready, port, hubId } = JSON.parse(String(line)) as { ready: boolean; port: number; hubId: string }
  expect(ready).toBe(true)
  return { child, port, hubId, log: () => err }
}

const INIT = ['init', '--school', 'Сургууль 3', '--district', 'Баянгол', '--gate', 'Урд', '--gate', 'Ард:out']

test('set up by command, served, stopped gently, nothing lost and nobody named in the log', async () => {
  const init = JSON.parse((await admin(...INIT, '--user', 'dulam')).out)
  expect(init.gates).toHaveLength(2)
  await writeFile(join(data, 'roll.csv'), 'name,given,group,role\nӨнөрцэцэг,Өнөрөө,3Б,student\n')
  expect(JSON.parse((await admin('people', join(data, 'roll.csv'), '--site', init.site)).out)).toEqual({
    added: 1,
    known: 0,
  })
  const { code: pairing } = JSON.parse((await admin('pair', '--gate', init.gates[0].id)).out)

  const hub = await hubProcess()
  const identity = kioskIdentity(1)
  const kiosk = new KioskClient(identity, new ScriptedJournal(identity.id, testId('journal')))
  await kiosk.welcome(`ws://127.0.0.1:${hub.port}/kiosk`, { pairing })
  for (let i = 0; i < 50; i++) {
    kiosk.journal.add(testBody(), { bootId: testId('boot'), monoMs: i, wallMs: Date.now() })
  }
  kiosk.sendEntries(1, 50)
  expect((await kiosk.nextOf('ack')).hwm).toBe(50)
  hub.child.kill('SIGTERM')
  expect(await kiosk.nextOf('refused')).toMatchObject({ code: 'stopping' })
  expect((await once(hub.child, 'exit'))[0]).toBe(0)
  expect(hub.log()).not.toMatch(/Өнөр|dulam/)
  for (const file of (await readdir(data)).filter(f => f !== 'roll.csv')) {
    expect([file, (await stat(join(data, file))).mode & 0o077]).toEqual([file, 0])
  }

  const again = await hubProcess()
  expect(again.hubId).toBe(hub.hubId)
  expect(await kiosk.welcome(`ws://127.0.0.1:${again.port}/kiosk`)).toMatchObject({ hwm: 50 })
  again.child.kill('SIGINT')
  expect((await once(again.child, 'exit'))[0]).toBe(0)
})

test('a second school goes under the same district, which gets an officer of its own', async () => {
  const first = JSON.parse(
    (await admin(...INIT, '--nation', 'Монгол', '--province', 'Улаанбаатар', '--user', 'one')).out,
  )
  const second = [
    'init',
    '--school',
    'Сургууль 4',
    '--under',
    first.district,
    '--gate',
    'Урд',
    '--user',
    'two',
  ]
  expect(JSON.parse((await admin(...second)).out)).toMatchObject({ district: first.district })
  const tree = (await admin('tree')).out
    .trim()
    .split('\n')
    .map(line => JSON.parse(line))
  expect(tree.map(place => place.kind).sort()).toEqual(['district', 'nation', 'province', 'school', 'school'])
  const officer = ['officer', '--user', 'bayar', '--place', first.district]
  expect(JSON.parse((await admin(...officer)).out)).toMatchObject({ user: 'bayar' })
  expect(await admin(...officer)).toMatchObject({ code: 1, err: expect.stringContaining('bayar is taken') })
})

test('printed cards are valid with the printed keys', async () => {
  const { site } = JSON.parse((await admin(...INIT)).out)
  await writeFile(join(data, 'roll.csv'), 'name,given,group,role\n"Anh, Nguyễn",Anh,3B,student\n')
  await admin('people', join(data, 'roll.csv'), '--site', site)
  const keys = publicKeySetSchema.parse(JSON.parse((await admin('keys')).out))
  const table = readCsv((await admin('cards', '--site', site)).out)
  const [, row] = table.ok ? table.value : []
  expect(row?.slice(0, 2)).toEqual(['Anh, Nguyễn', '3B'])
  expect(readCard(row?.[2] as string, keys, Date.now())).toMatchObject({ ok: true })
})

test('a table of people is tried first, then taken; its cards are printed', async () => {
  const { jurisdiction, site } = JSON.parse((await admin(...INIT)).out)
  const file = join(data, 'people.csv')
  await writeFile(file, 'Нэр,Овог,Анги,Үүрэг\nӨнөрөө,Батын,3Б,сурагч\nДулам,Доржийн,,багш\n')
  const tried = await admin('import', file, '--place', jurisdiction)
  expect(JSON.parse(tried.out)).toMatchObject({
    state: 'ready',
    errors: 0,
    schools: [{ people: { added: 2 } }],
  })
  expect(JSON.parse((await admin('import', file, '--place', jurisdiction, '--accept')).out)).toMatchObject({
    state: 'applied',
  })
  const table = readCsv((await admin('cards', '--site', site)).out)
  expect((table.ok ? table.value : []).map(row => row.slice(0, 2))).toEqual(
    expect.arrayContaining([['Батын Өнөрөө', '3Б']]),
  )
  await writeFile(file, 'Нэр,Овог,Анги,Үүрэг\n,Батын,3Б,сурагч\n')
  const wrong = await admin('import', file, '--place', jurisdiction, '--accept')
  expect([wrong.code, JSON.parse(wrong.out).state]).toEqual([1, 'ready'])
  expect(wrong.err).toContain('people.csv:2')
  expect(wrong.err).not.toContain('Батын')
})

test.each([
  [['init', '--school', 'X'], 'gate'],
  [['pair', '--gate', 'none'], 'no such gate'],
  [['officer', '--user', 'bayar', '--place', 'none'], 'no such place'],
  [['officer', '--user', 'nobody'], 'no such user'],
  [['dance'], 'unknown command'],
])('%j says what is wrong', async (args, what) => {
  const { code, err } = await admin(...args)
  expect(code).toBe(2)
  expect(err).toContain(what)
})

test('a wrong option stops the hub with a reason', async () => {
  const child = bun('main.ts', ['--port', 'many'])
  const [said] = await once(child.stderr, 'data')
  expect(String(said)).toContain('--port')
  expect((await once(child, 'exit'))[0]).toBe(2)
})

test('a backup taken while the hub runs is a hub of its own, with the same name, keys and people', async () => {
  const init = JSON.parse((await admin(...INIT, '--user', 'dulam')).out)
  await writeFile(join(data, 'roll.csv'), 'name,given,group,role\nӨнөрцэцэг,Өнөрөө,3Б,student\n')
  await admin('people', join(data, 'roll.csv'), '--site', init.site)
  const hub = await hubProcess()
  const into = join(data, 'copy')
  const backup = await admin('backup', into)
  expect(JSON.parse(backup.out).files).toContain('hub.sqlite')
  expect((await admin('backup', into)).code).toBe(1)
  hub.child.kill('SIGTERM')
  await once(hub.child, 'close')
  for (const name of await readdir(into)) expect((await stat(join(into, name))).mode & 0o077).toBe(0)

  const cards = () => admin('cards', '--site', init.site)
  const original = data
  const before = await cards()
  data = into
  try {
    expect((await cards()).out).toBe(before.out)
    expect(before.out).toContain('Өнөрцэцэг')
    const copy = await hubProcess()
    expect(copy.hubId).toBe(hub.hubId)
    copy.child.kill('SIGTERM')
    await once(copy.child, 'close')
  } finally {
    data = original
  }
})
