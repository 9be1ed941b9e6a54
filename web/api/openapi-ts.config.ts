import { defineConfig } from '@hey-api/openapi-ts';

// Types only: the functions in src are one line each, and the generated runtime would not fit the consoles' byte budget.
export default defineConfig({
  input: '../../openapi.json',
  output: { path: process.env.FRONTDESK_API_OUTPUT ?? 'src/generated', clean: true, indexFile: false },
  plugins: [{ name: '@hey-api/typescript', enums: false }],
});
