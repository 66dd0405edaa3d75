import { z } from 'zod'

/** Id of a record: opaque, short, safe in an address. Persons and cards have 16 hexadecimal digits. */
export const recordIdSchema = z.string().regex(/^[A-Za-z0-9_.:-]{1,80}$/)

/** Id of the jurisdiction a record belongs to. Scope is decided by it alone, so every record carries it. */
export const placeSchema = z.string().min(1).max(80)

/** What the school's own system calls a record (OneRoster `sourcedId`); our id where no other system exists. */
export const sourceSchema = z.string().min(1).max(255)

/** ISO date, local to the school. */
export const daySchema = z.iso.date()

/** Local time of day, `HH:MM`. */
export const timeOfDaySchema = z.string().regex(/^([01]\d|2[0-3]):[0-5]\d$/)

/** Both ends inclusive; null: open. */
export const spanShape = { from: daySchema.nullable(), to: daySchema.nullable() }
