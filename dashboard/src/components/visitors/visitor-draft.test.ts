import { DECLARATION_QUESTIONS } from '@schoolgate/protocol/directory/words'
import { visitorRequestSchema } from '@schoolgate/protocol/http/cards'
import { expect, test } from 'vitest'
import { emptyDraft, missingIn, requestOf } from './visitor-draft.ts'

test('an empty form misses everything but what may stay empty', () => {
  expect(missingIn(emptyDraft())).toEqual(['given', 'purpose', ...DECLARATION_QUESTIONS, 'consent'])
})

test('a form that misses nothing is a request the hub accepts', () => {
  const draft = emptyDraft()
  draft.given = ' Ánh '
  draft.purpose = '3B'
  draft.consent = true
  for (const question of DECLARATION_QUESTIONS) draft.answers[question] = false
  expect(missingIn(draft)).toEqual([])
  expect(visitorRequestSchema.parse(requestOf(draft)).given).toBe('Ánh')
})
