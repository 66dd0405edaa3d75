import type { Note } from './tones.ts'

export interface Sound {
  play(notes: readonly Note[]): void
  /** Asks the browser to let sound out; works from a tap, or at once where autoplay is allowed. */
  arm(): void
  /** whether the browser holds sound back until somebody taps */
  held(): boolean
  quiet(): boolean
  setQuiet(quiet: boolean): void
}

/** ms in which a note rises and falls, so that its edges do not crackle */
const EDGE_MS = 8
const QUIET_KEY = 'quiet'

/** Tones by WebAudio. `changed` is called whenever `held()` may have changed. */
export function makeSound(changed: () => void): Sound {
  const context = new AudioContext({ latencyHint: 'interactive' })
  context.addEventListener('statechange', changed)
  let quiet = localStorage.getItem(QUIET_KEY) === 'yes'

  const sound = ({ hz, at, ms, gain }: Note) => {
    const start = context.currentTime + at / 1000
    const end = start + ms / 1000
    const oscillator = new OscillatorNode(context, { frequency: hz, type: 'sine' })
    const loudness = new GainNode(context, { gain: 0 })
    loudness.gain.setValueAtTime(0, start)
    loudness.gain.linearRampToValueAtTime(gain, start + EDGE_MS / 1000)
    loudness.gain.setValueAtTime(gain, end - EDGE_MS / 1000)
    loudness.gain.linearRampToValueAtTime(0, end)
    oscillator.connect(loudness).connect(context.destination)
    oscillator.start(start)
    oscillator.stop(end)
  }

  return {
    play(notes) {
      if (quiet || context.state !== 'running') return
      for (const note of notes) sound(note)
    },
    arm: () => void context.resume().then(changed, changed),
    held: () => context.state !== 'running',
    quiet: () => quiet,
    setQuiet(next) {
      quiet = next
      localStorage.setItem(QUIET_KEY, next ? 'yes' : 'no')
      changed()
    },
  }
}
