import type { RegisterTask } from './thread.ts'

/**
 * Writes a register's file in a thread of its own: fonts and zipping are no work for the hub's event loop.
 * @throws when cancelled, or when the file cannot be written
 */
export async function writeRegister(task: RegisterTask, signal: AbortSignal): Promise<void> {
  signal.throwIfAborted()
  const worker = new Worker(new URL('./thread.ts', import.meta.url))
  const { promise, resolve, reject } = Promise.withResolvers<void>()
  const cancel = () => reject(signal.reason)
  worker.onmessage = ({ data }: MessageEvent<{ ok: true } | { ok: false; message: string }>) =>
    data.ok ? resolve() : reject(new Error(data.message))
  worker.onerror = event => reject(new Error(event.message))
  signal.addEventListener('abort', cancel)
  try {
    worker.postMessage(task)
    await promise
  } finally {
    signal.removeEventListener('abort', cancel)
    worker.terminate()
  }
}
