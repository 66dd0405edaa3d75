import { ALARM_UNDO_MS, type Alarm, type AlarmState } from '@schoolgate/protocol/feed/alarm'
import type { AlarmStep } from '@schoolgate/protocol/http/alarm-step'
import { fail, ok, type Result } from '@schoolgate/protocol/result'

export type StepFault = 'conflict' | 'too-late'

export interface StepContext {
  /** display name of the officer who takes the step */
  by: string
  /** hub's data clock, epoch ms, and its ms per real ms: people shelve in real minutes */
  now: number
  speed: number
  /** the alarm before its last step and how long ago that was in real ms; undefined when nothing can be undone */
  last: { before: Alarm; agoMs: number } | undefined
}

const ORDER: readonly AlarmState[] = ['new', 'going', 'met', 'closed']

/**
 * One step of one alarm: new -> going -> met -> closed. A step may skip forward (met without "I am going"), never
 * back; repeating a state is a conflict. Undo restores what was before, within ten seconds. Pure.
 */
export function takeStep(alarm: Alarm, step: AlarmStep, context: StepContext): Result<Alarm, StepFault> {
  switch (step.step) {
    case 'going':
      return forward(alarm, 'going', context)
    case 'met':
      return forward(alarm, 'met', context)
    case 'close': {
      const closed = forward(alarm, 'closed', context)
      return closed.ok ? ok({ ...closed.value, outcome: step.outcome }) : closed
    }
    case 'shelve':
      // A child who was told "come with me" is never put aside.
      if (alarm.kind === 'isolate' || alarm.state === 'closed') return fail('conflict')
      return ok({
        ...alarm,
        by: context.by,
        stepAt: context.now,
        shelvedUntil: Math.round(context.now + step.minutes * 60_000 * context.speed),
        shelvedReason: step.reason,
      })
    case 'undo':
      if (!context.last) return fail('conflict')
      return context.last.agoMs <= ALARM_UNDO_MS ? ok(context.last.before) : fail('too-late')
  }
}

function forward(alarm: Alarm, to: AlarmState, { by, now }: StepContext): Result<Alarm, StepFault> {
  if (ORDER.indexOf(to) <= ORDER.indexOf(alarm.state)) return fail('conflict')
  const { shelvedUntil: _until, shelvedReason: _reason, ...rest } = alarm
  return ok({ ...rest, state: to, by, stepAt: now })
}
