import { attendanceArea } from './areas/attendance/area.ts'
import { cardsArea } from './areas/cards/area.ts'
import { directoryArea } from './areas/directory/area.ts'
import { exchangeArea } from './areas/exchange/area.ts'
import { traceArea } from './areas/trace/area.ts'
import type { ApiBase, ApiDeps } from './deps.ts'

/** Every area of the API beside the live gate: each hangs its own routes. */
export function mountAreas(base: ApiBase, deps: ApiDeps): void {
  directoryArea(base, deps)
  attendanceArea(base, deps)
  cardsArea(base, deps)
  exchangeArea(base, deps)
  traceArea(base, deps)
}
