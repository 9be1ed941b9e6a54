/** Playwright wants its global set-up as a default export. */
export { startSystem as default } from './src/system.ts';
