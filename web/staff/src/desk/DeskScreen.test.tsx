import type { Desk } from '@frontdesk/api';
import { goOffline, goOnline, never, ok, problem, tell } from '@frontdesk/ui/testing';
import { screen, within } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { expect, it } from 'vitest';
import { call, quiet, talking, verified } from '../testing.data.ts';
import { openApp } from '../testing.tsx';

const minutesAgo = (minutes: number) => new Date(Date.now() - minutes * 60_000).toISOString();
const waits = (callId: string, minutes: number, fromLast4: string) => ({
  callId,
  fromLast4,
  name: null,
  at: minutesAgo(minutes),
  outcome: null,
});
const busy: Desk = {
  ...quiet,
  waiting: [waits('w1', 1, '2210'), waits('w2', 3, '7741')],
  missed: [{ ...waits('m1', 38, '0192'), outcome: 'abandoned' }],
};

it('is grey bars while it loads', async () => {
  await openApp('/', { 'GET /callcenter/desk': never });
  expect(await screen.findByText('Loading')).toBeDefined();
});

it('says what will come when nothing waits', async () => {
  await openApp('/');
  expect(await screen.findByText('Nothing waits')).toBeDefined();
  expect(screen.getByText('Ready for the next call')).toBeDefined();
});

it('says why no calls come to one who is away', async () => {
  await openApp('/', {
    'GET /callcenter/desk': ok({
      ...quiet,
      agent: { state: 'away', reason: 'missed', since: quiet.agent.since },
    }),
  });
  expect(await screen.findByText('No calls come to you now')).toBeDefined();
  expect(screen.getByText('Away: missed a call')).toBeDefined();
});

it('clears a filter that leaves nothing', async () => {
  await openApp('/', { 'GET /callcenter/desk': ok(busy) });
  await userEvent.click(await screen.findByRole('button', { name: /Write up 0/ }));
  expect(screen.getByText('Nothing of this kind waits')).toBeDefined();
  await userEvent.click(screen.getByRole('button', { name: 'Clear the filter' }));
  expect(screen.getAllByRole('link', { name: /Caller ••••/ })).toHaveLength(3);
});

it('tries again after an error, with its reference shown', async () => {
  let broken = true;
  await openApp('/', { 'GET /callcenter/desk': () => (broken ? problem(500, 'unexpected') : ok(quiet)) });
  const alert = await screen.findByRole('alert');
  expect(alert.textContent).toContain('Reference req-7');
  broken = false;
  await userEvent.click(within(alert).getByRole('button', { name: 'Try again' }));
  expect(await screen.findByText('Nothing waits')).toBeDefined();
});

it('says who can grant it to a role without a desk', async () => {
  await openApp('/', { 'GET /callcenter/desk': problem(403, 'forbidden') });
  expect(await screen.findByText('You cannot see this')).toBeDefined();
});

it('tells that the network is away', async () => {
  await openApp('/');
  await screen.findByText('Nothing waits');
  goOffline();
  expect(screen.getByText(/You are offline/)).toBeDefined();
  goOnline();
});

it('asks again when something changed', async () => {
  let desk = quiet;
  await openApp('/', { 'GET /callcenter/desk': () => ok(desk) });
  await screen.findByText('Nothing waits');
  desk = busy;
  tell('callcenter.calls');
  expect(await screen.findAllByRole('link', { name: /Caller ••••/ })).toHaveLength(3);
});

it('is walked with J and K and opened with Enter', async () => {
  await openApp('/', { 'GET /callcenter/desk': ok(busy) });
  await screen.findAllByRole('link', { name: /Caller ••••/ });
  await userEvent.keyboard('jjk{Enter}');
  // The longest wait is on top.
  expect(await screen.findByRole('heading', { name: 'Caller •••• 7741' })).toBeDefined();
  expect(screen.getByText('This caller waits in line')).toBeDefined();
});

it('shows who is probably calling, and nothing of the chart', async () => {
  const { asked } = await openApp('/', {
    'GET /callcenter/desk': ok({ ...quiet, call }),
    'GET /callcenter/calls/c1': ok(call),
  });
  const pop = await screen.findByRole('alert', { name: 'Incoming call' });
  expect(within(pop).getByText('María González')).toBeDefined();
  expect(screen.getByText('Locked')).toBeDefined();
  expect(asked.some((one) => one.path.startsWith('/patients/'))).toBe(false);
});

it('answers with A', async () => {
  let now = call;
  const { asked } = await openApp('/', {
    'GET /callcenter/desk': () => ok({ ...quiet, call: now }),
    'GET /callcenter/calls/c1': () => ok(now),
    'POST /callcenter/calls/c1/answer': () => {
      now = talking;
      return { status: 204 };
    },
  });
  await screen.findByRole('alert', { name: 'Incoming call' });
  await userEvent.keyboard('a');
  expect(await screen.findByText('Who is calling?')).toBeDefined();
  expect(asked.filter((one) => one.path.endsWith('/answer'))).toHaveLength(1);
});

it('says when the call is not with this agent any more', async () => {
  await openApp('/', {
    'GET /callcenter/desk': ok({ ...quiet, call }),
    'GET /callcenter/calls/c1': ok(call),
    'POST /callcenter/calls/c1/answer': problem(409, 'not_your_call'),
  });
  await screen.findByRole('alert', { name: 'Incoming call' });
  await userEvent.keyboard('a');
  expect(await screen.findByText('This call is not with you any more.')).toBeDefined();
});

it('asks before another chart is opened during a call, and names both', async () => {
  const { router } = await openApp('/', {
    'GET /callcenter/desk': ok({ ...quiet, call: verified }),
    'GET /callcenter/calls/c1': ok(verified),
    'GET /patients/p1/household': ok({
      members: [{ patientId: 'p2', name: 'Sofía González', age: 0, sex: 'female', phoneLast4: '0143' }],
    }),
  });
  await userEvent.click(await screen.findByRole('button', { name: 'Sofía González, under 1 year' }));
  const dialog = screen.getByRole('alertdialog', { name: 'Another patient?' });
  expect(dialog.textContent).toContain(
    'You are on a call with María González. Open the chart of Sofía González instead?',
  );
  expect(router.state.location.pathname).not.toContain('p2');
  await userEvent.click(within(dialog).getByRole('button', { name: 'Open Sofía González' }));
  expect(router.state.location.pathname).toContain('/patients/p2');
});
