/**
 * Whose request it is. A proxy we were told to trust names the client last in `X-Forwarded-For`; what stands before
 * it, anybody may have written. A forwarded request from any other address keeps that address, marked, so that a
 * proxy on this machine never makes the whole world look like loopback.
 *
 * @param socket the connection's own address
 * @param trusted addresses of our proxies
 */
export function clientAddress(
  headers: Headers,
  socket: string | undefined,
  trusted: readonly string[],
): string | undefined {
  const forwarded = headers.get('X-Forwarded-For') ?? headers.get('Forwarded')
  if (forwarded === null || socket === undefined) return socket
  const client = headers.get('X-Forwarded-For')?.split(',').at(-1)?.trim()
  return trusted.includes(socket) && client ? client : `forwarded by ${socket}`
}
