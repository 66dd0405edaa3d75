import { byTheProgram, USUAL_APPROVAL } from './by-the-program.ts'

/**
 * An example of how a Mongolian order could be put down. It is nobody's order: copy it, correct it, have it signed. The
 * 14 days of a contact were announced on 4 March 2021 (7 in a facility and 7 at home); no order with minutes, distance or
 * days before onset was found, those are WHO's or our judgement.
 */
export const MN_EXAMPLE_PACK = byTheProgram({
  id: 'mn-example',
  version: 1,
  name: 'Монгол (жишээ)',
  source:
    'Зөвхөн жишээ: аль ч байгууллагын тушаал биш. Хавьтлыг 14 хоног ажиглах нь 2021 оны 3 дугаар сарын 4-нд зарласан ' +
    'журмаар (байранд 7, гэрт 7 хоног). Зай, минут, өмнөх ба дараах хоног нь ДЭМБ-ынх эсвэл программын таамаг бөгөөд ' +
    'тушаалтай тулгаагүй. Хэрэглэхийн өмнө хүчин төгөлдөр тушаалд нийцүүлж засаад, гарын үсэг зуруулна уу.',
  from: '2026-01-01',
  symptomatic: { before: 2, after: 10, symptomFree: 3 },
  asymptomatic: { before: 2, after: 10, symptomFree: 0 },
  incubation: { min: 1, max: 14 },
  minutes: 15,
  count: 'cumulative',
  window: 'day',
  distance: 'near',
  always: ['household', 'table'],
  never: ['gate'],
  maskedPupils: false,
  followUp: 14,
  approval: USUAL_APPROVAL,
})
