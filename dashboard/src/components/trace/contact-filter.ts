import { fold, score } from '@schoolgate/protocol/fold'
import type { Contact } from '@schoolgate/protocol/http/trace-answer'

/** What of a list is on screen; an empty value leaves all. */
export interface ContactFilter {
  text: string
  group: string
  setting: string
  meets: string
  /** `free`: not followed; `followed` */
  follow: string
}
export const NO_FILTER: ContactFilter = { text: '', group: '', setting: '', meets: '', follow: '' }

export const isFiltering = (filter: ContactFilter): boolean => Object.values(filter).some(v => v !== '')

/** A person's name and class as they are looked for, folded once: whoever types asks thousands at every key. */
const folded = new WeakMap<Contact['person'], string>()
function soughtIn(person: Contact['person']): string {
  let text = folded.get(person)
  if (text === undefined) {
    text = fold(`${person.name} ${person.group}`)
    folded.set(person, text)
  }
  return text
}

/** Those of a list from a probability on that fit a filter, in the list's order. */
export function fitting(contacts: readonly Contact[], from: number, filter: ContactFilter): Contact[] {
  const wanted = fold(filter.text)
  return contacts.filter(
    c =>
      c.probability >= from &&
      (filter.group === '' || c.person.group === filter.group) &&
      (filter.setting === '' || c.reasons.some(r => r.setting === filter.setting)) &&
      (filter.meets === '' || c.meets === filter.meets) &&
      (filter.follow === '' || (filter.follow === 'free') === (c.followUp === null)) &&
      (wanted === '' || score(wanted, soughtIn(c.person)) !== undefined),
  )
}

/** Classes and reasons there are on a list, for the filters: by the reader's alphabet, and by how often. */
export function choicesOf(contacts: readonly Contact[], collator: Intl.Collator) {
  const groups = new Set<string>()
  const settings = new Map<string, number>()
  for (const { person, reasons } of contacts) {
    if (person.group !== '') groups.add(person.group)
    for (const { setting } of reasons) settings.set(setting, (settings.get(setting) ?? 0) + 1)
  }
  return {
    groups: [...groups].sort(collator.compare),
    settings: [...settings]
      .sort((a, b) => b[1] - a[1])
      .map(([s]) => s as Contact['reasons'][number]['setting']),
  }
}
