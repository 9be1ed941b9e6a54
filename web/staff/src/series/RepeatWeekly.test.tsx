import type { SeriesVisit, SeriesWanted } from '@frontdesk/api';
import { type Answers, ok, problem } from '@frontdesk/ui/testing';
import { fireEvent, screen, waitFor, within } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { expect, it } from 'vitest';
import { session } from '../testing.data.ts';
import { openApp } from '../testing.tsx';

const hold = {
  holdId: 'h1',
  startsAt: '2026-11-27T15:20:00Z',
  endsAt: '2026-11-27T15:40:00Z',
  expiresAt: new Date(Date.now() + 300_000).toISOString(),
};
const week = (at: number, more: Partial<SeriesVisit> = {}): SeriesVisit => ({
  startsAt: new Date(Date.parse(hold.startsAt) + at * 7 * 86_400_000).toISOString(),
  endsAt: new Date(Date.parse(hold.endsAt) + at * 7 * 86_400_000).toISOString(),
  free: true,
  code: 'free',
  en: 'It is free.',
  es: 'Está libre.',
  nearest: [],
  ...more,
});
const near = (startsAt: string, practitionerId = 'd1') => ({
  startsAt,
  endsAt: startsAt,
  practitionerId,
  locationId: 'l1',
});
const taken = {
  free: false,
  code: 'away',
  en: 'Dr. Lin is away then.',
  es: 'Dr. Lin no está en ese momento.',
  nearest: [near('2026-12-04T16:00:00Z'), near('2026-12-04T15:20:00Z', 'd2'), near('2026-12-03T15:20:00Z')],
};
const base: Answers = {
  'POST /scheduling/holds': { status: 201, body: hold },
  'DELETE /scheduling/holds/h1': { status: 204 },
  'POST /scheduling/series/check': ok({ visits: [week(0), week(1, taken), week(2)] }),
  'POST /scheduling/series': { status: 201, body: { seriesId: 's1', appointments: [] } },
};

/** Holds a time in the person pane and asks to repeat it. */
async function repeat(answers: Answers = {}) {
  const app = await openApp('/patients/p1', { ...base, ...answers });
  await userEvent.click(await screen.findByRole('button', { name: /Fri 9:20.AM/ }));
  await userEvent.click(await screen.findByRole('button', { name: 'Repeat weekly' }));
  const dialog = within(await screen.findByRole('dialog', { name: 'The same time every week' }));
  return { ...app, dialog };
}
const booked = (asked: Awaited<ReturnType<typeof openApp>>['asked']) =>
  asked.filter((one) => one.path === '/scheduling/series');

it('gives the hold back, checks the weeks, and shows each clash with what can be had instead', async () => {
  const { asked, dialog } = await repeat();
  const visits = within(await dialog.findByRole('list', { name: 'The visits' }));
  expect(visits.getAllByText('Free')).toHaveLength(2);
  expect(visits.getByText('Dr. Lin is away then.')).toBeDefined();
  // Only what is with the same person at the same place.
  expect(visits.getByRole('button', { name: /Fri, Dec 4, 10:00.AM/ })).toBeDefined();
  expect(visits.queryByRole('button', { name: /^Fri, Dec 4, 9:20/ })).toBeNull();
  expect(asked.some((one) => one.method === 'DELETE' && one.path === '/scheduling/holds/h1')).toBe(true);
  expect(asked.find((one) => one.path === '/scheduling/series/check')?.body).toMatchObject({
    practitionerId: 'd1',
    locationId: 'l1',
    count: 6,
    everyWeeks: 1,
    channel: 'in-person',
  });
  expect(dialog.getByText('1 is not decided yet.')).toBeDefined();
  expect(dialog.getByRole<HTMLButtonElement>('button', { name: /^Book all/ }).disabled).toBe(true);
});

it('books all at once with what was chosen instead, and says so', async () => {
  const { asked, dialog } = await repeat();
  await userEvent.click(await dialog.findByRole('button', { name: /Fri, Dec 4, 10:00.AM/ }));
  expect(dialog.getByText(/Instead of Fri, Dec 4, 9:20/)).toBeDefined();
  await userEvent.type(dialog.getByLabelText('Reason for the visits'), 'physical therapy');
  await userEvent.click(dialog.getByRole('button', { name: 'Book all 3 visits' }));
  expect(await screen.findByText(/Booked: 3 visits, the first Fri, Nov 27, 9:20/)).toBeDefined();
  expect(booked(asked).map((one) => one.body)).toEqual([
    {
      patientId: 'p1',
      visitTypeId: 'v1',
      practitionerId: 'd1',
      locationId: 'l1',
      startsAts: [week(0).startsAt, '2026-12-04T16:00:00Z', week(2).startsAt],
      everyWeeks: 1,
      channel: 'in-person',
      reason: 'physical therapy',
    },
  ]);
  expect(booked(asked)[0]?.headers.get('idempotency-key')).toBeTruthy();
});

it('leaves one out, and thinks again', async () => {
  const { dialog } = await repeat();
  await userEvent.click(await dialog.findByRole('button', { name: /^Leave out: Fri, Dec 4/ }));
  expect(dialog.getByRole('button', { name: 'Book all 2 visits' })).toBeDefined();
  await userEvent.click(dialog.getByRole('button', { name: 'Choose again' }));
  expect(dialog.getByText('Dr. Lin is away then.')).toBeDefined();
});

it('asks anew for another number of weeks', async () => {
  const { asked, dialog } = await repeat({
    'POST /scheduling/series/check': ({ body }) =>
      ok({ visits: Array.from({ length: (body as SeriesWanted).count }, (_, at) => week(at)) }),
  });
  await userEvent.selectOptions(await dialog.findByLabelText('How many visits'), '4');
  await userEvent.selectOptions(dialog.getByLabelText('How often'), 'Every 2 weeks');
  expect(await dialog.findByRole('button', { name: 'Book all 4 visits' })).toBeDefined();
  expect(asked.filter((one) => one.path === '/scheduling/series/check').at(-1)?.body).toMatchObject({
    count: 4,
    everyWeeks: 2,
  });
});

it('books none when somebody was faster, and asks only about those again', async () => {
  let gone = false;
  const { asked, dialog } = await repeat({
    'POST /scheduling/series/check': () =>
      ok({ visits: [week(0), week(1, taken), gone ? week(2, taken) : week(2)] }),
    'POST /scheduling/series': () => {
      if (gone) return { status: 201, body: { seriesId: 's1', appointments: [] } };
      gone = true;
      return problem(409, 'series_clashes', { clashes: [week(2).startsAt] });
    },
  });
  await userEvent.click(await dialog.findByRole('button', { name: /Fri, Dec 4, 10:00.AM/ }));
  await userEvent.click(dialog.getByRole('button', { name: 'Book all 3 visits' }));
  expect(await dialog.findByText(/Nothing was booked; decide about those again/)).toBeDefined();
  expect(await dialog.findByText('1 is not decided yet.')).toBeDefined();
  expect(dialog.getByText(/Instead of Fri, Dec 4/)).toBeDefined();
  await userEvent.click(dialog.getByRole('button', { name: /^Leave out: Fri, Dec 11/ }));
  await userEvent.click(dialog.getByRole('button', { name: 'Book all 2 visits' }));
  expect(await screen.findByText(/Booked: 2 visits/)).toBeDefined();
  const keys = booked(asked).map((one) => one.headers.get('idempotency-key'));
  expect(new Set(keys).size).toBe(2);
});

it('is the same request once more when no answer came', async () => {
  let broken = true;
  const { asked, dialog } = await repeat({
    'POST /scheduling/series/check': ok({ visits: [week(0), week(1)] }),
    'POST /scheduling/series': () =>
      broken ? problem(500, 'unexpected') : { status: 201, body: { seriesId: 's1', appointments: [] } },
  });
  await userEvent.click(await dialog.findByRole('button', { name: 'Book all 2 visits' }));
  expect((await dialog.findByRole('alert')).textContent).toContain('may or may not have been saved');
  broken = false;
  await userEvent.click(dialog.getByRole('button', { name: 'Book all 2 visits' }));
  await screen.findByText(/Booked: 2 visits/);
  const keys = booked(asked).map((one) => one.headers.get('idempotency-key'));
  expect(new Set(keys).size).toBe(1);
});

it('tries the check again after an error', async () => {
  let broken = true;
  const { dialog } = await repeat({
    'POST /scheduling/series/check': () => (broken ? problem(500, 'x') : ok({ visits: [week(0), week(1)] })),
  });
  const alert = within(await dialog.findByRole('alert'));
  broken = false;
  await userEvent.click(alert.getByRole('button', { name: 'Try again' }));
  expect(await dialog.findByRole('button', { name: 'Book all 2 visits' })).toBeDefined();
});

it('is offered to those who may only', async () => {
  await openApp('/patients/p1', {
    ...base,
    'GET /identity/session': ok({
      ...session,
      permissions: session.permissions.filter((one) => one !== 'BookSeries'),
    }),
  });
  await userEvent.click(await screen.findByRole('button', { name: /Fri 9:20.AM/ }));
  await screen.findByRole('timer');
  expect(screen.queryByRole('button', { name: 'Repeat weekly' })).toBeNull();
});

it('holds the time again when it is closed without booking', async () => {
  const { asked, dialog } = await repeat();
  await waitFor(() => expect(screen.queryByRole('timer')).toBeNull());
  await userEvent.click(dialog.getByRole('button', { name: 'Cancel' }));
  expect(await screen.findByRole('timer')).toBeDefined();
  expect(screen.queryByRole('dialog')).toBeNull();
  await waitFor(() => expect(document.activeElement).toBe(screen.getByRole('button', { name: 'Book' })));
  const holds = asked.filter((one) => one.path === '/scheduling/holds').map((one) => one.body);
  expect(holds).toHaveLength(2);
  expect(holds[1]).toEqual(holds[0]);
});

it('says so when somebody has the time by then', async () => {
  let holds = 0;
  await repeat({
    'POST /scheduling/holds': () =>
      holds++ === 0
        ? { status: 201, body: hold }
        : problem(409, 'time_taken', { nearest: [near('2026-11-27T16:00:00Z')] }),
  });
  await waitFor(() => expect(screen.queryByRole('timer')).toBeNull());
  // Escape, as the platform tells it.
  fireEvent(screen.getByRole('dialog'), new Event('cancel', { cancelable: true }));
  expect(await screen.findByText(/Somebody just took that time/)).toBeDefined();
});
