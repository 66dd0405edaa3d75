import { ref } from 'vue'
import { onBeforeRouteLeave, onBeforeRouteUpdate } from 'vue-router'

/** Holds the way to another page or part of this one until somebody has said what becomes of unsaved work. */
export function useLeaveGuard(dirty: () => boolean) {
  const asking = ref(false)
  let answer: ((leave: boolean) => void) | undefined

  function ask(): boolean | Promise<boolean> {
    if (!dirty()) return true
    answer?.(false)
    asking.value = true
    return new Promise(resolve => {
      answer = resolve
    })
  }
  function say(leave: boolean): void {
    asking.value = false
    answer?.(leave)
    answer = undefined
  }
  onBeforeRouteLeave(ask)
  onBeforeRouteUpdate(ask)
  return { asking, ask, say }
}
