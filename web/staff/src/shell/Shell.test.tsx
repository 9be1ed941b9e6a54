import { FakeEventSource, ok, problem, tell } from '@frontdesk/ui/testing';
import { act, screen, within } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { expect, it } from 'vitest';
import { found, quiet, session, verified } from '../testing.data.ts';
import { openApp } from '../testing.tsx';

it('goes by keys: G then D, P or T, and ? shows them all', async () => {
  const { router } = await openApp('/', {
    'GET /scheduling/appointments': ok({ appointments: [], more: false }),
  });
  await screen.findByText('Nothing waits');
  await userEvent.keyboard('gt');
  await screen.findByText('No visits on this day');
  await userEvent.keyboard('gp');
  await screen.findByLabelText('Find a patient');
  await userEvent.keyboard('gd');
  await screen.findByText('Nothing waits');
  expect(router.state.location.pathname).toMatch(/^\/(staff\/?)?$/);
  await userEvent.keyboard('?');
  expect(await screen.findByRole('dialog', { name: 'Keys' })).toBeDefined();
});

it('turns single letters off from the sheet of keys', async () => {
  await openApp('/');
  await screen.findByText('Nothing waits');
  await userEvent.keyboard('?');
  await userEvent.click(await screen.findByLabelText('Use single-letter keys'));
  await userEvent.click(screen.getByRole('button', { name: 'Close' }));
  await userEvent.keyboard('gp');
  expect(screen.queryByLabelText('Find a patient')).toBeNull();
});

it('finds a patient from anywhere with Ctrl K, arrows and Enter', async () => {
  const { router } = await openApp('/', {
    'POST /patients/search': ok({ results: [found], truncated: false }),
  });
  await screen.findByText('Nothing waits');
  await userEvent.keyboard('{Control>}k{/Control}');
  await userEvent.type(screen.getByRole('combobox'), '312 555 0143');
  await screen.findByRole('option', { name: /María González/, selected: true });
  await userEvent.keyboard('{Enter}');
  expect(router.state.location.pathname).toContain('/patients/p1');
});

it('runs a command by its words', async () => {
  const { asked } = await openApp('/', { 'PUT /callcenter/agents/me': ok(quiet.agent) });
  await screen.findByText('Nothing waits');
  await userEvent.keyboard('{Control>}k{/Control}');
  await userEvent.type(screen.getByRole('combobox'), 'status to avail{Enter}');
  expect(asked.find((one) => one.method === 'PUT')?.body).toEqual({ state: 'available' });
});

it('sets one’s status with a reason, and says why it was refused', async () => {
  const { asked } = await openApp('/', { 'PUT /callcenter/agents/me': problem(409, 'write_up_first') });
  await screen.findByText('Nothing waits');
  await userEvent.click(screen.getByRole('button', { name: 'My status: Available. Menu' }));
  await userEvent.click(screen.getByRole('menuitemradio', { name: 'Away: Lunch' }));
  expect(asked.find((one) => one.method === 'PUT')?.body).toEqual({ state: 'away', reason: 'lunch' });
  expect(await screen.findByText(/Write up your last call first/)).toBeDefined();
});

it('shows the live call on every screen, with hold and hang up', async () => {
  const { asked } = await openApp('/patients', {
    'GET /callcenter/desk': ok({ ...quiet, call: verified }),
    'POST /callcenter/calls/c1/*': { status: 204 },
  });
  const pill = within(await screen.findByRole('region', { name: 'Live call' }));
  expect(pill.getByText('María González')).toBeDefined();
  await userEvent.click(pill.getByRole('button', { name: 'Hold' }));
  await userEvent.click(pill.getByRole('button', { name: 'Hang up' }));
  expect(asked.filter((one) => one.method === 'POST').map((one) => one.path)).toEqual([
    '/callcenter/calls/c1/hold',
    '/callcenter/calls/c1/hang-up',
  ]);
});

it('goes to sign-in when the session ends, and keeps the place', async () => {
  let over = false;
  const { router } = await openApp('/today?date=2026-11-26', {
    'GET /identity/session': () => (over ? problem(401, 'signed_out') : ok(session)),
    'GET /scheduling/appointments': () =>
      over ? problem(401, 'signed_out') : ok({ appointments: [], more: false }),
  });
  await screen.findByText('No visits on this day');
  over = true;
  tell('scheduling.appointments');
  expect(await screen.findByRole('heading', { name: 'Sign in to the desk' })).toBeDefined();
  expect(router.state.location.search).toEqual({ to: expect.stringContaining('/today?date=2026-11-26') });
});

it('tells while the live stream is away, and asks for all again when told to', async () => {
  let desk = quiet;
  await openApp('/', { 'GET /callcenter/desk': () => ok(desk) });
  await screen.findByText('Nothing waits');
  const stream = FakeEventSource.streams.at(-1);
  act(() => stream?.onerror?.());
  expect(screen.getByText(/Reconnecting/)).toBeDefined();
  desk = { ...quiet, agent: { ...quiet.agent, state: 'away', reason: 'lunch' } };
  act(() => {
    stream?.onopen?.();
    stream?.dispatchEvent(new Event('refetch'));
  });
  expect(screen.queryByText(/Reconnecting/)).toBeNull();
  expect(await screen.findByText('Away: Lunch')).toBeDefined();
});

it('switches the language of the whole desk', async () => {
  await openApp('/');
  await screen.findByText('Nothing waits');
  await userEvent.click(screen.getByRole('button', { name: 'My status: Available. Menu' }));
  await userEvent.click(screen.getByRole('menuitemradio', { name: 'Español' }));
  expect(await screen.findByText('Nada espera')).toBeDefined();
});
