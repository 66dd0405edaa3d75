import { accessSync, constants, existsSync, mkdirSync } from 'node:fs'
import { dirname, resolve } from 'node:path'
import { ok, type Result } from '@schoolgate/protocol/result'

/**
 * Makes the data folder for this account's eyes only, if it is missing, and sees that it can be written.
 * Step by step: `mkdir` with `recursive` never returns where a folder cannot be made below one that is there (`/proc`).
 *
 * @returns what is wrong with it, in plain words
 */
export function prepareFolder(path: string): Result<void, string> {
  try {
    make(resolve(path))
    accessSync(path, constants.W_OK | constants.X_OK)
    return ok(undefined)
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException
    return { ok: false, error: `${path} cannot hold this kiosk's data: ${WORDS[code ?? ''] ?? code}.` }
  }
}

const WORDS: Record<string, string> = {
  EACCES: 'this account may not write there',
  EPERM: 'this account may not write there',
  EROFS: 'it lies on a read-only disk',
  ENOSPC: 'the disk is full',
  ENOTDIR: 'it is not a folder',
  EEXIST: 'it is not a folder',
  ENOENT: 'no folder can be made there',
}

function make(path: string): void {
  if (existsSync(path)) {
    // a file in its place
    accessSync(`${path}/.`)
    return
  }
  make(dirname(path))
  mkdirSync(path, { mode: 0o700 })
}
