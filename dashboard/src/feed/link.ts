/** What the frame says about the connection at any moment. */
export type LinkPhase = 'connecting' | 'online' | 'reconnecting' | 'offline'

/** A short break is "reconnecting"; from here on it is named "offline since", ms. */
export const OFFLINE_AFTER_MS = 10_000

/**
 * @param everLive whether data ever arrived
 * @param live whether it arrives now
 * @param downForMs how long it has not
 */
export function linkPhase(everLive: boolean, live: boolean, downForMs: number): LinkPhase {
  if (live) return 'online'
  if (downForMs >= OFFLINE_AFTER_MS) return 'offline'
  return everLive ? 'reconnecting' : 'connecting'
}
