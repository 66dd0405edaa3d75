import type { PresenceRules } from '../store/presence-types.ts'
import { dayEnd, localTime } from './local-day.ts'
import { temperatureBin } from './temperature-bin.ts'
import { personDay, visits } from './visits.ts'

/** The rules as the store and the ingest are handed them. */
export const presenceRules: PresenceRules = { visits, personDay, temperatureBin, localTime, dayEnd }
