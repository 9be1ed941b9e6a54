import { createInstance, type i18n } from 'i18next';
import { useSyncExternalStore } from 'react';

export const languages = ['en', 'es'] as const;
export type Language = (typeof languages)[number];
export type Dictionary = Record<string, string>;
export type Dictionaries = Record<Language, () => Promise<Dictionary>>;

const remembered = 'frontdesk.language';
const instance: i18n = createInstance();
let dictionaries: Dictionaries[] = [];
const added: Dictionaries[] = [];

/** The person's choice, else the browser's first language that we speak, else English. */
export function preferredLanguage(): Language {
  const wanted = [localStorage.getItem(remembered), ...navigator.languages].map((tag) => tag?.slice(0, 2));
  return (
    languages.find((language) => language === wanted.find((tag) => languages.some((l) => l === tag))) ?? 'en'
  );
}

/** Only the language in use is fetched; the other one comes when the person switches to it. */
export async function startLanguages(sources: Dictionaries): Promise<void> {
  dictionaries = [sources];
  await show(preferredLanguage());
}

export async function chooseLanguage(language: Language): Promise<void> {
  localStorage.setItem(remembered, language);
  await show(language);
}

/** Words of a part that not everyone opens: fetched with that part, and with the other language after a switch. */
export async function addLanguages(sources: Dictionaries): Promise<void> {
  added.push(sources);
  if (!instance.isInitialized) return;
  const language = currentLanguage();
  instance.addResourceBundle(language, 'translation', await sources[language](), true, true);
}

async function show(language: Language): Promise<void> {
  const all = await Promise.all([...dictionaries, ...added].map((source) => source[language]()));
  const words: Dictionary = Object.assign({}, ...all);
  if (!instance.isInitialized) {
    await instance.init({
      lng: language,
      resources: {},
      keySeparator: false,
      nsSeparator: false,
      // React escapes what it renders.
      interpolation: { escapeValue: false },
    });
  }
  instance.addResourceBundle(language, 'translation', words, true, true);
  await instance.changeLanguage(language);
  document.documentElement.lang = language;
}

function subscribe(changed: () => void): () => void {
  instance.on('languageChanged', changed);
  return () => instance.off('languageChanged', changed);
}

export function currentLanguage(): Language {
  return instance.language === 'es' ? 'es' : 'en';
}

export function useLanguage(): Language {
  return useSyncExternalStore(subscribe, currentLanguage);
}

export type Values = Record<string, string | number>;
type Plain<Key extends string> = Key extends `${infer Stem}_${'zero' | 'one' | 'other'}` ? Stem : Key;
export type Translate<Words> = (key: Plain<keyof Words & string>, values?: Values) => string;

/** The hook of one dictionary: only its keys are accepted, a counted one by its stem. */
export function wordsOf<Words extends Dictionary>(): () => Translate<Words> {
  const translate: Translate<Words> = (key, values) => instance.t(key, values ?? {});
  const inEnglish: Translate<Words> = (key, values) => translate(key, values);
  const inSpanish: Translate<Words> = (key, values) => translate(key, values);
  // One function per language: its identity changes with the language, so memoised work is done again.
  return () => (useLanguage() === 'es' ? inSpanish : inEnglish);
}

/** "es" in English is "Spanish". */
export function languageName(code: string, language: Language): string {
  const name = new Intl.DisplayNames(language, { type: 'language' }).of(code) ?? code;
  return name.charAt(0).toUpperCase() + name.slice(1);
}
