/** Points (1/72 inch) of a length in mm: PDF's unit. */
export const pt = (mm: number): number => (mm * 72) / 25.4

/** ISO/IEC 7810 ID-1, mm. */
export const CARD = { width: 85.6, height: 54 } as const

/** ISO 216, mm. */
export const A4 = { width: 210, height: 297 } as const
