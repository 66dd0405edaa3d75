import pino, { type Logger } from 'pino'

export type { Logger }

export const LOG_LEVELS = ['fatal', 'error', 'warn', 'info', 'debug', 'silent'] as const
export type LogLevel = (typeof LOG_LEVELS)[number]

/**
 * The kiosk's log: JSON lines on standard error, synchronous so that the last line before a crash is there.
 * Nothing about a person goes in: no name, card, text of a code, or temperature.
 */
export const makeLog = (level: LogLevel): Logger =>
  pino({ level, base: null }, pino.destination({ dest: 2, sync: true }))
