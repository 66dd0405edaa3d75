import { parseArgs } from 'node:util'
import { argumentFault } from '@schoolgate/protocol/argument-fault'
import { fail, ok, type Result } from '@schoolgate/protocol/result'

export interface EvalOptions {
  contacts: string
  metadata: string
  diaries: string | null
  seed: number
  json: boolean
}

export const EVAL_USAGE = `usage: npm run eval -- trace --contacts FILE[.gz] --metadata FILE [options]

How well the tracing model ranks the people of a school where contacts were measured by sensors.

  --contacts FILE   rows "t i j Ci Cj": i and j (of classes Ci and Cj) were in contact in the 20 s
                    before t; t in seconds or UNIX time, cells apart by tabs or spaces, plain or
                    gzip
  --metadata FILE   rows "id class gender"
  --diaries FILE    rows "i j w": i says they were with j, w a class of duration from 1 to 4
                    (may be left out)
  --seed N          of the simulated gate (default 1)
  --json            no tables, only the JSON
  --help            this text

A true contact is 15 minutes or more in a day. The last line of the output is JSON.`

/** @returns 'help', or what to run */
export function evalOptions(args: readonly string[]): Result<EvalOptions | 'help', string> {
  let values: Record<string, string | boolean | undefined>
  let positionals: string[]
  try {
    ;({ values, positionals } = parseArgs({
      args: [...args],
      allowPositionals: true,
      options: {
        contacts: { type: 'string' },
        metadata: { type: 'string' },
        diaries: { type: 'string' },
        seed: { type: 'string', default: '1' },
        json: { type: 'boolean', default: false },
        help: { type: 'boolean', default: false },
      },
    }))
  } catch (error) {
    return fail(argumentFault(error))
  }
  if (values.help === true) return ok('help')
  if (positionals.length !== 1 || positionals[0] !== 'trace') return fail('what to evaluate: trace')
  const { contacts, metadata, diaries } = values
  if (typeof contacts !== 'string') return fail('--contacts FILE is missing')
  if (typeof metadata !== 'string') return fail('--metadata FILE is missing')
  const seed = Number(values.seed)
  if (!Number.isSafeInteger(seed) || seed < 0) return fail('--seed is a whole number from 0')
  return ok({
    contacts,
    metadata,
    diaries: typeof diaries === 'string' ? diaries : null,
    seed,
    json: values.json === true,
  })
}
