import { Problem } from '@frontdesk/api';
import { screen } from '@testing-library/react';
import { expect, it } from 'vitest';
import { uiDictionaries } from './i18n/dictionaries.ts';
import { chooseLanguage } from './i18n/language.ts';
import { TimeError } from './TimeError.tsx';
import { renderWithWords } from './testing.tsx';

const problem = (code: string) => new Problem(409, code, 'req-7', {}, {});

it.each([
  ['already_in_group', /has a place in this group already/, /ya tiene un lugar en este grupo/],
  ['already_engaged', /has another visit at that time/, /tiene otra visita a esa hora/],
  ['already_there', /is at that time already/, /ya está a esa hora/],
  ['unexpected', /was not saved/, /No se guardó/],
])('says %s in both languages', async (code, english, spanish) => {
  await renderWithWords(uiDictionaries, <TimeError error={problem(code)} />);
  expect(screen.getByRole('alert').textContent).toMatch(english);
  await chooseLanguage('es');
  expect(await screen.findByText(spanish)).toBeDefined();
});

it('leaves to each act what it alone is refused', async () => {
  await renderWithWords(uiDictionaries, <TimeError error={problem('hold_expired')}>Gone.</TimeError>);
  expect(screen.getByRole('alert').textContent).toBe('Gone.');
});
