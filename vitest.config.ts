import { defineConfig } from 'vitest/config';

/** Nothing may fail because the machine is slow: what is waited for has time, and a test has more of it than its waits. */
const patience = {
  setupFiles: ['test/harness/patience.ts'],
  expect: { poll: { timeout: 30_000 } },
  testTimeout: 180_000,
  hookTimeout: 600_000,
};

export default defineConfig({
  test: {
    pool: 'forks',
    globalSetup: ['test/harness/prepare-servers.ts'],
    projects: [
      {
        test: {
          ...patience,
          name: 'unit',
          include: [
            '{contracts,domain,infra,activities,workflows,workers,temporal,agent,api,mcp,scripts,samples}/**/*.test.ts',
            'web/src/**/*.test.{ts,tsx}',
          ],
        },
      },
      {
        test: {
          ...patience,
          name: 'system',
          include: ['test/**/*.test.ts'],
          maxWorkers: 1,
          fileParallelism: false,
        },
      },
    ],
  },
});
