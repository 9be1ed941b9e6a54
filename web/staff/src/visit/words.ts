import { addLanguages, wordsOf } from '@frontdesk/ui';
import type { en } from './i18n/en.ts';

/** Words of visits and of the schedule. They come with the first screen that shows one, not with the sign-in. */
export const useVisitWords = wordsOf<typeof en>();

await addLanguages({
  en: async () => (await import('./i18n/en.ts')).en,
  es: async () => (await import('./i18n/es.ts')).es,
});
