import { type Answers, ok, problem, tell } from '@frontdesk/ui/testing';
import { fireEvent, screen, within } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { describe, expect, it } from 'vitest';
import { openSettings, strandsNone } from '../settings/testing.tsx';
import { appointment, chart, times, visit } from '../testing.data.ts';
import { openApp } from '../testing.tsx';

const hold = { holdId: 'h1', ...times.times[0], expiresAt: new Date(Date.now() + 300_000).toISOString() };
const pane = async () => within(await screen.findByRole('complementary', { name: 'Person' }));
const press = async (name: string | RegExp) =>
  userEvent.click(await (await pane()).findByRole('button', { name }));
const focus = () => expect.poll(() => document.activeElement);

describe('when a chart opens', () => {
  it('goes to the chart on its own page', async () => {
    let locked = true;
    await openApp('/patients/p1', {
      'GET /patients/p1': () => (locked ? problem(403, 'chart_locked') : ok(chart)),
      'POST /patients/p1/open': () => {
        locked = false;
        return { status: 204 };
      },
    });
    await userEvent.click(await screen.findByRole('button', { name: 'Open the chart' }));
    await screen.findByRole('heading', { name: 'María González' });
    await focus().toBe(screen.getByRole('main'));
  });

  const ofDay = { ...appointment, startsAt: '2096-11-26T21:30:00Z', endsAt: '2096-11-26T21:50:00Z' };
  const openVisit = async (answers: Answers = {}) => {
    await openApp('/schedule?date=2096-11-26', {
      'GET /scheduling/appointments': ok({ appointments: [ofDay], more: false }),
      ...answers,
    });
    await userEvent.click(await screen.findByRole('button', { name: /^3:30.PM María González/ }));
    return within(screen.getByRole('dialog', { name: 'María González' }));
  };

  it('goes from Move to the reason that is asked for, and on to the times', async () => {
    const dialog = await openVisit();
    await userEvent.click(dialog.getByRole('button', { name: 'Move' }));
    await focus().toBe(await dialog.findByLabelText('Reason'));
    await userEvent.click(dialog.getByRole('button', { name: 'Open the chart' }));
    await focus().toBe((await dialog.findByRole('heading', { name: /Move this visit/ })).closest('section'));
  });

  it('goes to why the visit is cancelled, and after that to the visit', async () => {
    let status = 'booked';
    const dialog = await openVisit({
      'GET /scheduling/appointments': () => ok({ appointments: [{ ...ofDay, status }], more: false }),
      'POST /scheduling/appointments/a1/cancel': () => {
        status = 'cancelled';
        return ok({ status });
      },
    });
    await userEvent.click(dialog.getByRole('button', { name: 'Cancel' }));
    await userEvent.click(await screen.findByRole('button', { name: 'Open the chart' }));
    const confirm = await screen.findByRole('button', { name: 'Cancel the visit' });
    await focus().toBe(screen.getByLabelText('Reason'));
    await userEvent.click(confirm);
    await focus().toBe(screen.getByRole('dialog', { name: 'María González' }));
  });
});

it('goes to the next visit when one was cancelled', async () => {
  let upcoming = [visit];
  await openApp('/patients/p1', {
    'GET /scheduling/patients/p1/appointments': () => ok({ upcoming, past: [] }),
    'POST /scheduling/appointments/a1/cancel': () => {
      upcoming = [];
      return ok({ status: 'cancelled' });
    },
  });
  await press('Cancel');
  await userEvent.click(screen.getByRole('button', { name: 'Cancel the visit' }));
  await focus().toBe((await screen.findByRole('heading', { name: 'Next visit' })).closest('section'));
});

it('goes to the nearest times when somebody was faster', async () => {
  const nearest = [{ ...times.times[0], startsAt: '2026-11-27T16:40:00Z' }];
  await openApp('/patients/p1', { 'POST /scheduling/holds': problem(409, 'time_taken', { nearest }) });
  await press(/Fri 9:20.AM/);
  await focus().toBe(await screen.findByRole('alert'));
});

it('goes on from one undecided visit of a series to the next, to the booking, and back to the pane', async () => {
  const start = (days: number) => new Date(Date.parse(hold.startsAt ?? '') + days * 86_400_000).toISOString();
  const week = (days: number, free: boolean) => ({
    startsAt: start(days),
    endsAt: start(days),
    free,
    code: '',
    en: 'Away.',
    es: 'x',
    nearest: [],
  });
  await openApp('/patients/p1', {
    'POST /scheduling/holds': { status: 201, body: hold },
    'DELETE /scheduling/holds/h1': { status: 204 },
    'POST /scheduling/series/check': ok({
      visits: [week(0, true), week(7, false), week(14, false), week(21, true)],
    }),
    'POST /scheduling/series': { status: 201, body: { seriesId: 's1', appointments: [] } },
  });
  await press(/Fri 9:20.AM/);
  await press('Repeat weekly');
  const leaveOut = (when: RegExp) => screen.findByRole('button', { name: when });
  await userEvent.click(await leaveOut(/^Leave out: Fri, Dec 4/));
  await focus().toBe((await leaveOut(/^Leave out: Fri, Dec 11/)).closest('li'));
  await userEvent.click(await leaveOut(/^Leave out: Fri, Dec 11/));
  const book = screen.getByRole('button', { name: 'Book all 2 visits' });
  await focus().toBe(book);
  await userEvent.click(book);
  await screen.findByText(/^Booked: 2 visits/);
  await expect.poll(() => document.activeElement?.id).toBe('book');
});

it('goes to the heading of what was added when its button can do no more', async () => {
  await openSettings('/practitioners/d1/exceptions', {
    'POST /scheduling/practitioners/d1/exceptions': ({ query }) =>
      query.has('preview') ? strandsNone : { status: 201, body: { exceptionId: 'e9' } },
  });
  fireEvent.change(await screen.findByLabelText('First day'), { target: { value: '2096-03-01' } });
  await userEvent.click(screen.getByRole('button', { name: 'Add' }));
  await screen.findByText(/Saved: Dr. Lin/);
  await focus().toBe(screen.getByRole('button', { name: 'Add' }).closest('section'));
});

it('stays nowhere after a press on the ground', async () => {
  let upcoming = [visit];
  await openApp('/patients/p1', {
    'GET /scheduling/patients/p1/appointments': () => ok({ upcoming, past: [] }),
  });
  const move = await (await pane()).findByRole('button', { name: 'Move' });
  move.focus();
  await userEvent.click(document.body);
  upcoming = [];
  tell('scheduling.appointments');
  await expect.poll(() => move.isConnected).toBe(false);
  await new Promise((done) => requestAnimationFrame(done));
  expect(document.activeElement).toBe(document.body);
});
