import { writeFileSync } from 'node:fs'
import { xlsxBytes } from './xlsx.ts'

/** Rows in parts, then the sheet's name and where it shall lie. */
export type ToXlsx = { rows: string[][] } | { sheet: string; path: string }
export type FromXlsx = { done: true } | { error: string }

declare const self: Worker

const all: string[][] = []

self.onmessage = ({ data }: MessageEvent<ToXlsx>) => {
  if ('rows' in data) {
    all.push(...data.rows)
    return
  }
  xlsxBytes(all, data.sheet).then(
    bytes => {
      writeFileSync(data.path, bytes, { mode: 0o600, flag: 'wx' })
      self.postMessage({ done: true } satisfies FromXlsx)
    },
    error => self.postMessage({ error: String(error) } satisfies FromXlsx),
  )
}
