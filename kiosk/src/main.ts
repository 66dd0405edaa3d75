import { enableCompileCache, flushCompileCache } from 'node:module'
import { join } from 'node:path'
import { setFlagsFromString } from 'node:v8'
import { prepareFolder } from './data-folder.ts'
import { makeLog } from './log.ts'
import { readOptions } from './options.ts'

// A Pi has little memory: a small young generation and small code instead of the defaults made for servers.
setFlagsFromString('--max-semi-space-size=2')
setFlagsFromString('--semi-space-growth-factor=1')
setFlagsFromString('--optimize-for-size')

// What a kiosk writes is for its own account only.
process.umask(0o077)

const options = readOptions(process.argv.slice(2), process.env)
if (!options.ok) {
  if ('help' in options.error) {
    process.stdout.write(options.error.help)
    process.exit(0)
  }
  process.stderr.write(`${options.error.problems.join('\n')}\n`)
  process.exit(2)
}

const folder = prepareFolder(options.value.data)
if (!folder.ok) {
  process.stderr.write(`${folder.error}\n`)
  process.exit(1)
}

// From the second start on, nothing has to be stripped of types again: sooner ready, and smaller at rest.
enableCompileCache(join(options.value.data, 'cache'))
const { startApp } = await import('./app.ts')

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
flushCompileCache()

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
