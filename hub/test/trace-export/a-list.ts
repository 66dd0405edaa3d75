import type { Contact, TracedPerson } from '@schoolgate/protocol/http/trace-answer'
import type { TraceExport } from '../../src/trace-export/model.ts'

export const NAMES = {
  case: 'Батбаярын Тэмүүлэн',
  bold: 'Цэрэндоржийн Болорчимэгсүрэнхорлоо Анударь',
  linh: 'Nguyễn Thị Phương Thảo Nguyên',
  evil: '=HYPERLINK("http://evil.example";"x")',
}
/** What the directory knows of somebody whose name must not be told. */
export const SECRET = 'SECRET Outsider'

const person = (ref: string, name: string, more: Partial<TracedPerson> = {}): TracedPerson => ({
  ...{ ref, name, role: 'student', group: '7Б', school: '45 дугаар сургууль', outside: false },
  ...more,
})

const contact = (who: TracedPerson, probability: number, more: Partial<Contact> = {}): Contact => ({
  person: who,
  probability,
  minutes: { near: 120, room: 240 },
  days: ['2026-11-20', '2026-11-23'],
  lastDay: '2026-11-23',
  meets: 'yes',
  reasons: [
    { setting: 'seat', distance: 'near', label: 'Математик', days: 2, times: 4, minutes: 120 },
    { setting: 'lesson', distance: 'room', label: 'Математик', days: 2, times: 6, minutes: 240 },
  ],
  weights: [{ code: 'class', logOdds: 1.2, assumed: false }],
  quality: ['end-inferred'],
  of: ['0000000000000001'],
  generation: 1,
  asSource: null,
  followUp: null,
  exposures: [
    {
      ...{ setting: 'seat', day: '2026-11-23', minutes: 40, distance: 'near', label: 'Математик' },
      ...{ from: Date.parse('2026-11-23T08:00:00+08:00'), to: Date.parse('2026-11-23T08:40:00+08:00') },
      ...{ source: { kind: 'seatPlan', id: 'plan' }, quality: [] },
    },
  ],
  ...more,
})

/** A list with long names, somebody outside and somebody whose name is a formula. */
export function aList(more: Partial<TraceExport> = {}, filler = 0): TraceExport {
  const index = person('0000000000000001', NAMES.case)
  const known = {
    '0000000000000001': { family: 'Батбаяр', given: 'Тэмүүлэн', sex: 'male', birth: '2013-02-01' },
    '0000000000000002': { family: 'Цэрэндоржийн', given: 'Анударь', sex: 'female', birth: '2013-07-09' },
    '0000000000000003': { family: 'Nguyễn Thị', given: 'Nguyên', sex: null, birth: null },
    '0000000000000004': { family: '', given: NAMES.evil, sex: 'male', birth: null },
  } as const
  const fill = Array.from({ length: filler }, (_, i) =>
    contact(person(`f${String(i).padStart(15, '0')}`, `${NAMES.bold} ${i}`), 0.04),
  )
  return {
    locale: 'mn',
    list: {
      kind: 'contacts',
      pack: { id: 'who', version: 1, name: 'WHO' },
      days: [
        { day: '2026-11-20', taught: true, why: '', seen: true },
        { day: '2026-11-23', taught: true, why: '', seen: true },
      ],
      persons: [index],
      contacts: [
        contact(person('0000000000000002', NAMES.bold), 0.913),
        contact(person('outside-1', SECRET, { outside: true, group: '', school: '' }), 0.4, {
          reasons: [{ setting: 'household', distance: 'touch', label: '', days: 2, times: 2, minutes: 0 }],
        }),
        contact(person('0000000000000003', NAMES.linh, { role: 'teacher', group: '' }), 0.21, {
          meets: 'no',
        }),
        contact(person('0000000000000004', NAMES.evil), 0.002, { reasons: [], exposures: [] }),
        ...fill,
      ],
      rest: { people: 300, expected: 0.7 },
      grade: {
        grade: 'B',
        causes: [{ code: 'coverage', n: 3, of: 30, days: ['2026-11-20'] }],
      },
    },
    people: new Map(Object.entries(known)),
    case: {
      ...{ id: 'case-1', person: '0000000000000001', status: 'confirmed', asymptomatic: false },
      ...{ onset: '2026-11-22', tested: null },
    },
    pack: {
      ...{ name: 'WHO 2021', version: 1, from: '2021-02-01' },
      ...{ source: 'WHO/2019-nCoV/Contact_Tracing', followUp: 14 },
      signedBy: 'Дулам, 2026-09-01 10:00',
    },
    asked: {
      ...{
        question: 'q1',
        by: 'Дулам',
        purpose: 'case-contacts',
        note: 'утсаар',
        answered: '2026-11-23 12:00',
      },
    },
    ...{ timeZone: 'Asia/Ulaanbaatar', by: 'Баяр', printed: '2026-11-23 12:30', today: '2026-11-23' },
    system: 'urn:schoolgate',
    ...more,
  }
}
