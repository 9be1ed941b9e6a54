import { ok, tell } from '@frontdesk/ui/testing';
import { screen, within } from '@testing-library/react';
import { expect, it } from 'vitest';
import { past, visit } from '../testing.data.ts';
import { itHasItsStates } from '../testing.states.ts';
import { openApp } from '../testing.tsx';

const route = 'GET /scheduling/patients/p1/appointments';

itHasItsStates({ path: '/', route, answer: ok({ upcoming: [visit], past: [] }), shows: 'Check-up' });

it('shows the next visit first, in the zone of the place, with its weekday', async () => {
  await openApp('/');
  const hero = within(await screen.findByRole('region', { name: 'Your next visit' }));
  expect(hero.getByText(/Thursday, November 26 at 3:30.PM/)).toBeDefined();
  expect(hero.getByText('Dr. Lin · Lake Street')).toBeDefined();
});

it('leads to booking when there is none', async () => {
  await openApp('/', { [route]: ok({ upcoming: [], past: [past] }) });
  const hero = within(await screen.findByRole('region', { name: 'Your next visit' }));
  expect(hero.getByText('No visit is booked')).toBeDefined();
  expect(hero.getByRole('link', { name: 'Book a visit' }).getAttribute('href')).toBe('/book');
});

it('shows what the clinic changed without a reload', async () => {
  let upcoming = [visit];
  await openApp('/', { [route]: () => ok({ upcoming, past: [] }) });
  await screen.findByText('Check-up');
  upcoming = [];
  tell('scheduling.appointments');
  expect(await screen.findByText('No visit is booked')).toBeDefined();
});

it('greets by the name on file', async () => {
  await openApp('/');
  expect(await screen.findByRole('heading', { name: /^Good .*, María$/ })).toBeDefined();
});
