import { spawn } from 'node:child_process'
import { existsSync, readdirSync, statSync } from 'node:fs'
import { mkdir, mkdtemp, rename, rm } from 'node:fs/promises'
import { join } from 'node:path'

/** Builds the dashboard into `folder`, or rejects; ends early when `signal` is aborted. */
export type Build = (root: string, folder: string, signal: AbortSignal) => Promise<void>

/**
 * Sees that the built dashboard is there and newer than its sources. It is built in a folder of its own and put in
 * place whole, so that two who start at once never serve each other's half.
 *
 * @param root the repository
 * @param say told what is being waited for
 * @throws Error when the build fails, or is ended by `signal`
 */
export async function buildDashboard(
  root: string,
  say: (line: string) => unknown,
  signal: AbortSignal,
  build: Build = viteBuild,
): Promise<void> {
  const dist = join(root, 'dashboard/dist')
  if (isFresh(root, dist)) return
  say('Building the dashboard ...')
  const cache = join(root, 'node_modules/.cache')
  await mkdir(cache, { recursive: true })
  const own = await mkdtemp(join(cache, 'schoolgate-dashboard-'))
  try {
    await build(root, join(own, 'new'), signal)
    // Whoever else was building may have been quicker; theirs is as good.
    if (!isFresh(root, dist)) await putInPlace(own, dist)
  } finally {
    await rm(own, { recursive: true, force: true })
  }
}

async function putInPlace(own: string, dist: string): Promise<void> {
  await rename(dist, join(own, 'old')).catch(unless('ENOENT'))
  await rename(join(own, 'new'), dist).catch(unless('ENOTEMPTY', 'EEXIST'))
}

const unless =
  (...codes: string[]) =>
  (error: NodeJS.ErrnoException): void => {
    if (!codes.includes(error.code ?? '')) throw error
  }

const viteBuild: Build = (root, folder, signal) =>
  new Promise((resolve, reject) => {
    const args = ['build', '--outDir', folder, '--emptyOutDir', '--logLevel', 'error']
    const vite = spawn('vite', args, {
      cwd: join(root, 'dashboard'),
      stdio: ['ignore', 'ignore', 'inherit'],
      signal,
    })
    vite.once('error', reject)
    vite.once('close', code =>
      code === 0
        ? resolve()
        : reject(new Error(`The dashboard could not be built (vite ended with ${code}).`)),
    )
  })

function isFresh(root: string, dist: string): boolean {
  const built = join(dist, 'index.html')
  return existsSync(built) && statSync(built).mtimeMs > newestUnder(join(root, 'dashboard/src'))
}

function newestUnder(folder: string): number {
  const files = readdirSync(folder, { recursive: true }) as string[]
  return Math.max(...files.map(f => statSync(join(folder, f)).mtimeMs))
}
