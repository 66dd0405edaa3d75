import { spawn } from 'node:child_process'
import { availableParallelism } from 'node:os'
import { join } from 'node:path'

/**
 * Runs tests on a machine made busy: two endless loops a core beside them, and every page four times slower. What
 * fails here alone will fail somewhere one day.
 *
 *   npm run test:busy -- --project pages people
 */
const loops = Array.from({ length: 2 * availableParallelism() }, () =>
  spawn(process.execPath, ['-e', 'for (;;);'], { stdio: 'ignore' }),
)
const tests = spawn(
  process.execPath,
  [join(import.meta.dirname, '../../node_modules/vitest/vitest.mjs'), 'run', ...process.argv.slice(2)],
  { stdio: 'inherit', env: { SCHOOLGATE_TEST_SLOWER: '4', ...process.env } },
)
const end = () => {
  for (const loop of loops) loop.kill('SIGKILL')
}
for (const signal of ['SIGINT', 'SIGTERM'] as const) process.on(signal, () => tests.kill(signal))
tests.on('exit', code => {
  end()
  process.exitCode = code ?? 1
})
