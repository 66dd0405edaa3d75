import type { Mode } from '@schoolgate/protocol/directory/timetable'

export type ModeName = Mode['mode']

/** How a group is taught on a day: its own mode, else its class's, else the school's; of several, the last begun. */
export function modeOf(
  modes: readonly Mode[],
  group: { id: string; parent: string | null },
  day: string,
): ModeName {
  for (const of of [group.id, group.parent, null]) {
    const own = modes
      .filter(m => m.group === of && m.from <= day && day <= m.to)
      .sort((a, b) => b.from.localeCompare(a.from))[0]
    if (own) return own.mode
  }
  return 'classroom'
}
