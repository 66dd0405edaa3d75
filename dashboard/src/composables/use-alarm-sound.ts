import { watch } from 'vue'
import { type Sounded, soundDue } from '../sound/policy.ts'
import { useAlarms } from '../stores/alarms.ts'
import { useSound } from '../stores/sound.ts'

/** Sounds what the policy says is due, while the Live page is open. */
export function useAlarmSound(): void {
  const alarms = useAlarms()
  const sound = useSound()
  let sounded: Sounded = new Map()
  watch(
    () => alarms.open,
    groups => {
      const due = soundDue(groups, sounded)
      sounded = due.sounded
      if (due.tone) sound.play(due.tone)
    },
    { immediate: true },
  )
}
