import { makeFile } from '../api/save.ts'
import { showToast } from '../kit/toast.ts'
import { useFaults } from './use-faults.ts'

/** A new door poster of a gate as PDF; the one that hangs there leads nowhere from then on. */
export function usePoster(): { poster: (gate: { id: string; name: string }) => Promise<void> } {
  const { say } = useFaults()
  async function poster({ id, name }: { id: string; name: string }): Promise<void> {
    const error = await makeFile(`/api/gates/${encodeURIComponent(id)}/poster`, `${name}.pdf`)
    if (error) void showToast(say(error), { kind: 'error' })
  }
  return { poster }
}
