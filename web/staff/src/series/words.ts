import { addLanguages, wordsOf } from '@frontdesk/ui';
import type { en } from './i18n/en.ts';

/** Words of visits that repeat: they come when somebody asks for one. */
export const useSeriesWords = wordsOf<typeof en>();

await addLanguages({
  en: async () => (await import('./i18n/en.ts')).en,
  es: async () => (await import('./i18n/es.ts')).es,
});
