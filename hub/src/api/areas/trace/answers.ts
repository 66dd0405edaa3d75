import type { Answer } from '@schoolgate/protocol/http/trace-answer'

/** Contacts and exposures held at once: the lists on some dozens of screens, about 50 MB. */
const MOST = 100_000

export interface KeptAnswer {
  answer: Answer
  digest: string
  at: number
}

/**
 * The newest answers as they were shown, so that follow-up and export take what the officer saw. In memory alone and
 * bounded, the oldest go first: what has fallen out is answered again. What officers of one place see, those of
 * another do not.
 */
export class NewestAnswers {
  readonly #kept = new Map<string, KeptAnswer & { weight: number }>()
  #weight = 0

  put(question: string, jurisdiction: string, kept: KeptAnswer): void {
    const key = keyOf(question, jurisdiction)
    this.#drop(key)
    const weight = weightOf(kept.answer)
    if (weight === 0 || weight > MOST) return
    this.#kept.set(key, { ...kept, weight })
    this.#weight += weight
    for (const old of this.#kept.keys()) {
      if (this.#weight <= MOST) break
      this.#drop(old)
    }
  }

  get(question: string, jurisdiction: string): KeptAnswer | undefined {
    return this.#kept.get(keyOf(question, jurisdiction))
  }

  #drop(key: string): void {
    this.#weight -= this.#kept.get(key)?.weight ?? 0
    this.#kept.delete(key)
  }
}

const keyOf = (question: string, jurisdiction: string): string => `${jurisdiction} ${question}`

/** Nothing but lists is taken into follow-up or exported. */
const weightOf = (answer: Answer): number =>
  'contacts' in answer ? answer.contacts.reduce((sum, contact) => sum + 1 + contact.exposures.length, 1) : 0
