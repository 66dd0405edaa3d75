import type { CompareAnswer, Contact, ContactList } from '@schoolgate/protocol/http/trace-answer'

/** A difference of probability below this is none: two windows of the same length may round apart. */
const SAME = 0.005

/** Who comes and goes between two lists of the same people's contacts under two rule packs. */
export function comparePacks(first: ContactList, second: ContactList): CompareAnswer {
  const [one, two] = [first, second].map(
    list => new Map(list.contacts.map(contact => [contact.person.ref, contact])),
  ) as [Map<string, Contact>, Map<string, Contact>]
  const changes = [...new Set([...one.keys(), ...two.keys()])].flatMap(ref => {
    const [a, b] = [one.get(ref), two.get(ref)]
    const known = (b ?? a) as Contact
    const moved = Math.abs((a?.probability ?? 0) - (b?.probability ?? 0)) >= SAME
    if ((a?.meets ?? 'absent') === (b?.meets ?? 'absent') && !moved) return []
    return [
      {
        person: known.person,
        first: a?.meets ?? ('absent' as const),
        second: b?.meets ?? ('absent' as const),
        probability: Math.max(a?.probability ?? 0, b?.probability ?? 0),
        reason: known.reasons[0] ?? null,
      },
    ]
  })
  return {
    kind: 'compare',
    packs: [first, second].map(list => ({
      ...list.pack,
      meets: list.contacts.filter(contact => contact.meets === 'yes').length,
    })),
    persons: first.persons,
    // Those whom exactly one of the two counts come first.
    changes: changes.sort(
      (a, b) =>
        Number((b.first === 'yes') !== (b.second === 'yes')) -
          Number((a.first === 'yes') !== (a.second === 'yes')) ||
        b.probability - a.probability ||
        (a.person.ref < b.person.ref ? -1 : 1),
    ),
  }
}
