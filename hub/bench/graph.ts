import { join } from 'node:path'

const ROOT = join(import.meta.dirname, '../..')

/**
 * The network of 5,000 cases and 20,000 contacts in a real browser: builds the dashboard, then runs its own bench
 * beside it (`--cases`, `--contacts`, `--seconds`) and passes its figures on.
 */
export async function run(args: string[]): Promise<unknown> {
  // a build made elsewhere stands as it is
  if (process.env.DASHBOARD_DIST === undefined) {
    const build = Bun.spawnSync(['npm', 'run', '--silent', 'build'], { cwd: ROOT, stdout: 'ignore' })
    if (build.exitCode !== 0) throw new Error(`the dashboard does not build:\n${build.stderr}`)
  }
  const child = Bun.spawn(['bun', 'dashboard/test/bench-graph.ts', ...args], { cwd: ROOT, stderr: 'inherit' })
  const lines = (await new Response(child.stdout).text()).trim().split('\n')
  if ((await child.exited) !== 0) throw new Error('the bench in the browser failed')
  return JSON.parse(lines.at(-1) as string)
}
