import { readFileSync } from 'node:fs'
import { verdictSchema } from '@schoolgate/protocol/verdict'
import { expect, test } from 'vitest'
import { ciede2000, contrast, labOf, VISIONS, type Vision } from '../../test/helpers/colour.ts'

const css = readFileSync(new URL('page/tokens.css', import.meta.url), 'utf8')
const token = (name: string): string => {
  const value = new RegExp(`--${name}: (#[0-9a-f]{6});`).exec(css)?.[1]
  if (!value) throw new Error(`no colour --${name}`)
  return value
}
const verdicts = verdictSchema.options
const visions = Object.keys(VISIONS) as Vision[]

test('CIEDE2000 agrees with published pairs', () => {
  // Sharma, Wu, Dalal (2005), table 1, pairs 1, 7, 14 and 25
  expect(ciede2000([50, 2.6772, -79.7751], [50, 0, -82.7485])).toBeCloseTo(2.0425, 4)
  expect(ciede2000([50, 0, 0], [50, -1, 2])).toBeCloseTo(2.3669, 4)
  expect(ciede2000([50, 2.49, -0.001], [50, -2.49, 0.0011])).toBeCloseTo(7.2195, 4)
  expect(ciede2000([60.2574, -34.0099, 36.2677], [60.4626, -34.1751, 39.4387])).toBeCloseTo(1.2644, 4)
})

test('any two verdict fills stay at least 31 apart with any kind of colour vision', () => {
  for (const vision of visions)
    for (const [i, one] of verdicts.entries())
      for (const other of verdicts.slice(i + 1)) {
        const apart = ciede2000(labOf(token(`${one}-fill`), vision), labOf(token(`${other}-fill`), vision))
        expect(apart, `${one} and ${other}, ${vision}`).toBeGreaterThan(31)
      }
})

test('refer, the latest of the four, is no nearer to another than those are to each other', () => {
  const worst = (pairs: [string, string][]) =>
    Math.min(
      ...visions.flatMap(vision =>
        pairs.map(([a, b]) =>
          ciede2000(labOf(token(`${a}-fill`), vision), labOf(token(`${b}-fill`), vision)),
        ),
      ),
    )
  const older = worst([
    ['pass', 'recheck'],
    ['pass', 'isolate'],
    ['recheck', 'isolate'],
  ])
  expect(worst(verdicts.filter(v => v !== 'refer').map(v => ['refer', v]))).toBeGreaterThan(older)
})

test('ink reads on its fill with 7.0 to 1 or more, rounded as the standard colours are given', () => {
  for (const look of [...verdicts, 'paper', 'closed', 'strip'])
    expect(contrast(token(`${look}-fill`), token(`${look}-ink`)), look).toBeGreaterThanOrEqual(6.95)
  expect(contrast(token('strip-fill'), token('strip-quiet'))).toBeGreaterThanOrEqual(7)
  expect(contrast(token('strip-fill'), token('strip-mark'))).toBeGreaterThanOrEqual(7)
})
