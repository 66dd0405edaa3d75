/** The headers of a request that say where it comes from; a page's script can set none of them. */
export interface RequestSource {
  origin: string | null | undefined
  host: string | null | undefined
  /** `Sec-Fetch-Site` */
  site: string | null | undefined
}

/**
 * Whether a request that changes something, or opens the feed, comes from our own page. `Origin` decides where it
 * is sent; browsers leave it away from some requests of a page to its own host, and mark those `same-origin`
 * (Fetch Metadata). Neither, or the `null` of a sandboxed frame, is no.
 *
 * @param allowed further origins beside the request's own host, as `https://school.example`
 */
export function originAllowed({ origin, host, site }: RequestSource, allowed: readonly string[]): boolean {
  if (origin === null || origin === undefined) return site === 'same-origin'
  if (allowed.includes(origin)) return true
  if (!URL.canParse(origin)) return false
  const { protocol, host: from } = new URL(origin)
  return (protocol === 'http:' || protocol === 'https:') && from === host
}
