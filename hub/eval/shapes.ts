import { seeded } from './random.ts'

export interface Shape {
  seed: number
  classes: readonly string[]
  /** people of each class */
  size: number
  days: number
  /** of a friendship's mean seconds a day */
  friends: number
  /** share of class-mates who are friends */
  share: number
  /** UNIX time of the first midnight on the file's clock */
  epoch: number
  /** between cells, and at the ends of lines */
  gap: string
  end: string
  /** no classes in the contact rows */
  bare?: boolean
  /** person n's name in the files */
  nameOf?: (n: number) => string
}

/**
 * A school in the shape of one research file or another, with nothing of any of them in it: friends of a class meet
 * every day, now short and now long, in two or three different hours; everybody else meets in passing.
 *
 * @returns rows of contacts and the people; the files are for the caller to lay out
 */
export function shapedSchool(shape: Shape): {
  contacts: string
  people: { id: string; group: string; sex: 'F' | 'M' }[]
  /** who is whose friend */
  friends: [string, string][]
} {
  const random = seeded(shape.seed)
  const people = shape.classes.flatMap((group, c) =>
    Array.from({ length: shape.size }, (_, n) => ({
      id: (shape.nameOf ?? String)(c * shape.size + n + 1),
      group,
      sex: random() < 0.5 ? ('F' as const) : ('M' as const),
    })),
  )
  const rows: [number, string][] = []
  const friends: [string, string][] = []
  for (const [i, a] of people.entries())
    for (const b of people.slice(i + 1)) {
      const close = a.group === b.group && random() < shape.share
      if (close) friends.push([a.id, b.id])
      const meet = close || random() < (a.group === b.group ? 0.5 : 0.05)
      if (!meet) continue
      for (let day = 0; day < shape.days; day += 1) {
        const seconds = -Math.log(1 - random()) * (close ? shape.friends : 60)
        const parts = close ? 3 : 1
        for (let part = 0; part < parts; part += 1) {
          const from = (9 + 2 * part) * 3600 + Math.floor(random() * 180) * 20
          for (let s = 0; s < Math.min(3600, seconds / parts); s += 20)
            rows.push([
              shape.epoch + day * 86_400 + from + s,
              [a.id, b.id, ...(shape.bare === true ? [] : [a.group, b.group])].join(shape.gap),
            ])
        }
      }
    }
  rows.sort(([x], [y]) => x - y)
  return {
    contacts: rows.map(([t, rest]) => `${t}${shape.gap}${rest}${shape.end}`).join(''),
    people,
    friends,
  }
}
