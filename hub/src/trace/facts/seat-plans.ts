import type { Group, SeatPlan } from '@schoolgate/protocol/directory/group'
import { holdsOn } from '@schoolgate/protocol/directory/span'

/** A school's seat plans, found by who sits by them. */
export class SeatPlans {
  readonly #parents: ReadonlyMap<string, string | null>
  readonly #plans: ReadonlyMap<string, SeatPlan[]>

  constructor(groups: readonly Group[], plans: readonly SeatPlan[]) {
    this.#parents = new Map(groups.map(group => [group.id, group.parent]))
    this.#plans = Map.groupBy(plans, plan => plan.group)
  }

  /**
   * The seat plan in force: the group's own before its class's, one for this room before one for any, the newest of
   * those.
   */
  of(group: string, room: string | null, day: string): SeatPlan | null {
    for (const own of [group, this.#parents.get(group) ?? null]) {
      let best: SeatPlan | null = null
      for (const plan of own === null ? [] : (this.#plans.get(own) ?? [])) {
        if (!holdsOn(plan, day) || (plan.room !== null && plan.room !== room)) continue
        if (!best || better(plan, best)) best = plan
      }
      if (best) return best
    }
    return null
  }
}

function better(plan: SeatPlan, other: SeatPlan): boolean {
  if ((plan.room === null) !== (other.room === null)) return other.room === null
  const [from, than] = [plan.from ?? '', other.from ?? '']
  return from === than ? plan.id > other.id : from > than
}
