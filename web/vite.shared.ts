import tailwindcss from '@tailwindcss/vite';
import react from '@vitejs/plugin-react';
import type { UserConfig } from 'vite';

// What is needed before anything is drawn stands in one file: several small ones compress worse.
const first = [
  /preload-helper/,
  /[\\/]ui[\\/]src[\\/](i18n[\\/](language|useWords|dictionaries)|theme|queries)\.ts$/,
  /node_modules[\\/](react|react-dom|scheduler|i18next|@tanstack[\\/](react-router|router-core|history|store|react-store))[\\/]/,
];

/** Both apps build the same way; they differ in where they are served and in their development port. */
export function appConfig(base: string, port: number): UserConfig {
  return {
    base,
    plugins: [react(), tailwindcss()],
    build: {
      target: 'es2022',
      manifest: true,
      // No data: URLs, so that the content security policy needs no exception for them.
      assetsInlineLimit: 0,
      modulePreload: { polyfill: false },
      rolldownOptions: {
        output: {
          codeSplitting: {
            groups: [
              {
                name: 'base',
                test: (id: string) => first.some((one) => one.test(id)),
                priority: 30,
              },
            ],
          },
        },
      },
    },
    server: {
      port,
      strictPort: true,
      proxy: {
        '/api': { target: process.env.FRONTDESK_HOST ?? 'http://localhost:8080', changeOrigin: false },
      },
    },
  };
}
