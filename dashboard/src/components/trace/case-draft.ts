import type { CaseDraft, CaseLine } from '@schoolgate/protocol/http/trace-case'
import type { CaseStatus } from '@schoolgate/protocol/trace/words'

/** A case as its form holds it: an empty text for what is not known. */
export interface CaseForm {
  person: string
  status: CaseStatus
  asymptomatic: boolean
  onset: string
  tested: string
  isolated: string
  symptomFree: string
  from: string
  note: string
}

export const emptyForm = (): CaseForm => ({
  person: '',
  status: 'suspected',
  asymptomatic: false,
  onset: '',
  tested: '',
  isolated: '',
  symptomFree: '',
  from: '',
  note: '',
})

export const formOf = (c: CaseLine): CaseForm => ({
  person: c.person,
  status: c.status,
  asymptomatic: c.asymptomatic,
  onset: c.onset ?? '',
  tested: c.tested ?? '',
  isolated: c.isolated ?? '',
  symptomFree: c.symptomFree ?? '',
  from: c.from ?? '',
  note: c.note,
})

export type FormFault = 'person' | 'day' | 'order'

/** The first thing that does not fit. The window is counted from onset or test, so one of them is needed. */
export function faultOf(form: CaseForm): FormFault | undefined {
  if (form.person === '') return 'person'
  if ((form.asymptomatic || form.onset === '') && form.tested === '') return 'day'
  const { asymptomatic, onset, symptomFree } = form
  if (!asymptomatic && onset !== '' && symptomFree !== '' && symptomFree < onset) return 'order'
  return undefined
}

const orNull = (text: string): string | null => (text === '' ? null : text)

/** Somebody without symptoms has neither their first day nor the first day after them. */
export function editOf(form: CaseForm): Omit<CaseDraft, 'person'> {
  const { status, asymptomatic, note } = form
  return {
    status,
    asymptomatic,
    onset: asymptomatic ? null : orNull(form.onset),
    tested: orNull(form.tested),
    isolated: orNull(form.isolated),
    symptomFree: asymptomatic ? null : orNull(form.symptomFree),
    from: orNull(form.from),
    note: note.trim(),
  }
}

export const draftOf = (form: CaseForm): CaseDraft => ({ person: form.person, ...editOf(form) })

/** A note that fits beside the class in the page's heading: one line of a few words. */
export const isShort = (note: string): boolean => note.length <= 80 && !note.includes('\n')
