/** Where to go after signing in: a path of this dashboard, never another host. */
export function safeNext(raw: unknown): string {
  if (typeof raw !== 'string' || !raw.startsWith('/')) return '/'
  // `//host` and `/\host` leave the origin
  if (/^\/[/\\]/.test(raw)) return '/'
  return raw
}
