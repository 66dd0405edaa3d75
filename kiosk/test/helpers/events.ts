export interface Events {
  /** The data of the next event of this name that was not taken yet; rejects when the stream ends first. */
  next(event: string): Promise<string>
  /** everything received so far, as it came */
  text(): string
  ended: Promise<void>
  close(): void
}

/** A small reader of server-sent events (HTML Living Standard, 9.2) over a real connection. */
export async function openEvents(url: string): Promise<Events> {
  const abort = new AbortController()
  const answer = await fetch(url, { signal: abort.signal })
  if (!answer.ok || !answer.body) throw new Error(`no event stream: ${answer.status}`)
  const untaken: { event: string; data: string }[] = []
  let text = ''
  let over = false
  let changed = Promise.withResolvers<void>()
  const notify = () => {
    changed.resolve()
    changed = Promise.withResolvers<void>()
  }

  const pump = async (body: ReadableStream<Uint8Array>) => {
    const decoder = new TextDecoder()
    let rest = ''
    for await (const chunk of body) {
      const piece = decoder.decode(chunk, { stream: true })
      text += piece
      const blocks = (rest + piece).split('\n\n')
      rest = blocks.pop() ?? ''
      for (const block of blocks) {
        const field = (name: string) =>
          block
            .split('\n')
            .filter(line => line.startsWith(`${name}: `))
            .map(line => line.slice(name.length + 2))
            .join('\n')
        untaken.push({ event: field('event') || 'message', data: field('data') })
      }
      notify()
    }
  }
  const ended = pump(answer.body)
    .catch(() => {})
    .finally(() => {
      over = true
      notify()
    })

  return {
    async next(event) {
      for (;;) {
        const at = untaken.findIndex(one => one.event === event)
        const found = untaken[at]
        if (found) {
          untaken.splice(at, 1)
          return found.data
        }
        if (over) throw new Error(`the stream ended before "${event}"`)
        await changed.promise
      }
    },
    text: () => text,
    ended,
    close: () => abort.abort(),
  }
}
