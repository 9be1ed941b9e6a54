import react from '@vitejs/plugin-react';
import { defineConfig } from 'vitest/config';

const setupFiles = ['./ui/src/testing.setup.ts'];
const room = (name: string) => ({
  plugins: [react()],
  test: {
    name,
    environment: 'jsdom',
    setupFiles,
    include: [`${name}/src/**/*.test.{ts,tsx}`],
    exclude: ['**/i18n.test.ts'],
    testTimeout: 15_000,
  },
});

export default defineConfig({
  test: {
    projects: [
      room('ui'),
      room('patient'),
      room('staff'),
      room('api'),
      { test: { name: 'i18n', environment: 'node', include: ['*/src/**/i18n.test.ts'] } },
    ],
  },
});
