import { parseArgs } from 'node:util'
import { expect, test } from 'vitest'
import { argumentFault } from './argument-fault.ts'

const fault = (args: string[], allowPositionals = true): string => {
  try {
    parseArgs({ args, allowPositionals, options: { seed: { type: 'string' } } })
  } catch (error) {
    return argumentFault(error)
  }
  return ''
}

test('what is wrong with a command line is one sentence that names the word', () => {
  expect(fault(['--bogus'])).toBe('There is no option --bogus.')
  expect(fault(['-x'])).toBe('There is no option -x.')
  for (const [args, word] of [
    [['--seed'], '--seed'],
    [['--seed', '--seed'], '--seed'],
    [['word'], 'word'],
  ] as const) {
    const said = fault([...args], false)
    expect(said).toContain(word)
    expect(said).toMatch(/^[^\n]+\.$/)
    expect(said.slice(0, -1)).not.toContain('. ')
  }
})
