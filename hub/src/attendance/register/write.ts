import { inThread } from '../../print/in-thread.ts'
import type { RegisterTask } from './thread.ts'

/** Writes a register's file in a thread of its own. @throws when cancelled, or when the file cannot be written */
export const writeRegister = (task: RegisterTask, signal: AbortSignal): Promise<void> =>
  inThread(new URL('./thread.ts', import.meta.url), task, signal)
