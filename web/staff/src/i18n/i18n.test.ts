import { readdirSync } from 'node:fs';
import { expect, it } from 'vitest';
import { faultsOf } from '../../../ui/src/i18n/faults.ts';
import { en } from './en.ts';
import { es } from './es.ts';

it('has every word in both languages, with the same values, and no word that nobody says', () => {
  expect(faultsOf(en, es, new URL('..', import.meta.url))).toEqual([]);
});

it('gives no word two meanings: the parts of the app speak from one store', async () => {
  const files = readdirSync(new URL('..', import.meta.url), { recursive: true, encoding: 'utf8' });
  const dictionaries = files.filter((file) => file.endsWith('i18n/en.ts')).sort();
  const parts = await Promise.all(
    dictionaries.map(async (file) => {
      const { en: words } = (await import(`../${file}`)) as { en: Record<string, string> };
      return Object.keys(words);
    }),
  );
  const all = parts.flat();
  expect(dictionaries.length).toBeGreaterThan(1);
  expect(all.filter((key, at) => all.indexOf(key) !== at)).toEqual([]);
});
