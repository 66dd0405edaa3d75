import type { Locale } from '@schoolgate/protocol/locale'
import type { Messages } from './catalogue.ts'
import { en } from './en.ts'
import { ky } from './ky.ts'
import { mn } from './mn.ts'
import { ru } from './ru.ts'
import { vi } from './vi.ts'

export const MESSAGES: Record<Locale, Messages> = { mn, vi, ru, ky, en }
