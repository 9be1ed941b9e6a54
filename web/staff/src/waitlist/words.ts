import { addLanguages, wordsOf } from '@frontdesk/ui';
import type { en } from './i18n/en.ts';

/** Words of the waitlist: they come with what first shows it. */
export const useWaitlistWords = wordsOf<typeof en>();

await addLanguages({
  en: async () => (await import('./i18n/en.ts')).en,
  es: async () => (await import('./i18n/es.ts')).es,
});
