import { expect, it } from 'vitest';
import { en } from './en.ts';
import { es } from './es.ts';
import { faultsOf } from './faults.ts';

it('has every word in both languages, with the same values, and no word that nobody says', () => {
  const rooms = ['ui', 'patient', 'staff'].map((room) => new URL(`../../../${room}/src/`, import.meta.url));
  expect(faultsOf(en, es, ...rooms)).toEqual([]);
});
