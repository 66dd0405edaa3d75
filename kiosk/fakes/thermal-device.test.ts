import { seededRandom } from '@schoolgate/protocol/random'
import { describe, expect, test } from 'vitest'
import { createGyMcu90614Parser } from '../src/thermal/gy-mcu90614.ts'
import { createGyMcu90640Parser } from '../src/thermal/gy-mcu90640.ts'
import { createLu90614Parser } from '../src/thermal/lu90614.ts'
import { expectedForehead, type Look, type Standing } from './person.ts'
import { createLu90614Device, gyMcu90614Frame, gyMcu90640Frame, lu90614Frame } from './thermal-device.ts'
import { COLUMNS, renderScene, spotTemperature } from './thermal-scene.ts'

const ROOM = 22
const standing = (look: Look): Standing => ({ look, offsetC: 0, since: 0 })
const settled = (look: Look, seed = 1): Float32Array =>
  renderScene(standing(look), ROOM, 3000, seededRandom(seed))
const warm = (pixels: Float32Array): number => pixels.filter(p => p > ROOM + 4).length
const hottestFour = (pixels: Float32Array): number =>
  [...pixels]
    .sort((a, b) => b - a)
    .slice(0, 4)
    .reduce((sum, p) => sum + p / 4, 0)

describe('the wire carries what the sensor saw', () => {
  test('array: the picture comes back the right way round, to a hundredth', () => {
    const picture = settled('cup')
    const [frame] = createGyMcu90640Parser().push(gyMcu90640Frame(picture, 28.5))
    expect(frame?.ta).toBeCloseTo(28.5)
    for (const [i, p] of picture.entries()) expect(frame?.pixels[i]).toBeCloseTo(p, 1)
    const hot = picture.indexOf(Math.max(...picture))
    expect(frame?.pixels.indexOf(Math.max(...frame.pixels))).toBe(hot)
    expect(hot % COLUMNS).toBeGreaterThan(20)
  })

  test('spots, also below zero', () => {
    expect(createGyMcu90614Parser().push(gyMcu90614Frame(-5, -0.01))).toEqual([
      { kind: 'spot', to: -5, ta: -0.01 },
    ])
    expect(createLu90614Parser().push(lu90614Frame(34.12, false))).toMatchObject([{ to: 34.12 }])
  })

  test('an LU90614 starts in body mode and obeys', () => {
    const view = { picture: () => new Float32Array(), spot: () => 34, room: ROOM, die: 28 }
    const device = createLu90614Device()
    expect(device.receive(Uint8Array.of(0xfa, 0xca, 0xc4), view)[0]?.[1]).toBe(0xac)
    const answers = device.receive(Uint8Array.of(0xfa, 0xc6, 0xc0, 0xfa, 0xca, 0xc4), view)
    expect(answers).toHaveLength(1)
    expect([...(answers[0] as Uint8Array)].slice(0, 4)).toEqual([0xfe, 0xaa, 34, 0])
  })
})

describe('the scene', () => {
  test('a normal face is one blob of face size at the expected forehead', () => {
    for (let seed = 1; seed <= 20; seed++) {
      const pixels = settled('normal', seed)
      expect(warm(pixels)).toBeGreaterThan(30)
      expect(warm(pixels)).toBeLessThan(150)
      expect(Math.abs(hottestFour(pixels) - expectedForehead(ROOM))).toBeLessThan(0.3)
    }
  })

  test('fever is hotter, a cold face colder, far is small, two heads are many pixels, a cup is too hot', () => {
    expect(hottestFour(settled('fever'))).toBeGreaterThan(expectedForehead(ROOM) + 1.5)
    expect(hottestFour(settled('cold-face'))).toBeLessThan(32)
    expect(warm(settled('far'))).toBeLessThan(30)
    expect(warm(settled('two-heads'))).toBeGreaterThan(warm(settled('normal')))
    expect(hottestFour(settled('cup'))).toBeGreaterThan(50)
  })

  test('who leaves is gone', () => {
    const person = { ...standing('normal'), leaving: 4000 }
    expect(warm(renderScene(person, ROOM, 4600, seededRandom(1)))).toBe(0)
    expect(spotTemperature(person, ROOM, 4600, seededRandom(1))).toBeLessThan(23)
    expect(spotTemperature(standing('normal'), ROOM, 3000, seededRandom(1))).toBeGreaterThan(34)
  })
})
