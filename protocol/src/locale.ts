import { z } from 'zod'

/** The five languages every string exists in. */
export const LOCALES = ['mn', 'vi', 'ru', 'ky', 'en'] as const
export const localeSchema = z.enum(LOCALES)
export type Locale = z.infer<typeof localeSchema>
