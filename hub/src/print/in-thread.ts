/**
 * Has a thread of its own do one task: fonts and zipping are no work for the hub's event loop.
 * @param thread a module that answers `{ok: true}` or `{ok: false, message}` once to all it is sent
 * @param more what is sent after the task, one message a turn of the event loop: handing over is work too
 * @throws when cancelled, or when the thread could not do it
 */
export async function inThread(
  thread: URL,
  task: unknown,
  signal: AbortSignal,
  more: Iterable<unknown> = [],
): Promise<void> {
  signal.throwIfAborted()
  const worker = new Worker(thread)
  const { promise, resolve, reject } = Promise.withResolvers<void>()
  const cancel = () => reject(signal.reason)
  worker.onmessage = ({ data }: MessageEvent<{ ok: true } | { ok: false; message: string }>) =>
    data.ok ? resolve() : reject(new Error(data.message))
  worker.onerror = event => reject(new Error(event.message))
  signal.addEventListener('abort', cancel)
  try {
    worker.postMessage(task)
    // Told or failed while the rest is still handed over: the wait below says which.
    promise.catch(() => {})
    for (const part of more) {
      await new Promise(turn => setImmediate(turn))
      if (signal.aborted) break
      worker.postMessage(part)
    }
    await promise
  } finally {
    signal.removeEventListener('abort', cancel)
    worker.terminate()
  }
}
