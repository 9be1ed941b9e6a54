import type { en } from './en.ts';
import { wordsOf } from './language.ts';

/** Words of the shared components. */
export const useUiWords = wordsOf<typeof en>();
