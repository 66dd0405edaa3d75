import type { Contact, ContactReason } from '@schoolgate/protocol/http/trace-answer'

const SURENESS = ['yes', 'unknown', 'no'] as const

/** One person's contacts of many parts, added up as they come: a thousand cases cost no more each than the first. */
export class ContactSum {
  /** of the likeliest part */
  #best: Contact
  #probability: number
  #near: number
  #room: number
  #meets: number
  #followUp: Contact['followUp']
  readonly #days: Set<string>
  readonly #of: Set<string>
  readonly #quality: Set<Contact['quality'][number]>
  readonly #reasons: Map<string, ContactReason>

  constructor(first: Contact) {
    this.#best = first
    this.#probability = first.probability
    this.#near = first.minutes.near
    this.#room = first.minutes.room
    this.#meets = SURENESS.indexOf(first.meets)
    this.#followUp = first.followUp
    this.#days = new Set(first.days)
    this.#of = new Set(first.of)
    this.#quality = new Set(first.quality)
    this.#reasons = new Map(first.reasons.map(reason => [reason.setting, { ...reason }]))
  }

  add(contact: Contact): void {
    const { asSource } = this.#best
    if (contact.probability > this.#probability) this.#best = contact
    if (contact.asSource !== null && this.#best.asSource !== null)
      this.#best = { ...this.#best, asSource: Math.max(asSource ?? 0, contact.asSource) }
    this.#probability = 1 - (1 - this.#probability) * (1 - contact.probability)
    this.#near += contact.minutes.near
    this.#room += contact.minutes.room
    this.#meets = Math.min(this.#meets, SURENESS.indexOf(contact.meets))
    this.#followUp ??= contact.followUp
    for (const day of contact.days) this.#days.add(day)
    for (const of of contact.of) this.#of.add(of)
    for (const quality of contact.quality) this.#quality.add(quality)
    for (const reason of contact.reasons) this.#addReason(reason)
  }

  /** Without single exposures: reasons sum them up. */
  contact(): Contact {
    const days = [...this.#days].sort()
    return {
      ...this.#best,
      probability: this.#probability,
      minutes: { near: this.#near, room: this.#room },
      days,
      lastDay: days.at(-1) ?? this.#best.lastDay,
      meets: SURENESS[this.#meets] ?? 'no',
      reasons: [...this.#reasons.values()].map(reason => ({ ...reason })),
      quality: [...this.#quality],
      of: [...this.#of],
      followUp: this.#followUp,
      exposures: [],
    }
  }

  #addReason(reason: ContactReason): void {
    const before = this.#reasons.get(reason.setting)
    if (!before) {
      this.#reasons.set(reason.setting, { ...reason })
      return
    }
    before.days = Math.max(before.days, reason.days)
    before.times += reason.times
    before.minutes += reason.minutes
  }
}
