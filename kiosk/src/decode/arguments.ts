import { parseArgs } from 'node:util'
import { argumentFault } from '@schoolgate/protocol/argument-fault'
import { fail, ok, type Result } from '@schoolgate/protocol/result'
import { THERMAL_MODEL_NAMES, type ThermalModel } from '../thermal/models.ts'

export const SCANNER_MODELS = ['gm65'] as const
const CHECKSUMS = ['strict', 'report'] as const
const MODES = ['any', 'surface', 'body'] as const

export type DecodeTask =
  | { task: 'help' }
  | {
      task: 'thermal'
      model: ThermalModel
      checksum: (typeof CHECKSUMS)[number]
      mode: (typeof MODES)[number]
    }
  | { task: 'scanner'; model: (typeof SCANNER_MODELS)[number] }
  | { task: 'card'; keys: string; text: string }

export const DECODE_HELP = `Reads raw device bytes or a card's text and says what is in it.

  npm run -s decode -- thermal --model MODEL [--checksum strict|report]
                               [--mode any|surface|body] < bytes
  npm run -s decode -- scanner --model gm65 < bytes
  npm run -s decode -- card --keys FILE TEXT

thermal  one JSON line a frame: {"to","ta"} for a spot, {"pixels","ta"} for a picture; degC, rounded
         to 0.01.
         MODEL: ${THERMAL_MODEL_NAMES.join(', ')}.
         "pixels" is a flat array, row after row from the top. The GY-MCU90640 sends each row from
         the right (its pixel (1,1) is the upper right); it is turned round here, so that a row
         begins at the upper left of the picture a mirror would show. gy-a403 arrays keep the order
         sent.
         "ta" is the sensor's own temperature, null where it sends none (lu90614).
         --checksum report  gy-mcu90640 only: keeps plausible frames whose sum is wrong (default
                            strict: drops them)
         --mode             lu90614 only: replies in another mode are refused and counted as
                            discarded (default any; a kiosk takes surface alone: the body mode's
                            figure is adjusted in the module)
scanner  one JSON line a message: {"code":"..."} or {"reply":{"ok":true,"data":"hex"}}. A code ends
         with CR or LF, at the first byte of a reply, or at the end of input.
         The last line of both is {"frames","discardedBytes","badSums"}.
card     the claims {"card","issued","expires","kid"}, exit 0; or {"error":{"code",...}}, exit 1.
         FILE holds the issuers' public keys as a JWK set:
         {"keys":[{"kty":"OKP","crv":"Ed25519","kid","x"}]}.

Exit 2: wrong arguments or an unreadable key file.
`

/** The error is a sentence for the person at the keyboard. */
export function readDecodeArguments(argv: readonly string[]): Result<DecodeTask, string> {
  let values: { model?: string; checksum?: string; mode?: string; keys?: string; help?: boolean }
  let positionals: string[]
  try {
    ;({ values, positionals } = parseArgs({
      args: [...argv],
      allowPositionals: true,
      options: {
        model: { type: 'string' },
        checksum: { type: 'string' },
        mode: { type: 'string' },
        keys: { type: 'string' },
        help: { type: 'boolean', short: 'h' },
      },
    }))
  } catch (error) {
    return fail(argumentFault(error))
  }
  if (values.help) return ok({ task: 'help' })
  const [task, ...rest] = positionals
  if (task !== 'thermal' && task !== 'scanner' && task !== 'card') {
    return fail(
      `${task === undefined ? 'say what to decode' : `cannot decode "${task}"`}: thermal, scanner or card`,
    )
  }
  if (task === 'card') {
    if (values.keys === undefined)
      return fail('card needs --keys FILE, the issuers’ public keys as a JWK set')
    const [text, more] = rest
    if (text === undefined) return fail('card needs the TEXT of the card, e.g. "SG1:..."')
    if (more !== undefined) return fail('card takes one TEXT; put it in quotes')
    return ok({ task, keys: values.keys, text })
  }
  if (rest.length > 0) return fail(`${task} takes no further words; the bytes come on standard input`)
  if (task === 'scanner') {
    const model = SCANNER_MODELS.find(m => m === values.model)
    return model ? ok({ task, model }) : fail(unknown('model', values.model, SCANNER_MODELS))
  }
  const model = THERMAL_MODEL_NAMES.find(m => m === values.model)
  if (!model) return fail(unknown('model', values.model, THERMAL_MODEL_NAMES))
  const checksum = CHECKSUMS.find(c => c === (values.checksum ?? 'strict'))
  if (!checksum) return fail(unknown('checksum', values.checksum, CHECKSUMS))
  const mode = MODES.find(m => m === (values.mode ?? 'any'))
  if (!mode) return fail(unknown('mode', values.mode, MODES))
  return ok({ task, model, checksum, mode })
}

const unknown = (option: string, given: string | undefined, allowed: readonly string[]): string =>
  `${given === undefined ? `--${option} is missing` : `--${option} "${given}" is not known`}; it is one of ${allowed.join(', ')}`
