import { fail, ok, type Result } from '@schoolgate/protocol/result'
import { type ApiError, asError, parseJson } from './client.ts'

export interface UploadOptions {
  method?: 'POST' | 'PUT'
  /** share of the bytes that left, 0 to 1 */
  onProgress?: (share: number) => void
  signal?: AbortSignal
}

/**
 * Sends a file: a `FormData` as multipart, a `Blob` as it is with its own type. By XMLHttpRequest, because `fetch`
 * tells nothing about what has left already.
 */
export function upload<T>(
  path: string,
  body: FormData | Blob,
  { method = 'POST', onProgress, signal }: UploadOptions = {},
): Promise<Result<T, ApiError>> {
  return new Promise(resolve => {
    const request = new XMLHttpRequest()
    request.open(method, path)
    if (onProgress) {
      request.upload.onprogress = e => onProgress(e.lengthComputable ? e.loaded / e.total : 0)
    }
    request.onload = () => {
      const json = parseJson(request.responseText)
      const good = request.status >= 200 && request.status < 300
      resolve(
        good ? ok(json as T) : fail(asError(json, request.status, request.getResponseHeader('retry-after'))),
      )
    }
    request.onerror = () => resolve(fail({ code: 'unreachable' }))
    request.onabort = () => resolve(fail({ code: 'cancelled' }))
    signal?.addEventListener('abort', () => request.abort(), { once: true })
    if (signal?.aborted) return resolve(fail({ code: 'cancelled' }))
    request.send(body)
  })
}
