import { ok, tell } from '@frontdesk/ui/testing';
import { screen, waitFor, within } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { expect, it } from 'vitest';
import { appointment, times } from '../testing.data.ts';
import { openApp } from '../testing.tsx';

it('closes when the visit was moved, and the schedule says where to', async () => {
  const visit = { ...appointment, startsAt: '2096-11-26T21:30:00Z', endsAt: '2096-11-26T21:50:00Z' };
  const hold = { holdId: 'h1', ...times.times[0], expiresAt: new Date(Date.now() + 300_000).toISOString() };
  await openApp('/schedule?date=2096-11-26', {
    'GET /scheduling/appointments': ok({ appointments: [visit], more: false }),
    'POST /scheduling/holds': { status: 201, body: hold },
    'POST /scheduling/appointments/a1/move': ok({ appointmentId: 'a1', startsAt: hold.startsAt }),
  });
  await userEvent.click(await screen.findByRole('button', { name: /^3:30.PM María González/ }));
  const dialog = within(screen.getByRole('dialog', { name: 'María González' }));
  await userEvent.click(dialog.getByRole('button', { name: 'Move' }));
  await userEvent.click(await dialog.findByRole('button', { name: 'Open the chart' }));
  await userEvent.click(await dialog.findByRole('button', { name: /Fri 9:20.AM/ }));
  await userEvent.click(await dialog.findByRole('button', { name: 'Move the visit' }));
  expect(await screen.findByText(/Moved to Fri, Nov 27, 9:20.AM/)).toBeDefined();
  expect(screen.queryByRole('dialog')).toBeNull();
});

it('shows no times any more when a colleague cancels the visit, and says so', async () => {
  let status = 'booked';
  const visit = { ...appointment, startsAt: '2096-11-26T21:30:00Z', endsAt: '2096-11-26T21:50:00Z' };
  await openApp('/schedule?date=2096-11-26', {
    'GET /scheduling/appointments': () => ok({ appointments: [{ ...visit, status }], more: false }),
  });
  await userEvent.click(await screen.findByRole('button', { name: /^3:30.PM María González/ }));
  const dialog = within(screen.getByRole('dialog', { name: 'María González' }));
  await userEvent.click(dialog.getByRole('button', { name: 'Move' }));
  await userEvent.click(await dialog.findByRole('button', { name: 'Open the chart' }));
  (await dialog.findByRole('button', { name: /Fri 9:20.AM/ })).focus();
  status = 'cancelled';
  tell('scheduling.appointments');
  const alert = await dialog.findByText(/This visit was cancelled meanwhile/);
  expect(dialog.queryByRole('button', { name: /Fri 9:20.AM/ })).toBeNull();
  await waitFor(() => expect(document.activeElement).toBe(alert));
});
