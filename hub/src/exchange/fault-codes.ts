import {
  IMPORT_FAULTS,
  type ImportFaultCode,
  type ImportFaultParams,
} from '@schoolgate/protocol/directory/import-fault-codes'
import type { importFaultSchema } from '@schoolgate/protocol/http/import'
import type { z } from 'zod'

export type ImportFault = z.infer<typeof importFaultSchema>

/** Where a fault lies; what is left out is unknown or the whole. */
export interface Spot {
  file?: string
  /** 1-based; 0 or nothing: the whole file */
  line?: number
  column?: string
  value?: string
  /** source id of the school it belongs to */
  school?: string
}

const MAX_VALUE = 80

/** A fault of the list, at a spot, its value cut to 80 characters. */
export function fault<C extends ImportFaultCode>(
  code: C,
  spot: Spot,
  ...params: (typeof IMPORT_FAULTS)[C]['params']['length'] extends 0 ? [] : [ImportFaultParams<C>]
): ImportFault {
  return {
    code,
    file: spot.file ?? '',
    line: spot.line ?? 0,
    column: spot.column ?? '',
    value: cut(spot.value ?? ''),
    params: (params[0] ?? {}) as Record<string, string>,
    level: IMPORT_FAULTS[code].level,
    school: spot.school ?? '',
  }
}

/** Never cuts a letter in two. */
function cut(value: string): string {
  if (value.length <= MAX_VALUE) return value
  return `${[...value.slice(0, MAX_VALUE + 1)].slice(0, MAX_VALUE - 1).join('')}…`
}
