import { defineConfig } from 'vitest/config';

export default defineConfig({
  test: {
    include: ['test/**/*.test.ts'],
    setupFiles: [],
    testTimeout: 20_000,
    hookTimeout: 60_000,
  },
});
