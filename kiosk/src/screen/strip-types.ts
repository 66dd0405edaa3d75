import { spawn } from 'node:child_process'
import { json } from 'node:stream/consumers'

/** Reads a JSON list of sources on standard input and prints them stripped of their types. */
const WORK = `
const { stripTypeScriptTypes } = require('node:module')
let text = ''
process.stdin.setEncoding('utf8').on('data', piece => { text += piece }).on('end', () => {
  process.stdout.write(JSON.stringify(JSON.parse(text).map(source => stripTypeScriptTypes(source))))
})
`

/**
 * TypeScript sources as JavaScript, in the same order. In a process of its own: Node's stripper takes memory and never
 * gives it back, not from a worker thread either.
 * @throws Error when a source is not erasable TypeScript
 */
export async function stripTypes(sources: readonly string[]): Promise<string[]> {
  const args = ['--disable-warning=ExperimentalWarning', '--eval', WORK]
  const child = spawn(process.execPath, args, { stdio: ['pipe', 'pipe', 'ignore'] })
  child.stdin.end(JSON.stringify(sources))
  return (await json(child.stdout)) as string[]
}
