import type { Language } from './i18n/language.ts';

type Named = { nameEn: string; nameEs: string };
type Visited = { visitTypeEn: string; visitTypeEs: string };
type Instructed = { instructionsEn: string; instructionsEs: string };

// The clinic writes these words itself, in both languages.
export const typeName = (type: Named, language: Language) => (language === 'es' ? type.nameEs : type.nameEn);
export const visitName = (visit: Visited, language: Language) =>
  language === 'es' ? visit.visitTypeEs : visit.visitTypeEn;
export const instructionsOf = (visit: Instructed, language: Language) =>
  language === 'es' ? visit.instructionsEs : visit.instructionsEn;
