/** Sum of bytes mod 256, the closing byte of GY and LU thermal frames and of LCUS relay commands. */
export function sum8(bytes: Uint8Array, from = 0, to = bytes.length): number {
  let sum = 0
  for (let i = from; i < to; i++) sum += bytes[i] as number
  return sum & 0xff
}

/** Sum of little-endian 16-bit words mod 65536 over an even number of bytes (GY-MCU90640). */
export function wordSum16(bytes: Uint8Array, from = 0, to = bytes.length): number {
  let sum = 0
  for (let i = from; i + 1 < to; i += 2) sum += (bytes[i] as number) | ((bytes[i + 1] as number) << 8)
  return sum & 0xffff
}

/** CRC-16/XMODEM: polynomial 1021h, start 0, not reflected (GM65 frames). */
export function crc16Xmodem(bytes: Uint8Array, from = 0, to = bytes.length): number {
  let crc = 0
  for (let i = from; i < to; i++) {
    crc ^= (bytes[i] as number) << 8
    for (let bit = 0; bit < 8; bit++)
      crc = crc & 0x8000 ? ((crc << 1) ^ 0x1021) & 0xffff : (crc << 1) & 0xffff
  }
  return crc
}
