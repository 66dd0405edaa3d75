import type { AlarmPriority } from '@schoolgate/protocol/feed/alarm'

/** [start s, frequency Hz, length s] */
type Note = readonly [number, number, number]

/** Patterns differ in rhythm as much as in pitch, so that they are told apart across a room. */
const PATTERNS: Record<AlarmPriority | 'test', readonly Note[]> = {
  high: [
    [0, 784, 0.16],
    [0.22, 784, 0.16],
    [0.44, 988, 0.3],
    [0.95, 784, 0.16],
    [1.17, 784, 0.16],
    [1.39, 988, 0.3],
  ],
  medium: [
    [0, 659, 0.2],
    [0.35, 554, 0.3],
  ],
  low: [[0, 523, 0.22]],
  test: [
    [0, 523, 0.14],
    [0.2, 659, 0.14],
    [0.4, 784, 0.22],
  ],
}

export interface Player {
  /** Must run inside a tap: browsers refuse sound before one. False when the browser still refuses. */
  arm(): Promise<boolean>
  play(pattern: AlarmPriority | 'test'): void
  disarm(): void
}

export function createPlayer(makeContext: () => AudioContext = () => new AudioContext()): Player {
  let context: AudioContext | undefined
  return {
    async arm() {
      try {
        context ??= makeContext()
        await context.resume()
        return context.state === 'running'
      } catch {
        return false
      }
    },
    play(pattern) {
      if (context?.state !== 'running') return
      for (const [start, frequency, length] of PATTERNS[pattern]) note(context, start, frequency, length)
    },
    disarm() {
      void context?.close()
      context = undefined
    },
  }
}

function note(context: AudioContext, start: number, frequency: number, length: number): void {
  const at = context.currentTime + 0.02 + start
  const tone = context.createOscillator()
  const volume = context.createGain()
  tone.type = 'triangle'
  tone.frequency.value = frequency
  // a short ramp at both ends: no click
  volume.gain.setValueAtTime(0, at)
  volume.gain.linearRampToValueAtTime(0.6, at + 0.015)
  volume.gain.setValueAtTime(0.6, at + length - 0.04)
  volume.gain.linearRampToValueAtTime(0, at + length)
  tone.connect(volume).connect(context.destination)
  tone.start(at)
  tone.stop(at + length + 0.02)
}
