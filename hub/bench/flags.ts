/** Reads `--name value` pairs over defaults. @throws Error for a flag that is not there or no number. */
export function flags<T extends Record<string, number>>(args: string[], defaults: T): T {
  const values = { ...defaults }
  for (let i = 0; i < args.length; i += 2) {
    const name = (args[i] ?? '').replace(/^--/, '')
    const value = Number(args[i + 1])
    if (!(name in defaults) || !Number.isFinite(value))
      throw new Error(
        `flags: ${Object.entries(defaults)
          .map(([k, v]) => `--${k} ${v}`)
          .join(' ')}`,
      )
    ;(values as Record<string, number>)[name] = value
  }
  return values
}
