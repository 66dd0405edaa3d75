/**
 * Whether a request that changes something, or opens the feed, comes from our own page: browsers always name the
 * `Origin` of these. None, or `null` of a sandboxed frame, is no.
 *
 * @param host the request's `Host`, so that our own address need not be configured
 * @param allowed further origins, as `https://school.example`
 */
export function originAllowed(
  origin: string | null | undefined,
  host: string | null | undefined,
  allowed: readonly string[],
): boolean {
  if (!origin) return false
  if (allowed.includes(origin)) return true
  if (!URL.canParse(origin)) return false
  const { protocol, host: from } = new URL(origin)
  return (protocol === 'http:' || protocol === 'https:') && from === host
}
