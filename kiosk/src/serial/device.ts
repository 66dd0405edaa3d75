/** What a device on a serial line is to the rest of the kiosk: it works, or it does not. */
export type DeviceState = 'up' | 'down'

/** How the line behind a device has fared since the start. */
export interface LineCounts {
  /** times the port was opened again after it had been open once */
  reopened: number
  /** times opening failed */
  openFailures: number
  bytesIn: number
}
