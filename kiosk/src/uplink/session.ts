/** What a kiosk knows of one connection. */
export interface Session {
  mac: Uint8Array
  /** welcomed */
  isOpen: boolean
  isPaused: boolean
  /** the hub holds another history under our name: nothing more is sent until people have looked */
  isFork: boolean
  sent: number
  acked: number
  credit: number
  maxBatch: number
  /** up to here the hub has our signature; hello's counts too */
  sealed: number
  sealedMono: number
  /** nacks since the last progress */
  rewinds: number
}

/** Before the welcome. */
export const EMPTY_SESSION = {
  isOpen: false,
  isPaused: false,
  isFork: false,
  sent: 0,
  acked: 0,
  credit: 0,
  maxBatch: 1,
  sealed: 0,
  sealedMono: 0,
  rewinds: 0,
}
