import { defineConfig } from 'vitest/config';

export default defineConfig({
  test: {
    pool: 'forks',
    globalSetup: ['test/harness/prepare-servers.ts'],
    projects: [
      {
        test: {
          name: 'unit',
          include: [
            '{contracts,domain,infra,activities,workflows,workers,temporal,agent,api,mcp,scripts,samples}/**/*.test.ts',
            'web/src/**/*.test.{ts,tsx}',
          ],
          testTimeout: 30_000,
          hookTimeout: 120_000,
        },
      },
      {
        test: {
          name: 'system',
          include: ['test/**/*.test.ts'],
          testTimeout: 180_000,
          hookTimeout: 600_000,
          maxWorkers: 1,
          fileParallelism: false,
        },
      },
    ],
  },
});
