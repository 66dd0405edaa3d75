import type { Locale } from '@schoolgate/protocol/locale'
import { en } from './words/en.ts'
import { ky } from './words/ky.ts'
import { mn } from './words/mn.ts'
import { ru } from './words/ru.ts'
import type { TraceWords } from './words/type.ts'
import { vi } from './words/vi.ts'

export const TRACE_WORDS: Record<Locale, TraceWords> = { mn, vi, ru, ky, en }
