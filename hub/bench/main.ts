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

const [name = '', ...args] = process.argv.slice(2)
const load = benches[name]
if (load === undefined) {
  console.error(`usage: bench ${Object.keys(benches).join('|')} [--flag value]...`)
  process.exit(2)
}
const { run } = await load()
console.log(JSON.stringify(await run(args)))
process.exit(0)
