import { defineConfig } from 'vitest/config'

const PAGES = ['attendance', 'exchange', 'groups', 'live', 'network', 'pages', 'people', 'trace'].map(
  name => `dashboard/test/flow/${name}.test.ts`,
)

/** A busy machine is slow, not wrong: limits are there to end what hangs, and none of them measures anything. */
const patience = (ms: number) => ({
  testTimeout: ms,
  hookTimeout: ms,
  teardownTimeout: 30_000,
  expect: { poll: { timeout: Math.min(ms / 2, 30_000), interval: 20 } },
})

/**
 * Files of a worker share what they import: most of a test's time went into importing it anew. No module of ours keeps
 * state, and a test puts back what it replaces.
 */
const together = { isolate: false }

/** One project a package; `hub` runs on Bun (`npm run test:hub`), the others on Node. Flows start real processes. */
export default defineConfig({
  test: {
    projects: [
      { test: { name: 'protocol', include: ['protocol/**/*.test.ts'], ...together, ...patience(60_000) } },
      { test: { name: 'kiosk', include: ['kiosk/**/*.test.ts'], ...together, ...patience(90_000) } },
      {
        test: {
          name: 'hub',
          include: ['hub/**/*.test.ts'],
          ...together,
          ...patience(90_000),
          // Under Bun the guess at CommonJS defaults loses zod's named export.
          deps: { interopDefault: false },
          server: { deps: { inline: ['zod'] } },
        },
      },
      {
        test: {
          name: 'dashboard',
          include: ['dashboard/src/**/*.test.ts'],
          ...together,
          ...patience(60_000),
        },
      },
      // Every page over a made-up hub: nothing but a browser, so several files at once.
      { test: { name: 'pages', include: PAGES, ...patience(180_000) } },
      {
        test: {
          name: 'flow',
          include: ['dashboard/test/flow/**/*.test.ts'],
          exclude: PAGES,
          ...patience(180_000),
          fileParallelism: false,
        },
      },
    ],
  },
})
