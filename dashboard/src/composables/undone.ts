import { shallowRef } from 'vue'

/**
 * Counts the changes taken back from a toast. Whoever made a change may be gone from the page by then (a closed
 * drawer), so everything that was read from the hub watches this and reads itself again.
 */
export const undone = shallowRef(0)
