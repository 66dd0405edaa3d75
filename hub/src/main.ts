import { startHub } from './app.ts'
import { makeLog } from './log.ts'
import { HELP, parseOptions } from './options.ts'

// What lies under the data directory is about children: for this user's eyes only.
process.umask(0o077)

const options = parseOptions(process.argv.slice(2), process.env)
if (!options.ok) {
  console.error(options.error)
  process.exit(2)
}
if (options.value === 'help') {
  console.log(HELP)
  process.exit(0)
}

const log = makeLog(options.value.logLevel)
const hub = await startHub(options.value, { log }).catch(error => {
  log.fatal(error instanceof Error ? error.message : String(error))
  process.exit(1)
})

let stopping = false
for (const signal of ['SIGINT', 'SIGTERM'] as const) {
  process.on(signal, () => {
    if (stopping) process.exit(130)
    stopping = true
    hub.stop().then(
      () => process.exit(0),
      error => {
        log.fatal(error instanceof Error ? error.message : String(error))
        process.exit(1)
      },
    )
  })
}
console.log(JSON.stringify({ ready: true, port: hub.port, hubId: hub.hubId }))
