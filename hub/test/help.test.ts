import { spawn } from 'node:child_process'
import { join } from 'node:path'
import { expect, test } from 'vitest'

const ROOT = join(import.meta.dirname, '../..')
const PROGRAMS = [
  ['bun', 'hub/demo/main.ts'],
  ['bun', 'hub/src/main.ts'],
  ['bun', 'hub/src/admin.ts'],
  ['bun', 'hub/bench/main.ts'],
  ['bun', 'hub/eval/main.ts'],
  ['bun', 'hub/eval/fit.ts'],
  ['bun', 'kiosk/fakes/main.ts'],
  ['node', 'kiosk/src/main.ts'],
  ['node', 'kiosk/src/decode/main.ts'],
] as const

function run(command: string, ...args: string[]) {
  const child = spawn(command, args, { cwd: ROOT, stdio: ['ignore', 'pipe', 'pipe'] })
  let [out, err] = ['', '']
  child.stdout.on('data', chunk => {
    out += chunk
  })
  child.stderr.on('data', chunk => {
    err += chunk
  })
  return new Promise<{ code: number | null; out: string; err: string }>((resolve, reject) => {
    child.once('error', reject)
    child.once('close', code => resolve({ code, out, err }))
  })
}

test.each(PROGRAMS)('%s %s says what it can do, and in one line what it cannot', async (command, path) => {
  const help = await run(command, path, '--help')
  expect({ code: help.code, err: help.err }).toEqual({ code: 0, err: '' })
  expect(help.out.split('\n').filter(line => line.length > 100)).toEqual([])
  const wrong = await run(command, path, '--bogus', 'value')
  expect({ code: wrong.code, out: wrong.out }).toEqual({ code: 2, out: '' })
  expect(wrong.err).toMatch(/^[^\n]*--bogus[^\n]*--?help[^\n]*\n$/)
})
