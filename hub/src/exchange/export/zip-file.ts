import { open } from 'node:fs/promises'
import { Zip, ZipDeflate } from 'fflate'

/** Small enough that packing one piece does not keep the hub's other work waiting. */
const PIECE = 64 * 1024

/** Packs files into a zip archive, piece by piece: neither is ever whole in memory. */
export async function zipFiles(
  target: string,
  files: readonly { name: string; path: string }[],
  signal: AbortSignal,
  progress: (file: number) => void,
): Promise<void> {
  const out = await open(target, 'wx', 0o600)
  try {
    let waiting: Uint8Array[] = []
    const zip = new Zip((error, data) => {
      if (error) throw error
      waiting.push(data)
    })
    const flush = async () => {
      const parts = waiting
      waiting = []
      for (const part of parts) await out.write(part)
    }
    for (const [i, { name, path }] of files.entries()) {
      progress(i)
      const entry = new ZipDeflate(name, { level: 6 })
      zip.add(entry)
      const input = await open(path, 'r')
      try {
        for (;;) {
          signal.throwIfAborted()
          const piece = new Uint8Array(PIECE)
          const { bytesRead } = await input.read(piece, 0, PIECE)
          entry.push(piece.subarray(0, bytesRead), bytesRead === 0)
          await flush()
          if (bytesRead === 0) break
        }
      } finally {
        await input.close()
      }
    }
    zip.end()
    await flush()
  } finally {
    await out.close()
  }
}
