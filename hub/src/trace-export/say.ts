import type {
  ContactList,
  ContactReason,
  SilentGate,
  TracedPerson,
} from '@schoolgate/protocol/http/trace-answer'
import type { TraceExport } from './model.ts'
import { clockIn } from './moment.ts'
import type { TraceWords } from './words/type.ts'

/** Probabilities from which the next word holds. */
const STEPS = [0.05, 0.2, 0.5, 0.8]

/** A probability in words and percent; never none, never certain. */
export function likelihood(words: TraceWords, probability: number): string {
  const step = STEPS.filter(limit => probability >= limit).length
  return `${words.likely[step]}, ${percent(probability)}`
}

/** A probability to a tenth of a percent, as a number that is never nothing and never certain. */
export const told = (probability: number): number =>
  Math.round(Math.min(0.999, Math.max(0.001, probability)) * 1000) / 1000

export function percent(probability: number): string {
  if (probability < 0.01) return '< 1 %'
  if (probability > 0.99) return '> 99 %'
  return `${Math.round(probability * 100)} %`
}

/** A reason as one line: what, where or in what, on how many days, how many minutes. */
export function reasonLine(words: TraceWords, reason: ContactReason | undefined): string {
  if (!reason) return '–'
  const { setting, label, days, minutes } = reason
  const parts = [label === '' ? words.reasons[setting] : `${words.reasons[setting]}: ${label}`]
  if (days > 0) parts.push(words.days(days))
  // Whoever lives together is near all day long: hours of it tell nothing.
  if (minutes > 0 && setting !== 'household') parts.push(duration(words, minutes))
  return parts.join(' · ')
}

/** Nobody beyond the officer's part of the tree has a name, whatever the list says. */
export const nameOf = (words: TraceWords, person: TracedPerson): string =>
  person.outside ? words.outside : person.name

/** School and class, as far as they are known. */
export const whereOf = (person: TracedPerson): string =>
  person.outside ? '' : [person.school, person.group].filter(part => part !== '').join(' · ')

/** Up to two hours in minutes, then in hours and minutes. */
export function duration(words: TraceWords, minutes: number): string {
  if (minutes < 120) return `${minutes} ${words.minutes}`
  const [hours, rest] = [Math.floor(minutes / 60), minutes % 60]
  return `${hours} ${words.hours}${rest === 0 ? '' : ` ${rest} ${words.minutes}`}`
}

/** First and last day that was looked at. */
export function windowText({ days }: ContactList): string {
  const [first, last] = [days[0]?.day, days.at(-1)?.day]
  return first === undefined ? '–' : first === last ? first : `${first} – ${last}`
}

/** Why the list is not more complete. @param gates silent gates told one by one; the others are a number */
export function gradeCauses(words: TraceWords, { list, timeZone }: TraceExport, gates = 3): string {
  const { grade } = list
  const said = grade.causes.map(({ code, n, of, days, silent = [] }) => {
    const count = n === null ? '' : of === null ? ` (${n})` : ` (${n} ${words.of} ${of})`
    const when = days.length > 0 && days.length <= 3 ? ` [${days.join(', ')}]` : ''
    const which = silent.length === 0 ? '' : `: ${silentGates(words, silent, { timeZone, most: gates })}`
    return `${words.cause[code]}${count}${when}${which}`
  })
  return said.length === 0 ? words.noCauses : said.join('; ')
}

/** Which gate told of nobody, from when to when in the school's time: the first few, and how many more. */
function silentGates(
  words: TraceWords,
  silent: readonly SilentGate[],
  { timeZone, most }: { timeZone: string; most: number },
): string {
  const clock = clockIn(timeZone)
  const told = silent
    .toSorted((a, b) => a.from - b.from)
    .map(({ gate, day, from, to }) => `${gate} ${day} ${clock(from)}–${clock(to)}`)
  const shown = told.slice(0, most)
  return told.length > shown.length
    ? `${shown.join(', ')} ${words.more(told.length - shown.length)}`
    : shown.join(', ')
}

export function packText(words: TraceWords, { pack }: TraceExport): string {
  return `${pack.name}, ${words.version} ${pack.version} (${pack.from})`
}

/** The case in a line: who, how sure, since when. Its note and its tests' results stay where they are. */
export function caseText(words: TraceWords, { case: case_, list }: TraceExport): string {
  if (!case_) return '–'
  const person = list.persons.find(p => p.ref === case_.person)
  const dates = [
    case_.asymptomatic ? words.asymptomatic : null,
    case_.onset && `${words.onset} ${case_.onset}`,
    case_.tested && `${words.tested} ${case_.tested}`,
  ]
  const who = person ? [nameOf(words, person), whereOf(person)] : []
  return [...who, words.status[case_.status], ...dates].filter(part => part).join(', ')
}

export function purposeText(words: TraceWords, { asked }: TraceExport): string {
  const purpose = words.purpose[asked.purpose]
  return asked.note === '' ? purpose : `${purpose}: ${asked.note}`
}

/** Who else was there, where anybody was, and that nobody is cleared. */
export function lastWords(words: TraceWords, { list, locale }: TraceExport): string[] {
  const { people, expected } = list.rest
  const number = new Intl.NumberFormat(locale, { maximumFractionDigits: 1 })
  return [...(people === 0 ? [] : [words.rest(people, number.format(expected))]), words.notCleared]
}

/**
 * What every file says of itself: what was asked, by whom, why, when, under which rules, and how complete it is.
 * @param gates silent gates told one by one
 */
export function aboutLines(
  words: TraceWords,
  data: TraceExport,
  { gates }: { gates?: number } = {},
): [key: string, value: string][] {
  const { list, pack, asked } = data
  return [
    [words.case, caseText(words, data)],
    [words.askedAbout, list.persons.map(person => nameOf(words, person)).join(', ')],
    [words.window, windowText(list)],
    [words.pack, packText(words, data)],
    [words.source, pack.source || '–'],
    [words.signedBy, pack.signedBy ?? words.byProgram],
    [words.followUp, words.followUpDays(pack.followUp)],
    [words.grade, `${list.grade.grade}: ${gradeCauses(words, data, gates)}`],
    [words.askedBy, `${asked.by}, ${asked.answered}`],
    [words.why, purposeText(words, data)],
    [words.exportedBy, `${data.by}, ${data.printed}`],
    [words.question, asked.question],
  ]
}
