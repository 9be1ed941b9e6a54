import { addLanguages, wordsOf } from '@frontdesk/ui';
import type { Words } from '../i18n/words.ts';
import type { en } from './i18n/en.ts';

export type KeyWords = Words & typeof en;

/** Words of the sheet of keys: they come when it is first asked for. */
export const useKeyWords = wordsOf<KeyWords>();

await addLanguages({
  en: async () => (await import('./i18n/en.ts')).en,
  es: async () => (await import('./i18n/es.ts')).es,
});
