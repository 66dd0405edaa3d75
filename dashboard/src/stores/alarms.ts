import type { Alarm } from '@schoolgate/protocol/feed/alarm'
import type { AlarmGroup } from '@schoolgate/protocol/feed/alarm-group'
import { groupAlarms } from '@schoolgate/protocol/feed/alarm-group'
import type { AlarmStep } from '@schoolgate/protocol/http/alarm-step'
import { defineStore } from 'pinia'
import { computed, ref, shallowRef } from 'vue'
import { UNDO_MS, withOwnSteps } from '../alarms/own-steps.ts'
import { type ApiError, api } from '../api/client.ts'
import { useFeed } from './feed.ts'
import { useSession } from './session.ts'

/** A step of ours that can still be taken back. */
export interface Undoable {
  key: string
  alarms: string[]
  /** monotonic ms */
  until: number
}

/** Alarms as shown: the hub's, with our own taps on top until the hub has answered them. */
export const useAlarms = defineStore('alarms', () => {
  const feed = useFeed()
  const session = useSession()
  const own = shallowRef<ReadonlyMap<string, Partial<Alarm>>>(new Map())
  const undoable = shallowRef<Undoable>()
  const mono = ref(performance.now())
  const failed = shallowRef<ApiError>()

  const alarms = computed(() => withOwnSteps(feed.state?.alarms ?? [], own.value))
  const groups = computed(() => groupAlarms(alarms.value, feed.now))
  const open = computed(() => groups.value.filter(g => g.state !== 'closed'))
  const closed = computed(() => groups.value.filter(g => g.state === 'closed'))
  const shelved = computed(() =>
    alarms.value.filter(a => a.state !== 'closed' && (a.shelvedUntil ?? 0) > feed.now),
  )
  /** the one `g` answers */
  const top = computed(() => open.value.find(g => g.state === 'new'))

  let timer: ReturnType<typeof setInterval> | undefined
  function watchUndo(next: Undoable | undefined): void {
    undoable.value = next
    clearInterval(timer)
    if (!next) return
    mono.value = performance.now()
    timer = setInterval(() => {
      mono.value = performance.now()
      if (mono.value >= next.until) watchUndo(undefined)
    }, 250)
  }
  /** whole seconds left to take `key`'s step back, 0 when none */
  function undoSeconds(key: string): number {
    const u = undoable.value
    return u?.key === key ? Math.max(0, Math.ceil((u.until - mono.value) / 1000)) : 0
  }

  async function step(group: AlarmGroup, change: StepOf): Promise<void> {
    const ids = (change.step === 'going' ? group.alarms.filter(a => a.state === 'new') : group.alarms).map(
      a => a.id,
    )
    if (ids.length === 0) return
    failed.value = undefined
    const by = session.session?.officer.name
    const shown: Partial<Alarm> = {
      ...(change.step === 'going' ? { state: 'going' as const } : {}),
      ...(change.step === 'met' ? { state: 'met' as const } : {}),
      ...(change.step === 'close' ? { state: 'closed' as const, outcome: change.outcome } : {}),
      ...(change.step === 'shelve'
        ? { shelvedUntil: feed.now + change.minutes * 60_000, shelvedReason: change.reason }
        : {}),
      ...(by ? { by } : {}),
    }
    lay(ids, shown)
    watchUndo({ key: group.key, alarms: ids, until: performance.now() + UNDO_MS })
    const answer = await api('POST', '/api/alarms/step', { ...change, alarms: ids } satisfies AlarmStep)
    if (!answer.ok) {
      failed.value = answer.error
      lift(ids)
      watchUndo(undefined)
      return
    }
    settle(ids)
  }

  async function undo(): Promise<boolean> {
    const u = undoable.value
    if (!u) return false
    watchUndo(undefined)
    lift(u.alarms)
    const answer = await api('POST', '/api/alarms/step', {
      step: 'undo',
      alarms: u.alarms,
    } satisfies AlarmStep)
    failed.value = answer.ok ? undefined : answer.error
    return answer.ok
  }

  function lay(ids: string[], change: Partial<Alarm>): void {
    const next = new Map(own.value)
    for (const id of ids) next.set(id, change)
    own.value = next
  }
  function lift(ids: string[]): void {
    const next = new Map(own.value)
    for (const id of ids) next.delete(id)
    own.value = next
  }
  /** the hub's own word follows by the feed within a moment; ours steps aside then */
  function settle(ids: string[]): void {
    const mine = own.value
    setTimeout(() => {
      lift(ids.filter(id => own.value.get(id) === mine.get(id)))
    }, 1500)
  }

  return { alarms, groups, open, closed, shelved, top, undoable, failed, undoSeconds, step, undo }
})

type StepOf = { [S in AlarmStep['step']]: Omit<Extract<AlarmStep, { step: S }>, 'alarms'> }[AlarmStep['step']]
