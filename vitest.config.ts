import { defineConfig } from 'vitest/config'

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
      {
        test: {
          name: 'flow',
          include: ['dashboard/test/flow/**/*.test.ts'],
          testTimeout: 120_000,
          hookTimeout: 120_000,
          fileParallelism: false,
        },
      },
    ],
  },
})
