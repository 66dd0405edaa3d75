import { byTheProgram, USUAL_APPROVAL } from './by-the-program.ts'

/**
 * An example of how a Vietnamese order could be put down: within 2 metres, or one class. It is nobody's order: copy it,
 * correct it, have it signed. Two metres are those of decision 3638/QĐ-BYT of 30 July 2021; 2 days before onset, or before
 * the sample of who has no symptoms, those of the Ministry of Health's guidance of 29 December 2021, which ends with a
 * negative test or CT > 30 and not after a number of days. Since 1909/BYT-DP of 15 April 2022 contacts need not isolate.
 * Minutes, days after onset and days of follow-up are our judgement; 2 metres, between `near` and `room`, are told as
 * `room`.
 */
export const VI_EXAMPLE_PACK = byTheProgram({
  id: 'vi-example',
  version: 1,
  name: 'Việt Nam (ví dụ)',
  source:
    'Chỉ là ví dụ, không phải văn bản của cơ quan nào. 2 mét: Quyết định 3638/QĐ-BYT ngày 30/7/2021. Từ 2 ngày trước khởi ' +
    'phát: hướng dẫn của Bộ Y tế ngày 29/12/2021 (đến khi âm tính hoặc CT > 30). Từ 15/4/2022 (1909/BYT-DP) F1 không phải ' +
    'cách ly. Số phút, số ngày sau khởi phát và theo dõi là phỏng đoán của chương trình, chưa đối chiếu. Hãy sửa theo ' +
    'văn bản hiện hành và xin ký trước khi dùng.',
  from: '2026-01-01',
  symptomatic: { before: 2, after: 7, symptomFree: 3 },
  asymptomatic: { before: 2, after: 7, symptomFree: 0 },
  incubation: { min: 1, max: 14 },
  minutes: 15,
  count: 'cumulative',
  window: '24h',
  distance: 'room',
  always: ['household', 'seat', 'table', 'named'],
  never: ['gate'],
  maskedPupils: false,
  followUp: 7,
  approval: USUAL_APPROVAL,
})
