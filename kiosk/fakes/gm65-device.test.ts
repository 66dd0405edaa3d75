import { describe, expect, test } from 'vitest'
import { GM65 } from '../src/scanner/gm65-command.ts'
import { bytesOf } from '../test/helpers/chunks.ts'
import { createGm65Device } from './gm65-device.ts'

const ACK = [...bytesOf('02 00 00 01 00 33 31')]

describe('the fake GM65', () => {
  test('answers the manual’s commands with the manual’s bytes', () => {
    const device = createGm65Device()
    expect([...device.receive(GM65.readZone0A, 0)]).toEqual([...bytesOf('02 00 00 01 3E E4 AC')])
    expect([...device.receive(GM65.findBaud, 0)]).toEqual([...bytesOf('02 00 00 02 39 01 C1 4C')])
    expect([...device.receive(GM65.heartbeat, 0)]).toEqual([...bytesOf('03 00 00 01 00 33 31')])
    expect([...device.receive(bytesOf('7E 00 08 01 00 02 01 AB CD'), 0)]).toEqual(ACK)
  })

  test('keeps silent about a bad CRC, and about half a command that is never finished', () => {
    const device = createGm65Device()
    const bad = Uint8Array.from(GM65.findBaud)
    bad[8] = 0
    expect(device.receive(bad, 0)).toHaveLength(0)
    expect(device.receive(GM65.findBaud.subarray(0, 4), 1000)).toHaveLength(0)
    expect(device.receive(GM65.heartbeat, 1500)).toHaveLength(7)
  })

  test('reads when it may: on command after a trigger, always when continuous; with the tail it was told', () => {
    const device = createGm65Device()
    expect(device.read('A', 0)).toBeUndefined()
    device.receive(GM65.trigger, 0)
    expect([...(device.read('A', 4000) as Uint8Array)]).toEqual([...bytesOf('41 0D')])
    expect(device.read('A', 4100)).toBeUndefined()
    device.receive(GM65.continuous, 5000)
    device.receive(GM65.tailCrLf, 5000)
    expect([...(device.read('A', 5001) as Uint8Array)]).toEqual([...bytesOf('41 0D 0A')])
  })

  test('changes its rate after the reply, and forgets what was not saved', () => {
    const device = createGm65Device()
    expect([...device.receive(GM65.baud115200, 0)]).toEqual(ACK)
    expect(device.baud).toBe(9600)
    device.settle()
    expect(device.baud).toBe(115200)
    device.receive(GM65.save, 0)
    device.receive(GM65.baud9600, 0)
    device.restart()
    expect(device.baud).toBe(115200)
  })
})
