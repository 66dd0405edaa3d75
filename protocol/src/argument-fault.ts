/**
 * What is wrong with a command line, as one sentence, from what `parseArgs` threw: its own words go on to teach the
 * use of `--`.
 */
export function argumentFault(error: unknown): string {
  const message = error instanceof Error ? error.message : String(error)
  const unknown = /^Unknown option '([^']*)'/.exec(message)?.[1]
  if (unknown !== undefined) return `There is no option ${unknown}.`
  return `${message.split(/\. |\n/, 1)[0]?.replace(/\.$/, '')}.`
}
