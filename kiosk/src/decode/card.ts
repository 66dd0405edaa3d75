import { readFileSync } from 'node:fs'
import { readCard } from '@schoolgate/protocol/card/card'
import { type PublicKeySet, publicKeySetSchema } from '@schoolgate/protocol/card/keys'
import { fail, ok, type Result } from '@schoolgate/protocol/result'

/** The error is a sentence for the person at the keyboard. */
export function readKeyFile(path: string): Result<PublicKeySet, string> {
  let text: string
  try {
    text = readFileSync(path, 'utf8')
  } catch (error) {
    const code = (error as NodeJS.ErrnoException).code
    return fail(code === 'ENOENT' ? `there is no key file ${path}` : `cannot read key file ${path} (${code})`)
  }
  let json: unknown
  try {
    json = JSON.parse(text)
  } catch {
    return fail(`key file ${path} is not JSON`)
  }
  const keys = publicKeySetSchema.safeParse(json)
  if (keys.success) return ok(keys.data)
  const issue = keys.error.issues[0]
  return fail(
    `key file ${path} is not a set of Ed25519 public keys: ${issue?.path.join('.') || 'top'}: ${issue?.message}`,
  )
}

/** @returns the line to print, and whether the card is valid. @param now epoch ms */
export function cardLine(text: string, keys: PublicKeySet, now: number): { line: string; valid: boolean } {
  // A line cut out of a file may bring its end along; a card's own last character may be a space.
  const card = readCard(text.replace(/[\r\n]+$/, ''), keys, now)
  if (!card.ok) return { line: JSON.stringify({ error: card.error }), valid: false }
  const { claims, kid } = card.value
  return {
    line: JSON.stringify({ card: claims.card, issued: claims.issued, expires: claims.expires, kid }),
    valid: true,
  }
}
