import { goOffline, goOnline, never, ok, problem, tell } from '@frontdesk/ui/testing';
import { screen, within } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { describe, expect, it } from 'vitest';
import { appointment, session, times } from '../testing.data.ts';
import { openApp } from '../testing.tsx';

const day = (appointments: object[]) => ok({ appointments, more: false });

it('is grey bars while it loads', async () => {
  await openApp('/today', { 'GET /scheduling/appointments': never });
  expect(await screen.findByText('Loading')).toBeDefined();
});

it('lists a day by practitioner, in the zone of the place', async () => {
  const { asked } = await openApp('/today?date=2026-11-26', {
    'GET /scheduling/appointments': day([appointment]),
  });
  const column = within(await screen.findByRole('region', { name: 'Dr. Lin' }));
  expect(column.getByText(/3:30.PM/)).toBeDefined();
  expect(screen.getByRole('heading', { name: 'Thursday, November 26' })).toBeDefined();
  expect(asked.find((one) => one.path === '/scheduling/appointments')?.query.get('from')).toBe('2026-11-26');
});

it('says where a zone begins when the places are in two', async () => {
  const east = { ...appointment, appointmentId: 'a2', timeZone: 'America/New_York' };
  await openApp('/today?date=2026-11-26', { 'GET /scheduling/appointments': day([appointment, east]) });
  expect(await screen.findByText('CST')).toBeDefined();
  expect(screen.getByText('EST')).toBeDefined();
});

it('says whose clock it is where all are on one that is not the clinic’s', async () => {
  const east = { ...appointment, timeZone: 'America/New_York' };
  await openApp('/today?date=2026-11-26', { 'GET /scheduling/appointments': day([east]) });
  expect(await screen.findByText('EST')).toBeDefined();
});

it('says that an empty day is empty', async () => {
  await openApp('/today', { 'GET /scheduling/appointments': day([]) });
  expect(await screen.findByText('No visits on this day')).toBeDefined();
});

it('clears a practitioner who has nothing', async () => {
  await openApp('/today?date=2026-11-26', {
    'GET /scheduling/appointments': ({ query }) =>
      query.has('practitionerId') ? day([]) : day([appointment]),
  });
  await screen.findByRole('region', { name: 'Dr. Lin' });
  await userEvent.selectOptions(screen.getByLabelText('Practitioner'), 'Dr. Lin');
  await userEvent.click(await screen.findByRole('button', { name: 'Clear the filter' }));
  expect(await screen.findByRole('region', { name: 'Dr. Lin' })).toBeDefined();
});

it('tries again after an error', async () => {
  let broken = true;
  await openApp('/today', { 'GET /scheduling/appointments': () => (broken ? problem(500, 'x') : day([])) });
  const alert = await screen.findByRole('alert');
  broken = false;
  await userEvent.click(within(alert).getByRole('button', { name: 'Try again' }));
  expect(await screen.findByText('No visits on this day')).toBeDefined();
});

it('says who can grant the schedule', async () => {
  await openApp('/today', { 'GET /scheduling/appointments': problem(403, 'forbidden') });
  expect(await screen.findByText('You cannot see this')).toBeDefined();
});

it('tells that the network is away', async () => {
  await openApp('/today', { 'GET /scheduling/appointments': day([]) });
  await screen.findByText('No visits on this day');
  goOffline();
  expect(screen.getByText(/You are offline/)).toBeDefined();
  goOnline();
});

it('shows a cancellation made elsewhere without a reload', async () => {
  let status = 'booked';
  await openApp('/today?date=2026-11-26', {
    'GET /scheduling/appointments': () => day([{ ...appointment, status }]),
  });
  await screen.findByRole('button', { name: /More about María González, 3:30/ });
  status = 'cancelled';
  tell('scheduling.appointments');
  expect(await screen.findByText('Cancelled')).toBeDefined();
  expect(screen.queryByRole('button', { name: /More about/ })).toBeNull();
});

it('goes a day on and back to today', async () => {
  const { router } = await openApp('/today?date=2026-11-26', { 'GET /scheduling/appointments': day([]) });
  await userEvent.click(await screen.findByRole('button', { name: 'The day after' }));
  expect(await screen.findByRole('heading', { name: 'Friday, November 27' })).toBeDefined();
  await userEvent.click(screen.getByRole('button', { name: 'Today' }));
  expect(router.state.location.search).toEqual({});
});

describe('receiving', () => {
  const begun = { ...appointment, startsAt: new Date(Date.now() - 600_000).toISOString() };
  const tomorrow = { ...appointment, startsAt: new Date(Date.now() + 36 * 3_600_000).toISOString() };

  /** A Host that keeps the status it was told. */
  function received(visit: typeof begun, refusal?: ReturnType<typeof problem>) {
    let status: string = visit.status;
    return {
      'GET /scheduling/appointments': () => day([{ ...visit, status }]),
      'PUT /scheduling/appointments/a1/status': ({ body }: { body: unknown }) => {
        if (refusal) return refusal;
        const before = status;
        status = (body as { status: string }).status;
        return ok({ appointmentId: 'a1', status, before });
      },
    };
  }

  it('takes one press from booked to seen, and one back', async () => {
    const { asked } = await openApp('/today', received(begun));
    await userEvent.click(await screen.findByRole('button', { name: /^Arrived: María González/ }));
    expect(await screen.findByText('María González: Arrived.')).toBeDefined();
    await userEvent.click(await screen.findByRole('button', { name: /^Check in: María González/ }));
    await userEvent.click(await screen.findByRole('button', { name: /^Seen: María González/ }));
    expect(await screen.findByText('María González: Done.')).toBeDefined();
    await userEvent.click(screen.getByRole('button', { name: /Undo/ }));
    expect(await screen.findByText('María González: Checked in.')).toBeDefined();
    expect(screen.queryByRole('button', { name: /Undo/ })).toBeNull();
    expect(
      asked.filter((one) => one.method === 'PUT').map((one) => (one.body as { status: string }).status),
    ).toEqual(['arrived', 'checked-in', 'fulfilled', 'checked-in']);
  });

  it('takes one key on the row in focus', async () => {
    const { asked } = await openApp('/today', received(begun));
    await screen.findByRole('button', { name: 'María González' });
    await userEvent.keyboard('j');
    await userEvent.keyboard('n');
    expect(await screen.findByText('María González: Did not come.')).toBeDefined();
    await userEvent.keyboard('u');
    expect(await screen.findByText('María González: Booked.')).toBeDefined();
    await userEvent.keyboard('e');
    expect(await screen.findByText('María González: Arrived.')).toBeDefined();
    expect(asked.filter((one) => one.method === 'PUT')).toHaveLength(3);
  });

  it('does not offer what comes too early, by button or key', async () => {
    const { asked } = await openApp('/today', received(tomorrow));
    await screen.findByRole('button', { name: 'María González' });
    expect(screen.queryByRole('button', { name: /^Arrived/ })).toBeNull();
    await userEvent.keyboard('jen');
    expect(asked.some((one) => one.method === 'PUT')).toBe(false);
  });

  it('offers nothing to a role that may not', async () => {
    const { asked } = await openApp('/today', {
      ...received(begun),
      'GET /identity/session': ok({ ...session, role: 'admin', permissions: ['SeeSchedule'] }),
    });
    await screen.findByRole('button', { name: 'María González' });
    expect(screen.queryByRole('button', { name: /^Arrived/ })).toBeNull();
    await userEvent.keyboard('jenm');
    expect(asked.some((one) => one.method === 'PUT')).toBe(false);
    expect(screen.queryByRole('dialog')).toBeNull();
  });

  it.each([
    ['too_early', /too early/],
    ['status_does_not_follow', /A colleague was faster/],
    ['time_taken', /given to somebody else/],
  ])('says why not: %s', async (code, words) => {
    await openApp('/today', received(begun, problem(409, code)));
    await userEvent.click(await screen.findByRole('button', { name: /^Arrived: María González/ }));
    expect((await screen.findByRole('alert')).textContent).toMatch(words);
  });

  it('asks for the reason before it cancels a visit of a locked chart', async () => {
    const { asked } = await openApp('/today', {
      ...received(tomorrow),
      'POST /scheduling/appointments/a1/cancel': ok({ status: 'cancelled' }),
    });
    await userEvent.click(await screen.findByRole('button', { name: /More about María González/ }));
    await userEvent.click(screen.getByRole('button', { name: 'Cancel' }));
    const dialog = within(screen.getByRole('alertdialog'));
    expect(dialog.queryByRole('button', { name: 'Cancel the visit' })).toBeNull();
    await userEvent.click(dialog.getByRole('button', { name: 'Open the chart' }));
    await userEvent.click(await dialog.findByRole('button', { name: 'Cancel the visit' }));
    expect(asked.filter((one) => one.path.endsWith('/cancel'))).toHaveLength(1);
  });

  it('opens one visit with all that can be done, and moves it', async () => {
    const held = {
      holdId: 'h1',
      startsAt: '2026-11-27T15:20:00Z',
      endsAt: '2026-11-27T15:40:00Z',
      expiresAt: new Date(Date.now() + 300_000).toISOString(),
    };
    const { asked } = await openApp('/today', {
      ...received(tomorrow),
      'POST /scheduling/holds': { status: 201, body: held },
      'POST /scheduling/appointments/a1/move': ok({ appointmentId: 'a1', startsAt: held.startsAt }),
    });
    await userEvent.click(await screen.findByRole('button', { name: /More about María González/ }));
    const dialog = within(screen.getByRole('dialog', { name: 'María González' }));
    await userEvent.click(dialog.getByRole('button', { name: 'Move' }));
    await userEvent.click(await dialog.findByRole('button', { name: 'Open the chart' }));
    expect(asked.find((one) => one.path === '/patients/p1/open')?.body).toEqual({
      reason: 'Working on an appointment',
    });
    await userEvent.click(await dialog.findByRole('button', { name: /Fri 9:20.AM/ }));
    await userEvent.click(await dialog.findByRole('button', { name: 'Move the visit' }));
    expect(await screen.findByText(/Moved to Fri, Nov 27, 9:20.AM/)).toBeDefined();
    expect(screen.queryByRole('dialog')).toBeNull();
    expect(asked.find((one) => one.path.endsWith('/move'))?.body).toEqual({ holdId: 'h1' });
  });

  it('still says where the last visit of the day was moved', async () => {
    const held = { holdId: 'h1', ...times.times[0], expiresAt: new Date(Date.now() + 300_000).toISOString() };
    let visits = [tomorrow];
    await openApp('/today', {
      'GET /scheduling/appointments': () => day(visits),
      'POST /scheduling/holds': { status: 201, body: held },
      'POST /scheduling/appointments/a1/move': () => {
        visits = [];
        return ok({ appointmentId: 'a1', startsAt: held.startsAt });
      },
    });
    await userEvent.click(await screen.findByRole('button', { name: /More about María González/ }));
    await userEvent.click(screen.getByRole('button', { name: 'Move' }));
    await userEvent.click(await screen.findByRole('button', { name: 'Open the chart' }));
    await userEvent.click(await screen.findByRole('button', { name: /Fri 9:20.AM/ }));
    await userEvent.click(await screen.findByRole('button', { name: 'Move the visit' }));
    expect(await screen.findByText('No visits on this day')).toBeDefined();
    expect(screen.getByText(/Moved to Fri, Nov 27, 9:20.AM/)).toBeDefined();
  });

  it('does not keep a visit open that a colleague moved to another day', async () => {
    const other = { ...tomorrow, appointmentId: 'a2', patientName: 'Ana Ruiz' };
    let visits = [tomorrow, other];
    await openApp('/today', { 'GET /scheduling/appointments': () => day(visits) });
    await userEvent.click(await screen.findByRole('button', { name: /More about María González/ }));
    visits = [other];
    tell('scheduling.appointments');
    await expect.poll(() => screen.queryByText('María González')).toBeNull();
    expect(screen.queryByRole('dialog')).toBeNull();
  });

  it('does not open it again by itself on that day', async () => {
    const later = '2096-11-26';
    const visit = { ...appointment, startsAt: `${later}T15:30:00-06:00`, endsAt: `${later}T15:50:00-06:00` };
    let on = later;
    const { router } = await openApp('/today?date=2096-11-27', {
      'GET /scheduling/appointments': ({ query }) => day(query.get('from') === on ? [visit] : []),
    });
    await screen.findByText('No visits on this day');
    await userEvent.click(screen.getByRole('button', { name: 'The day before' }));
    await userEvent.click(await screen.findByRole('button', { name: /More about María González/ }));
    on = '2096-11-27';
    tell('scheduling.appointments');
    await expect.poll(() => screen.queryByRole('dialog')).toBeNull();
    await router.navigate({ to: '/today', search: { date: on } });
    expect(await screen.findByRole('button', { name: /More about María González/ })).toBeDefined();
    expect(screen.queryByRole('dialog')).toBeNull();
  });
});
