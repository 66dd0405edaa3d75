import { type Clock, systemClock } from '@schoolgate/protocol/clock'
import type { Random } from '@schoolgate/protocol/random'
import type { DeviceState, LineCounts } from '../serial/device.ts'
import { keepOpen } from '../serial/line.ts'
import { createGm65Parser, type ScannerMessage, SILENCE_MS } from './gm65.ts'
import { GM65 } from './gm65-command.ts'

export interface ScannerOptions {
  /** serial device file, e.g. `/dev/ttyS0` or `/dev/serial/by-id/...` */
  path: string
  /** stamps what arrives: `onCode` gives this clock's `mono()` */
  clock: Clock
  random: Random
  /** the wire's own time: timeouts, the silence rule, reopening. The machine's clock unless a test says otherwise. */
  lineClock?: Clock
  /** @param text what the code says, without its tail  @param monoMs when its first byte came */
  onCode(text: string, monoMs: number): void
  /** first called when the scanner answers, then at each change; the state before the first call is 'down' */
  onState?(state: DeviceState): void
}

export interface ScannerCounts extends LineCounts {
  codes: number
  replies: number
  discardedBytes: number
  badSums: number
  /** the rate the scanner last answered at */
  baud: number
}

export interface RunningScanner {
  state(): DeviceState
  counts(): ScannerCounts
  stop(): Promise<void>
}

/** The working rate: a card takes 14 ms, not the 168 ms of the delivered 9600. */
const FAST_BAUD = 115200
const SLOW_BAUD = 9600
/** The manual allows 400 ms; no answer by then means another rate or no scanner. */
const REPLY_MS = 500
const WATCH_MS = 4000
const MISSES_ALLOWED = 2
/** With a tail agreed, silence only ends a broken message; a busy machine must not cut a whole one in two. */
const SILENCE_WITH_TAIL_MS = 400
const SILENCE_STEPS = 5

type Reply = Extract<ScannerMessage, { kind: 'reply' }>

/**
 * Keeps a GM65-family scanner open, configured and watched until stopped: finds its baud rate, asks for CR LF after
 * each code and continuous reading, moves it to 115200, and asks for its rate every 4 s to know that it lives.
 * Nothing is saved in the scanner: after a power cut it is found again at its own settings.
 */
export function startScanner(options: ScannerOptions): RunningScanner {
  const { path, clock, random, onCode, onState } = options
  const lineClock = options.lineClock ?? systemClock
  const parser = createGm65Parser()
  let state: DeviceState = 'down'
  let baud = SLOW_BAUD
  let silenceMs = SILENCE_MS
  let stopped = false
  /** counts up at each opening and closing, so that what waits for an old port gives up */
  let session = 0
  let awaited: ((reply: Reply | undefined) => void) | undefined
  let cancelSilence: (() => void) | undefined
  let cancelWatch: () => void = () => {}

  const line = keepOpen({
    path,
    baud,
    clock: lineClock,
    random,
    onOpen() {
      session++
      setSilence(SILENCE_MS)
      void configure(session)
    },
    onBytes(bytes) {
      handle(parser.push(bytes, lineClock.mono()))
      if (!cancelSilence) waitForSilence(0)
    },
    onClose() {
      session++
      cancelSilence?.()
      cancelSilence = undefined
      cancelWatch()
      parser.end()
      awaited?.(undefined)
      setState('down')
    },
  })

  function handle(messages: ScannerMessage[]): void {
    for (const message of messages) {
      if (stopped) return
      if (message.kind === 'reply') awaited?.(message)
      else onCode(message.text, clock.mono() - (lineClock.mono() - message.firstByteMs) * clockRatio())
    }
  }

  /** A demonstration clock runs faster than the wire's; both count from the start of the process. */
  function clockRatio(): number {
    const line = lineClock.mono()
    return line > 0 && clock !== lineClock ? clock.mono() / line : 1
  }

  /**
   * The silence is told off in steps that must all pass without a byte: a process that was held up finds its timers
   * due before it has read what waits on the line.
   */
  function waitForSilence(quietSteps: number): void {
    if (parser.closesAt === undefined) return
    const bytesBefore = line.counts.bytesIn
    cancelSilence = lineClock.after(silenceMs / SILENCE_STEPS, () => {
      cancelSilence = undefined
      const quiet = line.counts.bytesIn === bytesBefore ? quietSteps + 1 : 0
      if (quiet >= SILENCE_STEPS) handle(parser.idle(lineClock.mono()))
      waitForSilence(Math.min(quiet, SILENCE_STEPS - 1))
    })
  }

  function setSilence(ms: number): void {
    silenceMs = ms
    parser.setSilence(ms)
  }

  function setState(next: DeviceState): void {
    if (state === next || stopped) return
    state = next
    onState?.(next)
  }

  /** Sends a command and waits for its answer; undefined when none came in time or the port closed. */
  function ask(command: Uint8Array): Promise<Reply | undefined> {
    return new Promise(resolve => {
      const cancel = lineClock.after(REPLY_MS, () => awaited?.(undefined))
      awaited = reply => {
        awaited = undefined
        cancel()
        resolve(reply)
      }
      if (!line.write(command)) awaited(undefined)
    })
  }

  const isAnswer = (reply: Reply | undefined): boolean => reply?.ok === true && !reply.heartbeat

  async function answersAt(rate: number, mine: number): Promise<boolean> {
    const set = await line.setBaud(rate)
    if (mine !== session) return false
    if (!set) {
      line.drop()
      return false
    }
    parser.end()
    // The first command after a change of rate may end up behind garbage in the scanner's buffer.
    for (let attempt = 0; attempt < 2; attempt++) {
      const reply = await ask(GM65.findBaud)
      if (mine !== session) return false
      if (isAnswer(reply) && reply?.data.length === 2) {
        baud = rate
        return true
      }
    }
    return false
  }

  async function configure(mine: number): Promise<void> {
    const other = baud === FAST_BAUD ? SLOW_BAUD : FAST_BAUD
    while (!(await answersAt(baud, mine)) && !(await answersAt(other, mine))) {
      if (mine !== session || stopped || !line.isOpen()) return
    }
    if (isAnswer(await ask(GM65.tailCrLf))) setSilence(SILENCE_WITH_TAIL_MS)
    await ask(GM65.continuous)
    if (mine !== session) return
    if (baud !== FAST_BAUD) {
      await ask(GM65.baud115200)
      if (mine !== session) return
      if (!(await answersAt(FAST_BAUD, mine)) && !(await answersAt(SLOW_BAUD, mine))) {
        if (mine === session && !stopped) await configure(mine)
        return
      }
    }
    setState('up')
    watch(mine, 0)
  }

  function watch(mine: number, misses: number): void {
    if (mine !== session || stopped) return
    cancelWatch = lineClock.after(WATCH_MS, async () => {
      const bytesBefore = line.counts.bytesIn
      const reply = await ask(GM65.findBaud)
      if (mine !== session || stopped) return
      // A scanner that is busy sending a code is alive as well.
      const alive = isAnswer(reply) || (line.counts.bytesIn > bytesBefore && misses === 0)
      if (alive) return watch(mine, 0)
      if (misses + 1 < MISSES_ALLOWED) return watch(mine, misses + 1)
      setState('down')
      setSilence(SILENCE_MS)
      await configure(mine)
    })
  }

  return {
    state: () => state,
    counts: () => ({
      ...line.counts,
      codes: parser.counts.codes,
      replies: parser.counts.replies,
      discardedBytes: parser.counts.discardedBytes,
      badSums: parser.counts.badSums,
      baud,
    }),
    async stop() {
      stopped = true
      session++
      cancelWatch()
      cancelSilence?.()
      awaited?.(undefined)
      await line.stop()
    },
  }
}
