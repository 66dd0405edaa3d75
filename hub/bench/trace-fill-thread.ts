import { benchSchools, idsOf } from './trace-build.ts'
import { fillDuckdb, fillHeap } from './trace-fill.ts'
import { population, schoolDays } from './trace-generator.ts'

/** Paths to fill, of what size and seed. Answered once. */
export interface FillTask {
  heap: string
  duckdb: string
  visits: number
  seed: number
}
export type FillAnswer = { buildMs: Record<string, number> } | { error: string }

declare const self: Worker

self.onmessage = async ({ data }: MessageEvent<FillTask>) => {
  try {
    self.postMessage({ buildMs: await fill(data) } satisfies FillAnswer)
  } catch (error) {
    self.postMessage({ error: error instanceof Error ? error.message : String(error) } satisfies FillAnswer)
  }
}

async function fill({ heap, duckdb, visits, seed }: FillTask): Promise<Record<string, number>> {
  const sites = population(visits, seed, idsOf(benchSchools()))
  const days = schoolDays()
  const started = performance.now()
  fillHeap(heap, sites, days, seed)
  const filled = performance.now()
  await fillDuckdb(duckdb, sites, days, seed)
  return { heap: Math.round(filled - started), duckdb: Math.round(performance.now() - filled) }
}
