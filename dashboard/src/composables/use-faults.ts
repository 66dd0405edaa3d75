import type { ApiError } from '../api/client.ts'
import { conflictOf, faultField, faultWhat } from '../text/fault-field.ts'
import { useText } from './use-text.ts'

/** Errors as sentences in the reader's language, naming the field where the hub named one. */
export function useFaults(): { say: (error: ApiError) => string } {
  const { t, format } = useText()
  function say(error: ApiError): string {
    if (error.code === 'too-many-tries') {
      return t('fault.too-many-tries', { time: format.value.span((error.retryAfter ?? 60) * 1000) })
    }
    if (error.code === 'conflict') return t(`fault.${conflictOf(error.where, error.detail)}`)
    const name = error.code === 'bad-input' ? faultField(error.where) : undefined
    if (name) {
      const field = t(`field.${name}`)
      const what = faultWhat(error.detail)
      return what
        ? t('fault.fieldWhat', { field, what: t(`fault.what.${what}`) })
        : t('fault.field', { field })
    }
    return t(`fault.${error.code}`)
  }
  return { say }
}
