import type { Random } from '@schoolgate/protocol/random'

/** 16 hexadecimal digits. */
export function hex8(random: Random): string {
  let out = ''
  while (out.length < 16)
    out += Math.floor(random() * 65536)
      .toString(16)
      .padStart(4, '0')
  return out
}

/** Fisher-Yates. */
export function shuffled<T>(items: readonly T[], random: Random): T[] {
  const out = [...items]
  for (let i = out.length - 1; i > 0; i--) {
    const j = Math.floor(random() * (i + 1))
    ;[out[i], out[j]] = [out[j] as T, out[i] as T]
  }
  return out
}
