import type { PersonDay } from './evidence.ts'

/** Who was named in an interview, by either of the two. */
export function namedEvidence(of: PersonDay): void {
  for (const named of of.book.facts.named) {
    if (named.day !== of.day || named.person === null) continue
    const b = named.of === of.person ? named.person : named.person === of.person ? named.of : null
    if (b === null) continue
    of.add(b, {
      setting: 'named',
      distance: named.distance,
      label: '',
      source: { kind: 'named', id: named.id },
      from: null,
      to: null,
      minutes: named.minutes ?? 0,
      flags: 0,
    })
  }
}
