import { once } from 'node:events'
import { DECODE_HELP, readDecodeArguments } from './arguments.ts'
import { cardLine, readKeyFile } from './card.ts'
import { type LineDecoder, scannerDecoder, thermalDecoder } from './stream.ts'

// Whoever reads our output may stop reading, e.g. `head`.
process.stdout.on('error', error => {
  process.exit((error as NodeJS.ErrnoException).code === 'EPIPE' ? 0 : 1)
})

process.exitCode = await main(process.argv.slice(2))

async function main(argv: readonly string[]): Promise<number> {
  const task = readDecodeArguments(argv)
  if (!task.ok) return complain(task.error)
  switch (task.value.task) {
    case 'help':
      process.stdout.write(DECODE_HELP)
      return 0
    case 'thermal': {
      const { model, checksum, mode } = task.value
      return stream(thermalDecoder(model, { checksum, mode }))
    }
    case 'scanner':
      return stream(scannerDecoder())
    case 'card': {
      const keys = readKeyFile(task.value.keys)
      if (!keys.ok) return complain(keys.error)
      const { line, valid } = cardLine(task.value.text, keys.value, Date.now())
      process.stdout.write(`${line}\n`)
      return valid ? 0 : 1
    }
  }
}

async function stream(decoder: LineDecoder): Promise<number> {
  for await (const bytes of process.stdin) await print(decoder.push(bytes))
  await print(decoder.end())
  return 0
}

async function print(lines: readonly string[]): Promise<void> {
  if (lines.length === 0) return
  if (!process.stdout.write(`${lines.join('\n')}\n`)) await once(process.stdout, 'drain')
}

function complain(message: string): number {
  process.stderr.write(`decode: ${message} (decode --help tells more)\n`)
  return 2
}
