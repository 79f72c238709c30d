import { defineConfig } from 'vitest/config';

export default defineConfig({
  test: {
    include: ['test/**/*.test.ts'],
    globalSetup: ['test/support/required.ts'],
    reporters: ['default', './test/support/notices.ts'],
    // Browsers and threads share the cores of whatever machine this is: a delay is not a failure.
    testTimeout: 60_000,
    hookTimeout: 120_000,
    retry: process.env.CI ? 1 : 0,
    maxWorkers: 2,
  },
});
