import { never, ok, problem } from '@frontdesk/ui/testing';
import { screen, within } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { expect, it, vi } from 'vitest';
import { openSettings } from './testing.tsx';

const path = '/scheduling/practitioners/d1';
const calendar = {
  id: 'c1',
  name: 'Outlook',
  host: 'outlook.office365.com',
  staleHours: 24,
  fetchedAt: new Date(Date.now() - 12.5 * 60_000).toISOString(),
  checkedAt: null,
  failure: null,
  unreadable: 0,
  stale: false,
};
const list = (calendars: object[], feedMadeAt: string | null = null) => ok({ feedMadeAt, calendars });
const open = (answers: Parameters<typeof openSettings>[1]) =>
  openSettings('/practitioners/d1/calendars', answers);

it('shows the secret address once, with the way to copy it', async () => {
  let made: string | null = null;
  const copy = vi.fn().mockResolvedValue(undefined);
  const { router } = await open({
    [`GET ${path}/calendars`]: () => list([], made),
    [`POST ${path}/calendar-feed`]: () => {
      made = '2096-11-26T15:00:00Z';
      return { status: 201, body: { feedId: 'f1', address: 'https://x.example/calendar.ics?token=t' } };
    },
  });
  const user = userEvent.setup();
  vi.spyOn(navigator.clipboard, 'writeText').mockImplementation(copy);
  await user.click(await screen.findByRole('button', { name: 'Make an address' }));
  expect(((await screen.findByLabelText('Secret address')) as HTMLInputElement).value).toMatch(/token=t$/);
  await user.click(screen.getByRole('button', { name: 'Copy' }));
  expect(copy).toHaveBeenCalledWith('https://x.example/calendar.ics?token=t');
  expect(await screen.findByText('Copied.')).toBeDefined();
  // What was saved is said without the secret, and there is no way back to it.
  expect(screen.queryByRole('button', { name: /Undo/ })).toBeNull();
  await user.click(screen.getByRole('link', { name: 'Details' }));
  await screen.findByLabelText('Name');
  await router.navigate({ to: '/settings/{-$section}/{-$id}/{-$part}', params: { part: 'calendars' } });
  expect(await screen.findByRole('button', { name: 'Make a new address' })).toBeDefined();
  expect(screen.queryByLabelText('Secret address')).toBeNull();
});

it('asks by name before an address is ended', async () => {
  const { asked } = await open({
    [`GET ${path}/calendars`]: list([], '2096-11-26T15:00:00Z'),
    [`DELETE ${path}/calendar-feed`]: { status: 204 },
  });
  await userEvent.click(await screen.findByRole('button', { name: 'End the address' }));
  const dialog = within(await screen.findByRole('alertdialog', { name: 'End the address of Dr. Lin?' }));
  await userEvent.click(dialog.getByRole('button', { name: 'End the address' }));
  await screen.findByText(/Saved: Dr. Lin/);
  expect(asked.some(({ method }) => method === 'DELETE')).toBe(true);
});

it('says how fresh each calendar is, warns of a stale one, and reads it again', async () => {
  const { asked } = await open({
    [`GET ${path}/calendars`]: list([
      calendar,
      { ...calendar, id: 'c2', name: 'Google', stale: true, failure: 'timed_out', unreadable: 2 },
    ]),
    'POST /scheduling/calendars/c1/refresh': ok({ failure: 'refused', message: 'The other side said 404.' }),
  });
  expect(await screen.findAllByText('read 12 minutes ago')).toHaveLength(2);
  expect(screen.getByText('Stale')).toBeDefined();
  expect(screen.getByText(/Not read for over 24 hours/)).toBeDefined();
  expect(screen.getByText(/The other side took too long/)).toBeDefined();
  expect(screen.getByText('2 entries could not be read.')).toBeDefined();
  await userEvent.click(screen.getByRole('button', { name: 'Read Outlook now' }));
  expect(await screen.findByText(/The other side refused/)).toBeDefined();
  expect(asked.filter(({ path: asks }) => asks.endsWith('/calendars'))).toHaveLength(2);
});

it('adds a calendar, or says at the field why its address cannot be read', async () => {
  let wrong = true;
  const { asked } = await open({
    [`GET ${path}/calendars`]: list([]),
    [`POST ${path}/calendars`]: () =>
      wrong
        ? problem(400, 'not_a_calendar', { errors: { address: ['What came back is no iCalendar file.'] } })
        : { status: 201, body: { calendarId: 'c9', busyTimes: 3, unreadable: 0 } },
    'DELETE /scheduling/calendars/c9': { status: 204 },
  });
  await userEvent.type(await screen.findByLabelText('Name'), 'Outlook');
  await userEvent.type(screen.getByLabelText('iCalendar address'), 'https://x.example/y.ics');
  await userEvent.click(screen.getByRole('button', { name: 'Add' }));
  expect(await screen.findByText('There is no calendar at this address.')).toBeDefined();
  wrong = false;
  await userEvent.click(screen.getByRole('button', { name: 'Add' }));
  const said = (await screen.findByText(/Saved: Dr. Lin/)).closest('p');
  expect(said?.textContent).toContain('Outlook');
  expect(said?.textContent).not.toContain('x.example');
  await userEvent.click(screen.getByRole('button', { name: /Undo/ }));
  await screen.findByText(/Put back: Dr. Lin/);
  expect(asked.some(({ method }) => method === 'DELETE')).toBe(true);
});

it('names the calendar that is removed', async () => {
  await open({
    [`GET ${path}/calendars`]: list([calendar]),
    'DELETE /scheduling/calendars/c1': { status: 204 },
  });
  await userEvent.click(await screen.findByRole('button', { name: 'Remove Outlook' }));
  const dialog = within(await screen.findByRole('alertdialog', { name: 'Stop reading Outlook?' }));
  await userEvent.click(dialog.getByRole('button', { name: 'Remove Outlook' }));
  expect(await screen.findByText(/Saved: Dr. Lin/)).toBeDefined();
});

it('is grey bars while it loads, and tries again after an error', async () => {
  await open({ [`GET ${path}/calendars`]: never });
  expect(await screen.findByText('Loading')).toBeDefined();
});
