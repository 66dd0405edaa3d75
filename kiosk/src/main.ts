import { startApp } from './app.ts'
import { makeLog } from './log.ts'
import { readOptions } from './options.ts'

const options = readOptions(process.argv.slice(2), process.env)
if (!options.ok) {
  if ('help' in options.error) {
    process.stdout.write(options.error.help)
    process.exit(0)
  }
  process.stderr.write(`${options.error.problems.join('\n')}\n`)
  process.exit(2)
}

const log = makeLog(options.value.logLevel)
const app = await startApp(options.value, log, Math.random).catch((error: Error) => {
  log.fatal({ error: error.message }, 'the kiosk could not start')
  process.exit(1)
})
if (!app.ok) {
  process.stderr.write(`${app.error}\n`)
  process.exit(1)
}
process.stdout.write(`${JSON.stringify({ ready: true, port: app.value.port, kiosk: app.value.kiosk })}\n`)

let isStopping = false
const stop = (code: number) => {
  if (isStopping) return
  isStopping = true
  app.value.stop().then(
    () => process.exit(code),
    () => process.exit(1),
  )
}
process.on('SIGTERM', () => stop(0))
process.on('SIGINT', () => stop(0))
process.on('uncaughtException', error => {
  log.fatal({ error: error.stack }, 'stopping after an unexpected error')
  stop(1)
})
