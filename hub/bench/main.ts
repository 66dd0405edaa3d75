/** `npm run bench -- NAME [--flag value]...`: prints progress on standard error and one JSON line, last. */
const benches: Record<string, () => Promise<{ run(args: string[]): Promise<unknown> }>> = {
  ingest: () => import('./ingest.ts'),
  connections: () => import('./connections.ts'),
  encoding: () => import('./encoding.ts'),
  latency: () => import('./latency.ts'),
  kiosk: () => import('./kiosk.ts'),
  dashboard: () => import('./dashboard.ts'),
  import: () => import('./import.ts'),
  directory: () => import('./directory.ts'),
  cards: () => import('./cards.ts'),
  trace: () => import('./trace.ts'),
  graph: () => import('./graph.ts'),
}

const HELP = `Figures, measured on this machine: progress on standard error, one JSON line, last.

  npm run bench -- NAME [--flag value]...

  ${Object.keys(benches).slice(0, 6).join(', ')},
  ${Object.keys(benches).slice(6).join(', ')}

The flags of each stand at the head of its file in hub/bench.`

const [name = '', ...args] = process.argv.slice(2)
if (name === '--help' || name === '-h' || args.includes('--help')) {
  console.log(HELP)
  process.exit(0)
}
const load = benches[name]
if (load === undefined) {
  console.error(`${name ? `There is no benchmark ${name};` : 'Which benchmark?'} --help lists them.`)
  process.exit(2)
}
const { run } = await load()
console.log(JSON.stringify(await run(args)))
process.exit(0)
