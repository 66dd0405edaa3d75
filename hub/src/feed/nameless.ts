import type { Alarm } from '@schoolgate/protocol/feed/alarm'
import type { FeedEntry } from '@schoolgate/protocol/feed/entry'

/**
 * What a wall in a staff room may show: that something happens and where, never to whom. Names, person ids,
 * temperatures and the reasons of a verdict stay away. An entry's id holds the kiosk, its journal and a count,
 * nothing of the person.
 */
export const namelessEntry = ({ who: _, surface: __, ...entry }: FeedEntry): FeedEntry => ({
  ...entry,
  reasons: [],
})

/** As `namelessEntry`; who answered is a name too. */
export const namelessAlarm = ({ who: _, by: __, ...alarm }: Alarm): Alarm => ({ ...alarm, reasons: [] })
