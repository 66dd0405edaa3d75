import { bytesToHex } from '@schoolgate/protocol/hex'
import { createGm65Parser, type ScannerMessage } from '../scanner/gm65.ts'
import type { ParserCounts } from '../serial/framer.ts'
import type { ThermalFrame } from '../thermal/frame.ts'
import { type ParserOptions, THERMAL_MODELS, type ThermalModel } from '../thermal/models.ts'

/** Bytes to printed lines, with a last line of counts. */
export interface LineDecoder {
  push(bytes: Uint8Array): string[]
  end(): string[]
}

export function thermalDecoder(model: ThermalModel, options: ParserOptions): LineDecoder {
  const parser = THERMAL_MODELS[model].createParser(options)
  return {
    push: bytes => parser.push(bytes).map(thermalLine),
    end: () => [...parser.end().map(thermalLine), countsLine(parser.counts)],
  }
}

export function scannerDecoder(): LineDecoder {
  const parser = createGm65Parser()
  return {
    // A recording has no times: no silence is seen in it.
    push: bytes => parser.push(bytes, 0).map(scannerLine),
    end: () => [...parser.end().map(scannerLine), countsLine(parser.counts)],
  }
}

function thermalLine(frame: ThermalFrame): string {
  const ta = hundredths(frame.ta)
  if (frame.kind === 'spot') return JSON.stringify({ to: hundredths(frame.to), ta })
  return JSON.stringify({ pixels: Array.from(frame.pixels, hundredths), ta })
}

const scannerLine = (message: ScannerMessage): string =>
  message.kind === 'code'
    ? JSON.stringify({ code: message.text })
    : JSON.stringify({ reply: { ok: message.ok, data: bytesToHex(message.data) } })

const countsLine = ({ frames, discardedBytes, badSums }: ParserCounts): string =>
  JSON.stringify({ frames, discardedBytes, badSums })

const hundredths = (degC: number): number => Math.round(degC * 100) / 100
