import { seeded } from './random.ts'

export interface MadeUp {
  contacts: string
  metadata: string
  diaries: string
}

/**
 * A small school as a research file would tell it, for tests: classes whose friends keep together from day to day.
 *
 * @param clock `midnight`: seconds from the first midnight; `unix`: UNIX time of a school seven hours ahead
 */
export function madeUpSchool(seed: number, clock: 'midnight' | 'unix' = 'midnight', days = 3): MadeUp {
  const random = seeded(seed)
  const classes = ['1A', '1B', '2A']
  const people = classes.flatMap((group, c) =>
    Array.from({ length: 12 }, (_, n) => ({
      id: String(c * 100 + n + 1),
      group,
      sex: random() < 0.5 ? 'F' : 'M',
    })),
  )
  const epoch = clock === 'midnight' ? 0 : 1_386_000_000 - (1_386_000_000 % 86_400) - 7 * 3600
  const rows: string[] = []
  const diaries: string[] = []
  for (const [i, a] of people.entries())
    for (const b of people.slice(i + 1)) {
      const same = a.group === b.group
      const friends = same && random() < 0.15
      const mean = friends ? 80 : same ? 6 : 0.3
      if (friends) diaries.push(`${a.id}\t${b.id}\t${random() < 0.5 ? 2 : 3}`)
      for (let day = 0; day < days; day += 1) {
        const steps = Math.floor(-Math.log(1 - random()) * mean)
        const start = epoch + day * 86_400 + 8 * 3600 + Math.floor(random() * 1000) * 20
        for (let step = 0; step < steps; step += 1)
          rows.push(`${start + step * 20}\t${a.id}\t${b.id}\t${a.group}\t${b.group}`)
      }
    }
  return {
    contacts: `${rows.join('\n')}\n`,
    metadata: `${people.map(({ id, group, sex }) => `${id}\t${group}\t${sex}`).join('\n')}\n`,
    diaries: `${diaries.join('\n')}\n`,
  }
}
