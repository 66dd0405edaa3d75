import { readFileSync } from 'node:fs'
import { z } from 'zod'
import { DEVICE_NAMES, type FakeGate } from './gate.ts'
import type { Lane } from './lane.ts'
import { LOOKS } from './person.ts'
import { parsePlan } from './plan.ts'

const device = z.enum(DEVICE_NAMES)

/** What can be asked of the fake devices on standard input. */
const commandSchema = z.discriminatedUnion('do', [
  z.object({ do: z.literal('show'), text: z.string(), chunk: z.int().positive().optional() }),
  z.object({
    do: z.literal('person'),
    look: z.enum(LOOKS).default('normal'),
    offsetC: z.number().optional(),
  }),
  z.object({ do: z.literal('leave') }),
  z.object({ do: z.literal('unplug'), device }),
  z.object({ do: z.literal('replug'), device }),
  z.object({ do: z.literal('noise'), device, bytes: z.int().positive().max(1_000_000) }),
  z.object({ do: z.literal('bad-sum') }),
  z.object({ do: z.literal('half-frame') }),
  z.object({ do: z.literal('silence'), on: z.boolean() }),
  z.object({ do: z.literal('baud'), device, value: z.int().positive() }),
  z.object({ do: z.literal('room'), degC: z.number() }),
  z.object({ do: z.literal('plan'), file: z.string() }),
])
type Command = z.infer<typeof commandSchema>

export interface CommandTargets {
  gate: FakeGate
  lane: Lane
  say(event: object): void
}

/** Runs one line; what is wrong with it is said as an event, without repeating it: it may hold a card. */
export function runCommand(line: string, targets: CommandTargets): void {
  try {
    apply(commandSchema.parse(JSON.parse(line)), targets)
  } catch (error) {
    const message =
      error instanceof z.ZodError || error instanceof SyntaxError
        ? 'not a command (see --help)'
        : (error as Error).message
    targets.say({ event: 'error', message })
  }
}

function apply(command: Command, { gate, lane, say }: CommandTargets): void {
  switch (command.do) {
    case 'show':
      if (gate.show(command.text, command.chunk)) say({ event: 'shown', bytes: command.text.length })
      else say({ event: 'not-shown' })
      return
    case 'person':
      gate.stepUp(command.look, command.offsetC)
      say({ event: 'person', look: command.look, waiting: lane.waiting() })
      return
    case 'leave':
      gate.stepAway()
      return
    case 'unplug':
      gate.unplug(command.device)
      say({ event: 'unplugged', device: command.device })
      return
    case 'replug':
      gate.replug(command.device)
      say({ event: 'plugged', device: command.device })
      return
    case 'noise':
      gate.noise(command.device, command.bytes)
      return
    case 'bad-sum':
      gate.spoil('bad-sum')
      return
    case 'half-frame':
      gate.spoil('half')
      return
    case 'silence':
      gate.silence(command.on)
      return
    case 'baud':
      gate.setBaud(command.device, command.value)
      return
    case 'room':
      gate.setRoom(command.degC)
      return
    case 'plan':
      lane.add(parsePlan(readFileSync(command.file, 'utf8')))
      return
  }
}
