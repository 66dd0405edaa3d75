import { seededRandom } from '@schoolgate/protocol/random'
import { STARTER_RULE_PACK as PACK } from '@schoolgate/protocol/rule-pack'
import { describe, expect, it } from 'vitest'
import { face, picture, type Thing } from '../../test/helpers/picture.ts'
import type { ThermalFrame } from '../thermal/frame.ts'
import { roomTemperature } from './background.ts'
import { blobGate } from './frame-gate.ts'
import { canMeasure, glanceAt, withRoom } from './glance.ts'
import { hottestPatch } from './hottest-patch.ts'
import { Measurement } from './measurement.ts'
import { blobsOf } from './picture.ts'
import { RoomWatch } from './room.ts'

const random = seededRandom(7)
const gate = blobGate(PACK)
const see = (things: Thing[], room = 22) => gate.look(picture(room, things, random), room).sight
const calm = { sensorUpMs: 3_600_000, warmUpMs: PACK.sensorWarmUpMs, ambientMovePerMin: 0 }

describe('the plain blob rule', () => {
  it('sees one face', () => expect(see([face(34.8)])).toBe('one-face'))
  it('sees nobody', () => expect(see([])).toBe('none'))
  it('asks a far face to step closer', () =>
    expect(see([{ x: 16, y: 11, rx: 2.6, ry: 2.9, middle: 34.5 }])).toBe('far-or-partial'))
  it('sees two faces', () => expect(see([face(34.8, 8), face(34.6, 24)])).toBe('multiple'))
  it('takes a face that fills the picture for too near', () =>
    expect(see([{ x: 16, y: 11, rx: 10, ry: 11, middle: 35 }])).toBe('too-near'))
  it('lets a cold face through to be measured', () => expect(see([face(30)])).toBe('one-face'))
  it('does not call a lone cup a face', () =>
    expect(see([{ x: 16, y: 11, rx: 2, ry: 2, middle: 60 }])).toBe('hot-object'))

  it('cuts a hot cup out beside the face', () => {
    const cup: Thing = { x: 22, y: 14, rx: 2, ry: 2.5, middle: 58 }
    const frame = picture(22, [face(34.8), cup], random)
    const glance = glanceAt(frame, gate, PACK)
    expect(glance?.sight).toBe('one-face')
    expect(glance?.surface).toBeGreaterThan(33.8)
    expect(glance?.surface).toBeLessThan(35.2)
  })
})

describe('parts of a picture', () => {
  it('finds components that touch by a corner', () => {
    const values = Float32Array.from([1, 0, 0, 0, 0, 1, 0, 0, 0, 0, 0, 1])
    expect(blobsOf(4, 3, values, i => values[i] === 1).map(b => b.pixels)).toEqual([[0, 5], [11]])
  })

  it('estimates the room from the pixels nobody stands in, not from the die', () => {
    expect(roomTemperature(picture(21, [face(34.8)], random))).toBeCloseTo(21, 0)
    expect(Math.abs(roomTemperature(picture(21, [face(34.8), face(34, 27)], random)) - 21)).toBeLessThan(0.3)
  })

  it('means the four hottest pixels that touch, and passes by a hotter one elsewhere', () => {
    const frame = {
      kind: 'array' as const,
      columns: 4,
      rows: 3,
      ta: 25,
      pixels: new Float32Array(12).fill(30),
    }
    frame.pixels.set([36, 35, 34, 30, 33, 30, 30, 35.5])
    // 36 -> 35 -> 34 (touches 35) -> 35.5 (touches 34)
    expect(hottestPatch(frame, [...frame.pixels.keys()])).toBeCloseTo((36 + 35 + 34 + 35.5) / 4, 5)
    expect(hottestPatch(frame, [0, 1, 2, 4])).toBeCloseTo((36 + 35 + 34 + 33) / 4, 5)
  })
})

describe('a look', () => {
  const run = (frames: (ThermalFrame | undefined)[], everyMs: number, pack = PACK) => {
    const look = new Measurement(pack, 'test', 1_000)
    let at = 1_000
    for (const frame of frames) {
      at += everyMs
      if (look.add(frame && glanceAt(frame, gate, pack), at)) break
    }
    return { look, at, isOver: look.isOver(at) }
  }
  const faces = (n: number, surface: (i: number) => number, room = 22) =>
    Array.from({ length: n }, (_, i) => picture(room, [face(surface(i))], random))

  it('closes once eight good frames of an array at 4 Hz are in', () => {
    const { look, at } = run(
      faces(20, () => 34.9),
      250,
    )
    expect(at - 1_000).toBe(2_000)
    const { reading, invalid } = look.close(calm)
    expect(invalid).toEqual([])
    expect(reading).toMatchObject({ kind: 'array', frames: 8, sensor: 'test' })
    expect(Math.abs((reading?.surface ?? 0) - 34.9)).toBeLessThan(0.2)
    expect(Math.abs((reading?.ambient ?? 0) - 22)).toBeLessThan(0.2)
  })

  it('closes no earlier than the smallest window with a fast sensor', () => {
    const spots = Array.from({ length: 60 }, (): ThermalFrame => ({ kind: 'spot', to: 34.8, ta: 22 }))
    const { look, at } = run(spots, 100)
    expect(at - 1_100).toBe(1_500)
    expect(look.close(calm).reading).toMatchObject({ kind: 'spot', surface: 34.8, ambient: 22, sd: 0 })
  })

  it('gives somebody who steps up late their full window', () => {
    const { look } = run(
      [...Array.from({ length: 5 }, () => picture(22, [], random)), ...faces(12, () => 34.9)],
      250,
    )
    expect(look.close(calm).invalid).toEqual([])
  })

  it('names why a look cannot be judged', () => {
    const empty = run(
      Array.from({ length: 20 }, () => picture(22, [], random)),
      250,
    )
    expect(empty.isOver).toBe(true)
    expect(empty.look.close(calm).invalid).toEqual(['no-single-face'])
    expect(
      run(
        faces(4, () => 34.9),
        700,
      ).look.close(calm).invalid,
    ).toEqual(['too-few-frames'])
    expect(new Measurement(PACK, 'test', 0).close(calm).invalid).toEqual(['too-few-frames'])
    const shaking = run(
      faces(20, i => 34.9 + (i % 2) * 1.2),
      250,
    )
    expect(shaking.look.close(calm).invalid).toEqual(['unsteady'])
    const good = run(
      faces(20, () => 34.9),
      250,
    ).look
    expect(good.close({ ...calm, sensorUpMs: 60_000 }).invalid).toEqual(['sensor-warming-up'])
    expect(good.close({ ...calm, ambientMovePerMin: -0.8 }).invalid).toEqual(['ambient-moving'])
    const coldRoom = run(
      faces(20, () => 34, 12),
      250,
    )
    expect(coldRoom.look.close(calm).invalid).toEqual(['ambient-out-of-range'])
    const burning = run(
      faces(20, () => 48),
      250,
    )
    expect(burning.look.close(calm).invalid).toEqual(['implausible'])
  })

  it('waits longer only when it is told to', () => {
    const patient = new Measurement(PACK, 'test', 0, 500)
    expect(patient.isOver(PACK.maxWindowMs + 499)).toBe(false)
    expect(patient.isOver(PACK.maxWindowMs + 500)).toBe(true)
    expect(new Measurement(PACK, 'test', 0).isOver(PACK.maxWindowMs)).toBe(true)
  })

  it('does not count frames the sensor got wrong', () => {
    const broken = picture(22, [face(34.9)], random)
    broken.pixels[3] = Number.NaN
    expect(glanceAt(broken, gate, PACK)).toBeUndefined()
    expect(glanceAt({ kind: 'spot', to: 900, ta: 22 }, gate, PACK)).toBeUndefined()
  })

  it('rests no verdict on a presence array, nor on a surface without a room', () => {
    const coarse: ThermalFrame = {
      kind: 'presence',
      columns: 8,
      rows: 8,
      pixels: new Float32Array(64).fill(30),
      ta: 25,
    }
    expect(canMeasure(coarse)).toBe(false)
    expect(glanceAt(coarse, gate, PACK)).toBeUndefined()
    const alone: ThermalFrame = { kind: 'spot', to: 34, ta: Number.NaN }
    expect(canMeasure(alone)).toBe(false)
    expect(canMeasure(withRoom(alone, 21))).toBe(true)
  })
})

describe('the room', () => {
  it('is called moving only when it moves', () => {
    const still = new RoomWatch()
    const heating = new RoomWatch()
    for (let s = 0; s < 180; s += 0.25) {
      still.note(s * 1000, 22 + (random() - 0.5) * 0.2)
      heating.note(s * 1000, 20 + (s / 60) * 0.9 + (random() - 0.5) * 0.2)
      if (s < 50) expect(heating.movePerMinute()).toBe(0)
    }
    expect(Math.abs(still.movePerMinute())).toBeLessThan(0.05)
    expect(heating.movePerMinute()).toBeCloseTo(0.9, 1)
  })
})
