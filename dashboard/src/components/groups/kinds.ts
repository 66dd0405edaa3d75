import type { GroupKind } from '@schoolgate/protocol/directory/group'

/** In the order of the page's tabs. Kept apart from the schema so that the browser does not load a validator. */
export const GROUP_KIND_ORDER: readonly GroupKind[] = [
  'class',
  'half',
  'section',
  'club',
  'bus',
  'household',
  'table',
]
export const isGroupKind = (text: unknown): text is GroupKind => GROUP_KIND_ORDER.some(kind => kind === text)
/** Who is taught together has a timetable. */
export const isTaught = (kind: GroupKind): boolean =>
  kind === 'class' || kind === 'half' || kind === 'section'
