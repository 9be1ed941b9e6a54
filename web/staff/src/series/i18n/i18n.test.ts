import { expect, it } from 'vitest';
import { faultsOf } from '../../../../ui/src/i18n/faults.ts';
import { en } from './en.ts';
import { es } from './es.ts';

it('has every word in both languages, with the same values, and no word that nobody says', () => {
  expect(faultsOf(en, es, new URL('../..', import.meta.url))).toEqual([]);
});
