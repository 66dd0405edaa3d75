import { text } from 'node:stream/consumers'
import { z } from 'zod'
import { makeAfternoon, makeMorning } from './morning.ts'

/** Standard input: whose plans, for how many gates, on which days. */
const requestSchema = z.object({
  people: z.array(z.object({ card: z.string(), person: z.string(), group: z.string() })),
  gates: z.int().positive(),
  seed: z.int(),
  days: z.array(z.object({ day: z.string(), opens: z.number(), bell: z.number(), lessonsEnd: z.number() })),
})

/** Prints the plans of several days as one JSON object: `{"days":[{..., "arrivals":[...], "departures":[...]}]}`. */
async function main(): Promise<void> {
  const { people, gates, seed, days } = requestSchema.parse(JSON.parse(await text(process.stdin)))
  const planned = days.map((day, i) => {
    const common = { people, gates, seed: seed * 1000 + i }
    const arrivals = makeMorning({ ...common, startMs: day.opens, bellMs: day.bell })
    const came = new Set(arrivals.flat().map(item => item.card))
    const departures = makeAfternoon({ ...common, startMs: day.bell, bellMs: day.lessonsEnd })
    // Who stayed at home does not go home.
    return { ...day, arrivals, departures: departures.map(gate => gate.filter(item => came.has(item.card))) }
  })
  console.log(JSON.stringify({ days: planned }))
}

await main()
