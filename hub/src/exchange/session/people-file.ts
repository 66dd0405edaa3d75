import { closeSync, openSync, writeSync } from 'node:fs'
import type { PersonDifference } from '../diff/unit.ts'
import { DIFFERENCE_KINDS, type DifferenceKind, type PeopleIndex } from './messages.ts'

/** Writes differing people as lines of JSON, and remembers where each lies: a page is read without the rest. */
export class PeopleWriter {
  readonly #file: number
  readonly #starts: number[] = [0]
  readonly #kinds: number[] = []

  constructor(path: string) {
    this.#file = openSync(path, 'wx', 0o600)
  }

  add(people: readonly PersonDifference[]): void {
    let at = this.#starts.at(-1) as number
    const lines: Buffer[] = []
    for (const person of people) {
      const line = Buffer.from(`${JSON.stringify(person)}\n`)
      lines.push(line)
      at += line.length
      this.#starts.push(at)
      this.#kinds.push(DIFFERENCE_KINDS.indexOf(person.kind))
    }
    if (lines.length > 0) writeSync(this.#file, Buffer.concat(lines))
  }

  close(): PeopleIndex {
    closeSync(this.#file)
    return { starts: Float64Array.from(this.#starts), kinds: Uint8Array.from(this.#kinds) }
  }
}

/**
 * A page of differing people.
 *
 * @param after line at which to begin to look; 0 for the first page
 * @returns the people, and what to pass as `after` for the next page; null at the end
 */
export async function readPeople(
  path: string,
  index: PeopleIndex,
  kind: DifferenceKind | undefined,
  after: number,
  limit: number,
): Promise<{ people: PersonDifference[]; next: number | null }> {
  const wanted = kind === undefined ? -1 : DIFFERENCE_KINDS.indexOf(kind)
  const isWanted = (line: number) => wanted < 0 || index.kinds[line] === wanted
  const lines: number[] = []
  let at = after
  for (; at < index.kinds.length && lines.length < limit; at++) if (isWanted(at)) lines.push(at)
  while (at < index.kinds.length && !isWanted(at)) at++
  const next = at < index.kinds.length ? at : null
  const [first, last] = [lines[0], lines.at(-1)]
  if (first === undefined || last === undefined) return { people: [], next }
  const start = (line: number) => index.starts[line] as number
  const bytes = await Bun.file(path)
    .slice(start(first), start(last + 1))
    .bytes()
  const text = new TextDecoder()
  const people = lines.map(line => {
    const part = bytes.subarray(start(line) - start(first), start(line + 1) - start(first))
    return JSON.parse(text.decode(part)) as PersonDifference
  })
  return { people, next }
}
