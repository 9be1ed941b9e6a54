import { type Dictionaries, uiDictionaries, wordsOf } from '@frontdesk/ui';
import type { en } from './en.ts';

export type Words = typeof en;
export const useWords = wordsOf<Words>();

export const dictionaries: Dictionaries = {
  en: async () => ({ ...(await uiDictionaries.en()), ...(await import('./en.ts')).en }),
  es: async () => ({ ...(await uiDictionaries.es()), ...(await import('./es.ts')).es }),
};
