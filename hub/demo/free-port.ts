import { createServer } from 'node:net'

/** `wanted` if it is free on loopback, else 0: let the system choose. */
export function freePort(wanted: number): Promise<number> {
  const probe = createServer()
  return new Promise(resolve => {
    probe.once('error', () => resolve(0))
    probe.listen(wanted, '127.0.0.1', () => probe.close(() => resolve(wanted)))
  })
}
