import { mkdtemp, readdir, readFile, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { launch } from '../../../hub/demo/processes.ts'

const ROOT = join(import.meta.dirname, '../../..')

interface DemoReady {
  dashboard: string
  kiosks: string[]
  user: string
  password: string
}

/** The arguments of the kiosks below `folder`, as anybody on the machine may read them. */
async function commandLines(folder: string): Promise<string[][]> {
  const pids = (await readdir('/proc')).filter(name => /^\d+$/.test(name))
  const texts = await Promise.all(pids.map(pid => readFile(`/proc/${pid}/cmdline`, 'utf8').catch(() => '')))
  const kiosks = texts
    .map(text => text.split('\0'))
    .filter(words => words.includes('kiosk/src/main.ts') && words.some(word => word.startsWith(folder)))
  expect(kiosks).toHaveLength(2)
  return kiosks
}

test('the demo brings a morning to the dashboard, serves two kiosk screens and leaves nothing behind', async () => {
  const temp = await mkdtemp(join(tmpdir(), 'schoolgate-flow-demo-'))
  const args = ['--json', '--port', '0', '--speed', '10', '--people', '120']
  const demo = await launch<DemoReady>({
    name: 'demo',
    command: 'env',
    args: [`TMPDIR=${temp}`, 'bun', 'hub/demo/main.ts', ...args],
    cwd: ROOT,
  })
  const { dashboard, kiosks, user, password } = demo.ready
  expect(kiosks).toHaveLength(2)
  for (const kiosk of kiosks) expect((await fetch(kiosk)).headers.get('Content-Type')).toContain('text/html')

  for (const words of await commandLines(temp)) expect(words).not.toContain('--pairing')

  const signedIn = await fetch(`${dashboard}/api/session`, {
    method: 'POST',
    headers: { Origin: dashboard, 'Content-Type': 'application/json' },
    body: JSON.stringify({ user, password }),
  })
  const cookie = signedIn.headers.get('Set-Cookie')?.split(';')[0] ?? ''
  const { sites } = (await signedIn.json()) as { sites: { id: string }[] }
  const live = async () => {
    const answer = await fetch(`${dashboard}/api/sites/${sites[0]?.id}/live`, { headers: { Cookie: cookie } })
    return (await answer.json()) as { state: { counts: { in: number }; arrivals: { usual: unknown[] } } }
  }
  await expect.poll(async () => (await live()).state.counts.in, { timeout: 60_000 }).toBeGreaterThan(3)
  expect((await live()).state.arrivals.usual.length).toBeGreaterThan(10)

  await demo.stop('SIGINT')
  await expect(fetch(dashboard)).rejects.toThrow()
  // What others keep in a temporary directory (the runtimes' caches) is not ours.
  expect((await readdir(temp)).filter(name => name.startsWith('schoolgate'))).toEqual([])
  await rm(temp, { recursive: true, force: true })
})
