/** Surface temperatures: bin i holds [startC + i * stepC, startC + (i + 1) * stepC), degC. */
export const TEMPERATURE_BINS = { startC: 30, stepC: 0.2, count: 50 } as const

/** The most entries a snapshot holds. */
export const FEED_LENGTH = 100
