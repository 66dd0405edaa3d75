import type { ContactReason, TracedPerson, TraceGrade } from '@schoolgate/protocol/http/trace-answer'
import type { QuestionLine } from '@schoolgate/protocol/http/trace-question'
import { useText } from '../../composables/use-text.ts'
import { type Format, formatFor } from '../../text/format.ts'
import { LEAST } from './chance.ts'
import { durationOf } from './duration.ts'

/** Nobody is told with certainty to have been close, nor to have been far. */
const MOST = 0.99
/** what the hub notes of a timeline it made for an interview */
const INTERVIEW = 'interview'
/** the hub's words for which rule asks for a second officer */
const APPROVALS = ['people', 'generations', 'kind', 'purpose'] as const

const isInterview = ({ kind, note }: Pick<QuestionLine, 'kind' | 'note'>): boolean =>
  kind === 'timeline' && note === INTERVIEW

/** Answers in the reader's language. */
export function useTraceWords() {
  const { t, format, locale, date } = useText()

  /** A probability as a percentage, never 0 nor 100. */
  const percent = (p: number): string =>
    p < LEAST
      ? t('trace.lessThan', { p: format.value.percent(LEAST) })
      : format.value.percent(Math.min(p, MOST))

  /** How many people to expect: one decimal below ten. */
  const expected = (n: number): string =>
    format.value.number(n < 10 ? Math.round(n * 10) / 10 : Math.round(n))

  /** A name; of somebody beyond the officer's part only how they are tied to the case. */
  function name(person: TracedPerson, reasons: readonly Pick<ContactReason, 'setting'>[] = []): string {
    if (!person.outside) return person.name
    const how = reasons.map(r => r.setting).find(s => s === 'household' || s === 'bus' || s === 'club')
    return how ? t('trace.outsideHow', { how: t(`trace.how.${how}`) }) : t('trace.outside')
  }

  /** What brought them together, and where: "Neighbouring seats: Physics". */
  const reason = ({ setting, label }: Pick<ContactReason, 'setting' | 'label'>): string =>
    label === '' ? t(`trace.reason.${setting}`) : `${t(`trace.reason.${setting}`)}: ${label}`

  /** Minutes in words: "45 min", from ten hours on "12 h". */
  function long(minutes: number): string {
    const { unit, n } = durationOf(minutes)
    return t(`trace.long.${unit}`, { n: format.value.number(n) })
  }

  /** How long and how often: "3 days, 120 min". */
  const tail = ({ days, minutes }: Pick<ContactReason, 'days' | 'minutes'>): string =>
    minutes > 0 ? t('trace.tail', { n: days, long: long(minutes) }) : t('trace.tailDays', { n: days })

  /** Days in words, the first few of many. */
  function dates(days: readonly string[], most = 4): string {
    const shown = days.slice(0, most).map(date).join(', ')
    return days.length > most ? `${shown} …` : shown
  }

  /** One of a grade's causes: the sentence, then what it counts. */
  function cause({ code, n, of, days }: TraceGrade['causes'][number]): { says: string; counts: string } {
    const { number } = format.value
    const counted =
      n === null ? '' : of === null ? number(n) : t('trace.ofWhich', { n: number(n), of: number(of) })
    return {
      says: t(`trace.cause.${code}`),
      counts: [counted, dates(days)].filter(x => x !== '').join(' · '),
    }
  }

  /** What was asked: an interview's timeline is told as what it is. */
  const asked = (q: Pick<QuestionLine, 'kind' | 'note'>): string =>
    isInterview(q) ? t('trace.question.interview') : t(`trace.question.kind.${q.kind}`)
  /** The officer's own words about why, if any. */
  const noteOf = (q: Pick<QuestionLine, 'kind' | 'note'>): string => (isInterview(q) ? '' : q.note)

  /** Why the rule pack asks for a second officer. */
  function whyApproval(why: string): string {
    const known = APPROVALS.find(a => a === why)
    return t('trace.wait.why', { why: known ? t(`trace.wait.whyOf.${known}`) : why })
  }

  /** Times and numbers in the zone of the case's school. */
  const formatIn = (timeZone: string): Format => formatFor(locale.value, timeZone)

  return { percent, expected, name, reason, long, tail, dates, cause, asked, noteOf, whyApproval, formatIn }
}
