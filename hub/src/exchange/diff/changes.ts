import type { RecordKind, RecordOf } from '@schoolgate/protocol/directory/records'
import type { GuardedChange } from '../../store/record-types.ts'

export interface KindCount {
  kind: RecordKind
  added: number
  changed: number
  removed: number
}

/** Collects the guarded changes of a unit, and counts them by kind. What is equal is no change. */
export class Changes {
  readonly list: GuardedChange[] = []
  readonly #counts = new Map<RecordKind, KindCount>()

  /** @returns whether anything differs */
  put<K extends RecordKind>(kind: K, record: RecordOf<K>, before: RecordOf<K> | undefined): boolean {
    if (before !== undefined && equal(before, record)) return false
    this.#count(kind)[before === undefined ? 'added' : 'changed']++
    this.#push(kind, record, before ?? null)
    return true
  }

  /** Of a record that may be another place's and was not looked up: written whatever is there. */
  putOver<K extends RecordKind>(kind: K, record: RecordOf<K>): void {
    this.#count(kind).added++
    this.list.push({ op: 'put', kind, record } as GuardedChange)
  }

  /** A dated record that is over from today on: kept until yesterday, or gone if it had not begun. */
  end<K extends Dated>(kind: K, record: RecordOf<K>, yesterday: string): void {
    this.#count(kind).removed++
    if (record.from !== null && record.from > yesterday)
      this.list.push({ op: 'remove', kind, id: record.id, before: record })
    else this.#push(kind, { ...record, to: yesterday }, record)
  }

  remove<K extends RecordKind>(kind: K, record: RecordOf<K>): void {
    this.#count(kind).removed++
    this.list.push({ op: 'remove', kind, id: record.id, before: record })
  }

  get counts(): KindCount[] {
    return [...this.#counts.values()]
  }

  #push<K extends RecordKind>(kind: K, record: RecordOf<K>, before: RecordOf<K> | null): void {
    this.list.push({ op: 'put', kind, record, before } as GuardedChange)
  }

  #count(kind: RecordKind): KindCount {
    let count = this.#counts.get(kind)
    if (count === undefined) {
      count = { kind, added: 0, changed: 0, removed: 0 }
      this.#counts.set(kind, count)
    }
    return count
  }
}

type Dated = 'group' | 'enrolment' | 'post'

/** Records are flat but for lists of texts. */
export function equal(a: object, b: object): boolean {
  const [left, right] = [a as Record<string, unknown>, b as Record<string, unknown>]
  for (const key of Object.keys(left)) if (!sameValue(left[key], right[key])) return false
  return Object.keys(right).every(key => key in left || right[key] === undefined)
}

function sameValue(a: unknown, b: unknown): boolean {
  if (a === b) return true
  if (!Array.isArray(a) || !Array.isArray(b) || a.length !== b.length) return false
  return a.every((item, i) => item === b[i])
}

/** A group whose id still stands somewhere cannot go; it is over. */
export const openOn = (record: { to: string | null }, day: string): boolean =>
  record.to === null || record.to >= day
