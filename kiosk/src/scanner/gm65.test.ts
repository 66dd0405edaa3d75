import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { bytesOf, concat, cut, placesArbitrary } from '../../test/helpers/chunks.ts'
import { createGm65Parser, LONGEST_TEXT, type ScannerMessage } from './gm65.ts'

const ascii = (text: string): Uint8Array => new TextEncoder().encode(text)
const CARD = `SG1:${'6BF'.repeat(50)}`

function parse(parts: readonly Uint8Array[]) {
  const parser = createGm65Parser()
  const messages = parts.flatMap(part => parser.push(part, 0))
  messages.push(...parser.end())
  return { messages, counts: { ...parser.counts } }
}

const codes = (messages: readonly ScannerMessage[]): string[] =>
  messages.flatMap(m => (m.kind === 'code' ? [m.text] : []))

describe('codes', () => {
  test.each(['\r', '\n', '\r\n'])('end with tail %j at once', tail => {
    const parser = createGm65Parser()
    expect(codes(parser.push(ascii(CARD + tail), 5))).toEqual([CARD])
    expect(parser.counts).toMatchObject({ frames: 1, discardedBytes: 0, pendingBytes: 0 })
  })

  test.each(['', '\t'])('with tail %j end by 50 ms of silence', tail => {
    const parser = createGm65Parser()
    parser.push(ascii(CARD.slice(0, 20)), 100)
    parser.push(ascii(CARD.slice(20) + tail), 149)
    expect(parser.closesAt).toBe(199)
    expect(parser.idle(198)).toEqual([])
    expect(parser.idle(199)).toEqual([{ kind: 'code', text: CARD, firstByteMs: 100 }])
  })

  test('may carry letters beyond ASCII', () => {
    expect(codes(parse([ascii('Сургууль 8б / Trường\r\n')]).messages)).toEqual(['Сургууль 8б / Trường'])
  })

  test('too long to be any card are discarded and counted', () => {
    const { messages, counts } = parse([ascii('A'.repeat(LONGEST_TEXT + 300)), ascii(`\r\n${CARD}\r\n`)])
    expect(codes(messages)).toEqual([CARD])
    expect(counts.discardedBytes).toBe(LONGEST_TEXT + 300 + 2)
  })

  test('behind noise count only with a tail', () => {
    expect(codes(parse([bytesOf('00 ff 41 80'), ascii(`${CARD}\r\n`)]).messages)).toEqual([CARD])
    expect(codes(parse([bytesOf('00 ff 41 42 43 44')]).messages)).toEqual([])
  })
})

describe('replies', () => {
  test('are read with either tail', () => {
    expect(
      parse([bytesOf('02 00 00 01 3E E4 AC  02 00 00 01 00 33 31  03 00 00 01 00 33 31')]),
    ).toMatchObject({
      messages: [
        { kind: 'reply', ok: true, heartbeat: false, data: Uint8Array.of(0x3e) },
        { kind: 'reply', ok: true, heartbeat: false, data: Uint8Array.of(0) },
        { kind: 'reply', ok: true, heartbeat: true, data: Uint8Array.of(0) },
      ],
      counts: { discardedBytes: 0, badSums: 0 },
    })
  })

  test('and codes may follow each other without a pause', () => {
    const ack = bytesOf('02 00 00 01 00 33 31')
    const { messages } = parse([ascii('before\r\n'), ack, ascii('after\r'), ascii('no tail'), ack])
    expect(messages.map(m => (m.kind === 'code' ? m.text : 'ack'))).toEqual([
      'before',
      'ack',
      'after',
      'no tail',
      'ack',
    ])
  })

  test('with a wrong CRC are counted and do not swallow the code behind them', () => {
    const { messages, counts } = parse([bytesOf('02 00 00 01 3E E4 AD'), ascii(`${CARD}\r\n`)])
    expect(codes(messages)).toEqual([CARD])
    expect(counts).toMatchObject({ badSums: 1, discardedBytes: 7 })
  })

  test('that never come whole give way after a silence', () => {
    const parser = createGm65Parser()
    parser.push(bytesOf('02 00 00 40 01'), 0)
    expect(parser.idle(50)).toEqual([])
    expect(parser.counts.discardedBytes).toBe(5)
    expect(codes(parser.push(ascii(`${CARD}\r\n`), 400))).toEqual([CARD])
  })
})

test('any chunking of any bytes gives the same messages, and no byte goes uncounted', () => {
  const piece = fc.oneof(
    fc.uint8Array({ maxLength: 60 }),
    fc.constant(bytesOf('02 00 00 02 39 01 C1 4C')),
    fc.constant(bytesOf('02 00 00 01 00 33 31')),
    fc.string({ maxLength: 40 }).map(text => ascii(`${text}\r\n`)),
    fc.constant(ascii(`${CARD}\r\n`)),
    fc.constant(ascii('A'.repeat(LONGEST_TEXT + 1))),
  )
  fc.assert(
    fc.property(fc.array(piece, { maxLength: 12 }), placesArbitrary, (pieces, places) => {
      const all = concat(pieces)
      const whole = parse([all])
      expect(parse(cut(all, places))).toEqual(whole)
      expect(parse([...all].map(b => Uint8Array.of(b)))).toEqual(whole)
      const { bytesIn, frameBytes, discardedBytes, pendingBytes } = whole.counts
      expect({ bytesIn, pendingBytes }).toEqual({ bytesIn: frameBytes + discardedBytes, pendingBytes: 0 })
    }),
    { seed: 65, numRuns: 300 },
  )
})

test('a card is found behind any noise that ends in a line break', () => {
  fc.assert(
    fc.property(fc.uint8Array({ maxLength: 300 }), noise => {
      const parser = createGm65Parser()
      parser.push(concat([noise, ascii('\r\n')]), 0)
      expect(codes(parser.push(ascii(`${CARD}\r\n`), 60))).toContain(CARD)
    }),
    { seed: 66, numRuns: 200 },
  )
})
