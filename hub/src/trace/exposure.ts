import type { Exposure } from '@schoolgate/protocol/http/trace-answer'

/** Evidence that two people were near on a day: the protocol's exposure, between whom. */
export interface PairExposure extends Exposure {
  /** the person asked about */
  a: string
  b: string
}
