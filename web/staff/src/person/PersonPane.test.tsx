import { never, ok, problem } from '@frontdesk/ui/testing';
import { screen, within } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { expect, it } from 'vitest';
import { times, visit } from '../testing.data.ts';
import { openApp } from '../testing.tsx';

const hold = {
  holdId: 'h1',
  startsAt: '2026-11-27T15:20:00Z',
  endsAt: '2026-11-27T15:40:00Z',
  expiresAt: new Date(Date.now() + 300_000).toISOString(),
};
const open = '/patients/p1';
const pane = async () => within(await screen.findByRole('complementary', { name: 'Person' }));

it('holds a time with one press, counts down, and books it', async () => {
  const { asked } = await openApp(open, {
    'POST /scheduling/holds': { status: 201, body: hold },
    'POST /scheduling/appointments': { status: 201, body: { appointmentId: 'a2', startsAt: hold.startsAt } },
  });
  await userEvent.click(await (await pane()).findByRole('button', { name: /Fri 9:20.AM/ }));
  expect((await screen.findByRole('timer')).textContent).toMatch(/held 4:5\d|held 5:00/);
  await userEvent.type(screen.getByLabelText('Reason for the visit'), 'cough');
  await userEvent.click(screen.getByRole('button', { name: 'Book' }));
  expect(await (await pane()).findByRole('button', { name: /Fri 9:20.AM/ })).toBeDefined();
  expect(screen.getByText(/Booked: Fri, Nov 27, 9:20.AM/)).toBeDefined();
  const booking = asked.find((one) => one.path === '/scheduling/appointments');
  expect(booking?.body).toEqual({ holdId: 'h1', patientId: 'p1', reason: 'cough' });
  expect(booking?.headers.get('idempotency-key')).toBeTruthy();
});

it('still has the hold when the pane was left and opened again', async () => {
  const { router } = await openApp(open, { 'POST /scheduling/holds': { status: 201, body: hold } });
  await userEvent.click(await (await pane()).findByRole('button', { name: /Fri 9:20.AM/ }));
  await screen.findByRole('timer');
  await router.navigate({ to: '/patients' });
  expect(screen.queryByRole('timer')).toBeNull();
  await router.navigate({ to: '/patients/$patientId', params: { patientId: 'p1' } });
  expect(await screen.findByRole('timer')).toBeDefined();
});

it('releases a hold', async () => {
  const { asked } = await openApp(open, {
    'POST /scheduling/holds': { status: 201, body: hold },
    'DELETE /scheduling/holds/h1': { status: 204 },
  });
  await userEvent.click(await (await pane()).findByRole('button', { name: /Fri 9:20.AM/ }));
  await userEvent.click(await screen.findByRole('button', { name: 'Release' }));
  expect(await (await pane()).findByRole('button', { name: /Fri 9:20.AM/ })).toBeDefined();
  expect(asked.some((one) => one.method === 'DELETE')).toBe(true);
});

it('offers the nearest when the time was just taken', async () => {
  const near = { ...times.times[0], startsAt: '2026-11-27T16:40:00Z' };
  await openApp(open, { 'POST /scheduling/holds': problem(409, 'time_taken', { nearest: [near] }) });
  await userEvent.click(await (await pane()).findByRole('button', { name: /Fri 9:20.AM/ }));
  const alert = await screen.findByRole('alert');
  expect(within(alert).getByRole('button', { name: /Fri 10:40.AM/ })).toBeDefined();
});

it('says the zone of a time where the places lie in two', async () => {
  const zones = { l1: 'America/Chicago', l2: 'America/New_York' };
  await openApp(open, { 'GET /scheduling/times': ok({ ...times, timeZones: zones }) });
  expect(await (await pane()).findByRole('button', { name: /Fri 9:20.AM CST/ })).toBeDefined();
});

it('says when no time fits', async () => {
  await openApp(open, { 'GET /scheduling/times': ok({ ...times, times: [] }) });
  expect(await screen.findByText(/No free time in these four weeks/)).toBeDefined();
});

it('keeps what is known when the times do not load', async () => {
  await openApp(open, { 'GET /scheduling/times': problem(500, 'unexpected') });
  expect(await screen.findByRole('alert')).toBeDefined();
  expect((await pane()).getByText('41 · born Mar 3, 1985 · MRN ••• 4471')).toBeDefined();
});

it('shows grey bars where times will be', async () => {
  await openApp(open, { 'GET /scheduling/times': never });
  expect(await (await pane()).findByText('Loading')).toBeDefined();
});

it('cancels the next visit after saying whose and when', async () => {
  const { asked } = await openApp(open, {
    'POST /scheduling/appointments/a1/cancel': ok({ status: 'cancelled' }),
  });
  await userEvent.click(await (await pane()).findByRole('button', { name: 'Cancel' }));
  const dialog = screen.getByRole('alertdialog');
  expect(dialog.textContent).toMatch(/María González, Thursday, November 26 at 3:30.PM, with Dr\. Lin/);
  await userEvent.click(within(dialog).getByRole('button', { name: 'Cancel the visit' }));
  expect(asked.find((one) => one.path.endsWith('/cancel'))?.body).toEqual({ reason: 'patient' });
});

it('says when a colleague cancelled it before', async () => {
  await openApp(open, { 'POST /scheduling/appointments/a1/cancel': problem(409, 'already_cancelled') });
  await userEvent.click(await (await pane()).findByRole('button', { name: 'Cancel' }));
  await userEvent.click(screen.getByRole('button', { name: 'Cancel the visit' }));
  expect(await screen.findByText('This visit was already cancelled.')).toBeDefined();
});

it('offers no cancelling of a visit that has begun', async () => {
  await openApp(open, {
    'GET /scheduling/patients/p1/appointments': ok({ upcoming: [{ ...visit, mayCancel: false }], past: [] }),
  });
  const own = await pane();
  expect(await own.findByText(/Thu, Nov 26/)).toBeDefined();
  expect(own.queryByRole('button', { name: 'Cancel' })).toBeNull();
});
