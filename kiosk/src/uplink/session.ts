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
  rewinds: 0,
}
