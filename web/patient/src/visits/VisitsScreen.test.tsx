import { ok, problem } from '@frontdesk/ui/testing';
import { screen, within } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { describe, expect, it } from 'vitest';
import { entry, offer, past, request, visit } from '../testing.data.ts';
import { itHasItsStates } from '../testing.states.ts';
import { openApp } from '../testing.tsx';

const route = 'GET /scheduling/patients/p1/appointments';
const answer = ok({ upcoming: [visit], past: [past] });

describe('the list of visits', () => {
  itHasItsStates({ path: '/visits', route, answer, shows: /Check-up · Dr\. Lin/ });

  it('says what it is when it is empty, with one way on', async () => {
    await openApp('/visits', { [route]: ok({ upcoming: [], past: [] }) });
    expect(await screen.findByText('No visits yet')).toBeDefined();
    expect(screen.getByRole('link', { name: 'Book a visit' })).toBeDefined();
  });

  it('says that nothing comes up when only past ones are there', async () => {
    await openApp('/visits', { [route]: ok({ upcoming: [], past: [past] }) });
    expect(await screen.findByText('No visit is booked.')).toBeDefined();
    expect(screen.getByText('Done')).toBeDefined();
  });
});

describe('what one waits or asked for', () => {
  const waitlist = 'GET /scheduling/patients/p1/waitlist';
  const requests = 'GET /scheduling/my-requests';

  it('stands between what is booked and what was', async () => {
    await openApp('/visits', {
      [waitlist]: ok({ entries: [entry, { ...entry, waitlistId: 'w2', place: 1 }], offers: [offer()] }),
      [requests]: ok({
        requests: [
          request,
          { ...request, requestId: 'q2', state: 'done' },
          { ...request, requestId: 'q3', state: 'declined' },
        ],
      }),
    });
    expect(await screen.findByRole('button', { name: 'Take it' })).toBeDefined();
    expect(await screen.findByRole('link', { name: /Number 2 in line/ })).toBeDefined();
    expect(screen.getByRole('link', { name: /Next in line/ })).toBeDefined();
    expect(screen.getAllByText('Sent Sun, Nov 22')).toHaveLength(3);
    for (const state of ['We are looking for a time', 'Done', 'Please call us'])
      expect(screen.getAllByText(state).length).toBeGreaterThan(0);
    const titles = screen.getAllByRole('heading', { level: 2 }).map((heading) => heading.textContent);
    expect(titles).toEqual(['Coming up', 'Waiting for a time', 'Asked for', 'Past and cancelled']);
  });

  it('keeps the list from being called empty', async () => {
    await openApp('/visits', {
      [route]: ok({ upcoming: [], past: [] }),
      [requests]: ok({ requests: [request] }),
    });
    expect(await screen.findByText('We are looking for a time')).toBeDefined();
    expect(screen.queryByText('No visits yet')).toBeNull();
  });

  it('says by itself that it did not load, and the visits stay', async () => {
    await openApp('/visits', {
      [waitlist]: problem(500, 'unexpected'),
      [requests]: problem(500, 'unexpected'),
    });
    expect(await screen.findByText('What you asked for did not load')).toBeDefined();
    expect(await screen.findByText('We could not check for open times')).toBeDefined();
    expect(screen.getByText('Done')).toBeDefined();
  });
});

describe('a visit', () => {
  itHasItsStates({ path: '/visits/a1', route, answer, shows: 'Six-month check' });

  it('says what is good to know, in one’s language', async () => {
    await openApp('/visits/a1');
    expect(await screen.findByText('Bring your insurance card.')).toBeDefined();
    await userEvent.click(screen.getByRole('button', { name: 'Español' }));
    expect(await screen.findByText('Traiga su tarjeta del seguro.')).toBeDefined();
    expect(screen.getByRole('heading', { name: 'Chequeo' })).toBeDefined();
  });

  it('is cancelled after a confirmation whose harmless answer has the focus', async () => {
    let upcoming = [visit];
    const { asked } = await openApp('/visits/a1', {
      [route]: () =>
        ok({ upcoming, past: upcoming.length ? [] : [{ ...visit, status: 'cancelled', mayCancel: false }] }),
      'POST /scheduling/appointments/a1/cancel': () => {
        upcoming = [];
        return ok({ status: 'cancelled' });
      },
    });
    await userEvent.click(await screen.findByRole('button', { name: 'Cancel this visit' }));
    const dialog = within(screen.getByRole('alertdialog'));
    expect(dialog.getByRole('button', { name: 'Keep this visit' })).toBe(document.activeElement);
    await userEvent.click(dialog.getByRole('button', { name: 'Yes, cancel it' }));
    expect(await screen.findByText('Cancelled')).toBeDefined();
    expect(screen.queryByRole('button', { name: 'Cancel this visit' })).toBeNull();
    expect(asked.filter((one) => one.path.endsWith('/cancel'))).toHaveLength(1);
  });

  it('says when it was cancelled before', async () => {
    await openApp('/visits/a1', {
      'POST /scheduling/appointments/a1/cancel': problem(409, 'already_cancelled'),
    });
    await userEvent.click(await screen.findByRole('button', { name: 'Cancel this visit' }));
    await userEvent.click(screen.getByRole('button', { name: 'Yes, cancel it' }));
    expect(await screen.findByText('This visit was already cancelled.')).toBeDefined();
  });

  it('is confirmed, and says so in the list too', async () => {
    let confirmedAt: string | null = null;
    await openApp('/visits/a1', {
      [route]: () => ok({ upcoming: [{ ...visit, confirmedAt }], past: [] }),
      'POST /scheduling/appointments/a1/confirm': () => {
        confirmedAt = '2026-11-25T15:00:00Z';
        return ok({});
      },
    });
    await userEvent.click(await screen.findByRole('button', { name: 'Confirm this visit' }));
    expect(await screen.findByText('Confirmed')).toBeDefined();
    expect(screen.queryByRole('button', { name: 'Confirm this visit' })).toBeNull();
    await userEvent.click(within(screen.getByRole('main')).getByRole('link', { name: 'Visits' }));
    const row = await screen.findByRole('link', { name: /Thu, Nov 26/ });
    expect(within(row).getByText('Confirmed')).toBeDefined();
  });

  it('is by video where it is, and names the room where there is one', async () => {
    await openApp('/visits/a1', { [route]: ok({ upcoming: [{ ...visit, channel: 'video' }], past: [] }) });
    expect(await screen.findByText('By video')).toBeDefined();
    expect(screen.queryByText(/120 Lake Street/)).toBeNull();
  });

  it('names the room where there is one', async () => {
    await openApp('/visits/a1', { [route]: ok({ upcoming: [{ ...visit, roomName: 'Room 3' }], past: [] }) });
    expect(await screen.findByText('Lake Street, Room 3, 120 Lake Street, Chicago')).toBeDefined();
  });

  it('says the zone of a place that has another than the clinic, in the list too', async () => {
    const far = { ...visit, timeZone: 'America/New_York' };
    const { router } = await openApp('/visits/a1', { [route]: ok({ upcoming: [far], past: [] }) });
    expect(await screen.findByText(/Thursday, November 26 at 4:30.PM EST/)).toBeDefined();
    await router.navigate({ to: '/visits' });
    expect(await screen.findByText(/Thu, Nov 26, 4:30.PM EST/)).toBeDefined();
  });

  it('that is not in the list says so', async () => {
    await openApp('/visits/other');
    expect(await screen.findByRole('heading', { name: 'This visit is not in your list' })).toBeDefined();
  });
});
