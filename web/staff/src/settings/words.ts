import { addLanguages, wordsOf } from '@frontdesk/ui';
import type { en } from './i18n/en.ts';

/** Words of the settings: they come with them. */
export type SettingsWords = typeof en;
export const useSay = wordsOf<SettingsWords>();
export type Say = ReturnType<typeof useSay>;

await addLanguages({
  en: async () => (await import('./i18n/en.ts')).en,
  es: async () => (await import('./i18n/es.ts')).es,
});
