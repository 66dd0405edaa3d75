import { defineConfig } from 'vitest/config'

const PAGES = ['attendance', 'exchange', 'groups', 'live', 'network', 'pages', 'people', 'trace'].map(
  name => `dashboard/test/flow/${name}.test.ts`,
)

/** One project a package; `hub` runs on Bun (`npm run test:hub`), the others on Node. Flows start real processes. */
export default defineConfig({
  test: {
    projects: [
      { test: { name: 'protocol', include: ['protocol/**/*.test.ts'] } },
      { test: { name: 'kiosk', include: ['kiosk/**/*.test.ts'], testTimeout: 20_000 } },
      {
        test: {
          name: 'hub',
          include: ['hub/**/*.test.ts'],
          testTimeout: 20_000,
          hookTimeout: 60_000,
          // Under Bun the guess at CommonJS defaults loses zod's named export.
          deps: { interopDefault: false },
          server: { deps: { inline: ['zod'] } },
        },
      },
      { test: { name: 'dashboard', include: ['dashboard/src/**/*.test.ts'] } },
      // Every page over a made-up hub: nothing but a browser, so several files at once.
      {
        test: {
          name: 'pages',
          include: PAGES,
          testTimeout: 120_000,
          hookTimeout: 120_000,
        },
      },
      {
        test: {
          name: 'flow',
          include: ['dashboard/test/flow/**/*.test.ts'],
          exclude: PAGES,
          testTimeout: 120_000,
          hookTimeout: 120_000,
          fileParallelism: false,
        },
      },
    ],
  },
})
