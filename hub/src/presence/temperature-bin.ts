import { TEMPERATURE_BINS } from '@schoolgate/protocol/feed/live-state'

/** Bin of a surface temperature in degC; undefined outside the histogram. */
export function temperatureBin(surface: number): number | undefined {
  const { startC, stepC, count } = TEMPERATURE_BINS
  // 30.6 belongs to bin 3 although (30.6 - 30) / 0.2 is a hair below it in binary.
  const bin = Math.floor((surface - startC) / stepC + 1e-9)
  return bin >= 0 && bin < count ? bin : undefined
}
