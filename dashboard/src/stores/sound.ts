import type { AlarmPriority } from '@schoolgate/protocol/feed/alarm'
import { defineStore } from 'pinia'
import { ref } from 'vue'
import { createPlayer } from '../sound/player.ts'

/** Whether this device sounds alarms. Armed by a tap each time the page is opened, never remembered. */
export const useSound = defineStore('sound', () => {
  const player = createPlayer()
  const armed = ref(false)
  /** the browser refused */
  const refused = ref(false)

  async function arm(): Promise<void> {
    armed.value = await player.arm()
    refused.value = !armed.value
    if (armed.value) player.play('test')
  }
  function disarm(): void {
    player.disarm()
    armed.value = false
  }
  function play(tone: AlarmPriority | 'test'): void {
    if (armed.value) player.play(tone)
  }
  return { armed, refused, arm, disarm, play }
})
