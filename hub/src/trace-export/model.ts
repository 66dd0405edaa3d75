import type { ContactList } from '@schoolgate/protocol/http/trace-answer'
import type { Locale } from '@schoolgate/protocol/locale'
import type { CaseStatus, Purpose } from '@schoolgate/protocol/trace/words'

/** What other systems ask for of somebody beside their name. */
export interface ExportPerson {
  family: string
  given: string
  sex: 'male' | 'female' | null
  /** ISO day */
  birth: string | null
}

/** A list of contacts with everything its files say; can be handed to a thread. */
export interface TraceExport {
  locale: Locale
  list: ContactList
  /** by person id; nobody beyond the officer's part of the tree is in it */
  people: ReadonlyMap<string, ExportPerson>
  /** no more of health than who must be told needs */
  case: {
    id: string
    person: string
    status: CaseStatus
    asymptomatic: boolean
    onset: string | null
    tested: string | null
  } | null
  pack: {
    name: string
    version: number
    /** ISO day from which it holds */
    from: string
    source: string
    /** null: comes with the program */
    signedBy: string | null
    /** days after the last exposure */
    followUp: number
  }
  asked: {
    question: string
    by: string
    purpose: Purpose
    note: string
    /** local moment, as people write it */
    answered: string
  }
  /** of the school: every time in the files is told in it */
  timeZone: string
  /** of the export */
  by: string
  printed: string
  /** local ISO day of the export */
  today: string
  /** address of the hub's own identifiers in other systems */
  system: string
}
