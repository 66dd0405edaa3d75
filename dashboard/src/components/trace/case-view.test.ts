import fc from 'fast-check'
import { expect, test } from 'vitest'
import { firstView, queryOf, viewOf } from './case-view.ts'
import { CUTS, SOURCE_CUTS } from './cut.ts'
import { MODES } from './use-case-questions.ts'

test('an address leads back to the very view it was made of; only a typed name is left out', () => {
  const word = fc.string({ maxLength: 40 })
  const views = fc.constantFrom(...MODES).chain(mode =>
    fc.record({
      mode: fc.constant(mode),
      question: fc.option(fc.constantFrom('325eca34644ec33d9841fdff', 'q1'), { nil: undefined }),
      step: fc.nat({ max: (mode === 'backward' ? SOURCE_CUTS : CUTS).length - 1 }),
      filter: fc.record({ text: word, group: word, setting: word, meets: word, follow: word }),
    }),
  )
  fc.assert(
    fc.property(views, view => {
      const query = queryOf(view)
      expect(Object.keys(query)).not.toContain('text')
      expect(viewOf(query)).toEqual({ ...view, filter: { ...view.filter, text: '' } })
    }),
    { seed: 5, numRuns: 200 },
  )
})

test('rubbish in an address opens the page as on first sight', () => {
  expect(viewOf({ way: 'sideways', from: 'ten', class: ['3B', '4B'], q: null })).toEqual({
    ...firstView('contacts'),
    mode: 'contacts',
    question: undefined,
  })
  expect(queryOf({ ...firstView('backward'), mode: 'backward', question: undefined })).toEqual({
    way: 'backward',
  })
})
