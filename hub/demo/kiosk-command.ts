/**
 * The kiosk as `npm run kiosk` starts it, without npm between. One malloc arena and one V8 worker thread: a kiosk
 * does one thing at a time, and memory is what a Pi has least of.
 */
export const kioskCommand = (args: string[]): { command: string; args: string[] } => ({
  command: 'env',
  args: [
    'MALLOC_ARENA_MAX=1',
    'node',
    '--v8-pool-size=1',
    '--disable-warning=ExperimentalWarning',
    'kiosk/src/main.ts',
    ...args,
  ],
})
