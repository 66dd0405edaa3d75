import type { Locale } from '@schoolgate/protocol/locale'
import { en } from './words/en.ts'
import { ky } from './words/ky.ts'
import { mn } from './words/mn.ts'
import { ru } from './words/ru.ts'
import type { RegisterWords } from './words/type.ts'
import { vi } from './words/vi.ts'

/** The words of registers and tables. */
export const REGISTER_WORDS: Record<Locale, RegisterWords> = { mn, vi, ru, ky, en }
