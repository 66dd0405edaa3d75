/** What of an error may be logged: its kind, code and place. Messages of a database can hold values. */
export function faultOf(error: unknown): string {
  if (!(error instanceof Error)) return typeof error
  const code = (error as { code?: unknown }).code
  const place = error.stack?.split('\n').find(line => line.trim().startsWith('at '))
  return [error.name, typeof code === 'string' ? code : '', place?.trim() ?? ''].filter(Boolean).join(' ')
}
