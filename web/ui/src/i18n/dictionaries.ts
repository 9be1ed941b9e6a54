import type { Dictionaries } from './language.ts';

export const uiDictionaries: Dictionaries = {
  en: async () => (await import('./en.ts')).en,
  es: async () => (await import('./es.ts')).es,
};
