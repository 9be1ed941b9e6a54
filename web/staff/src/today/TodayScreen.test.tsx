import { goOffline, goOnline, never, ok, problem, tell } from '@frontdesk/ui/testing';
import { screen, within } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { expect, it } from 'vitest';
import { appointment } from '../testing.data.ts';
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
  await screen.findByRole('button', { name: /Cancel María González at 3:30/ });
  status = 'cancelled';
  tell('scheduling.appointments');
  expect(await screen.findByText('Cancelled')).toBeDefined();
});

it('goes a day on and back to today', async () => {
  const { router } = await openApp('/today?date=2026-11-26', { 'GET /scheduling/appointments': day([]) });
  await userEvent.click(await screen.findByRole('button', { name: 'The day after' }));
  expect(await screen.findByRole('heading', { name: 'Friday, November 27' })).toBeDefined();
  await userEvent.click(screen.getByRole('button', { name: 'Today' }));
  expect(router.state.location.search).toEqual({});
});
