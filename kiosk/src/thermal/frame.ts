/**
 * What a thermal driver hands on, degC. An array's pixels are row-major as the child stands before it: row 0 on
 * top, column 0 on the child's right hand (the picture a mirror shows), whatever order the sensor sends.
 * `presence` is a coarse array in whole degrees: it can tell that somebody stands there, never how warm they are.
 * `ta` is the sensor's own temperature, NaN where a sensor does not say it.
 */
export type ThermalFrame =
  | { kind: 'array'; columns: number; rows: number; pixels: Float32Array; ta: number }
  | { kind: 'presence'; columns: number; rows: number; pixels: Float32Array; ta: number }
  | { kind: 'spot'; to: number; ta: number }
