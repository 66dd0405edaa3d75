import { type ApiError, asError, parseJson } from './client.ts'

/** Lets the browser fetch a file of the hub's and save it under the name the hub gives it. */
export function saveFile(path: string): void {
  click(path, '')
}

/** Asks the hub to make a file at once, and saves it; the hub's refusal is the answer. */
export async function makeFile(path: string, name: string): Promise<ApiError | undefined> {
  let response: Response
  try {
    response = await fetch(path, { method: 'POST', credentials: 'same-origin' })
  } catch {
    return { code: 'unreachable' }
  }
  if (!response.ok)
    return asError(parseJson(await response.text()), response.status, response.headers.get('retry-after'))
  saveBlob(await response.blob(), name)
  return undefined
}

/** Saves bytes made on this page. */
export function saveBlob(blob: Blob, name: string): void {
  const url = URL.createObjectURL(blob)
  click(url, name)
  // the download has its own hold on the bytes once it has begun
  setTimeout(() => URL.revokeObjectURL(url), 10_000)
}

function click(href: string, name: string): void {
  const link = document.createElement('a')
  link.href = href
  link.download = name
  document.body.append(link)
  link.click()
  link.remove()
}
