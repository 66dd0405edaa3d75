import type { NetworkAnswer } from '@schoolgate/protocol/http/trace-answer'
import { computed, onScopeDispose, shallowRef, watch } from 'vue'
import { FOLD_OVER, type NetworkLayout, networkLayout } from './layout.ts'
import { isContact, networkModel } from './model.ts'

/** ms of laying out before the page may draw a frame */
const SLICE_MS = 10

/** An answer as a model, its layout as cases are folded and unfolded, and the one person chosen. */
export function useNetwork(answer: () => NetworkAnswer) {
  const model = computed(() => networkModel(answer()))
  const contacts = computed(() => model.value.nodes.length - model.value.cases)
  const layout = shallowRef<NetworkLayout>()
  const unfoldedAll = shallowRef(false)
  const unfolded = shallowRef<ReadonlySet<number>>(new Set())
  const chosen = shallowRef(-1)
  let turn = 0

  watch(
    model,
    () => {
      unfoldedAll.value = contacts.value <= FOLD_OVER
      unfolded.value = new Set()
      chosen.value = -1
    },
    { immediate: true, flush: 'sync' },
  )
  watch([model, unfoldedAll, unfolded], () => void arrange(), { immediate: true })
  onScopeDispose(() => turn++)

  async function arrange(): Promise<void> {
    const mine = ++turn
    const steps = networkLayout(model.value, { all: unfoldedAll.value, cases: unfolded.value })
    for (let until = performance.now() + SLICE_MS; ; ) {
      const step = steps.next()
      if (step.done) {
        layout.value = step.value
        return
      }
      if (performance.now() < until) continue
      await new Promise(resolve => requestAnimationFrame(resolve))
      if (mine !== turn) return
      until = performance.now() + SLICE_MS
    }
  }

  /** The case a node's contacts belong to: itself, or the one it hangs on. */
  const caseOf = (node: number): number =>
    isContact(model.value, node) ? (model.value.parent[node] ?? -1) : node

  function toggle(node: number): void {
    const at = caseOf(node)
    if (at < 0) return
    const next = new Set(unfolded.value)
    if (unfoldedAll.value) return
    if (next.has(at)) next.delete(at)
    else next.add(at)
    unfolded.value = next
    if (chosen.value !== at && !next.has(at)) chosen.value = at
  }
  function choose(node: number): void {
    chosen.value = node
    // a folded contact unfolds its case
    if (node >= 0 && isContact(model.value, node) && !unfoldedAll.value) {
      const at = caseOf(node)
      if (at >= 0 && !unfolded.value.has(at)) unfolded.value = new Set([...unfolded.value, at])
    }
  }
  function all(on: boolean): void {
    unfoldedAll.value = on
    unfolded.value = new Set()
    const { value: node } = chosen
    if (!on && node >= 0 && isContact(model.value, node)) chosen.value = caseOf(node)
  }

  return { model, contacts, layout, unfoldedAll, unfolded, chosen, toggle, choose, all }
}
export type Network = ReturnType<typeof useNetwork>
