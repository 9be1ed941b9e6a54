import { ok, tell } from '@frontdesk/ui/testing';
import { screen, waitFor, within } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { describe, expect, it } from 'vitest';
import { hold, offer, visit } from '../testing.data.ts';
import { openApp } from '../testing.tsx';

/** Waits until the focus stands on the page's title, and that is this one. */
const arrived = (name: string) =>
  waitFor(() => {
    expect(document.activeElement?.tagName).toBe('H1');
    expect(document.activeElement?.textContent).toBe(name);
  });
const press = async (role: 'button' | 'link', name: string | RegExp) =>
  userEvent.click((await screen.findAllByRole(role, { name }))[0] as HTMLElement);

describe('where the app opens', () => {
  it('leaves the focus alone', async () => {
    await openApp('/visits/a1');
    await screen.findByText('Six-month check');
    expect(document.activeElement).toBe(document.body);
  });
});

describe('the title has the focus', () => {
  it('of the page one comes to, also from the tabs', async () => {
    await openApp('/');
    await press('link', 'Visits');
    await arrived('Visits');
    await press('link', /Thu, Nov 26/);
    await arrived('Check-up');
    await press('link', 'Move this visit');
    await arrived('Move this visit');
  });

  it('at each step of booking, holding, letting go and having booked', async () => {
    await openApp('/book', {
      'POST /scheduling/holds': { status: 201, body: hold() },
      'DELETE /scheduling/holds/h1': { status: 204 },
      'POST /scheduling/appointments': {
        status: 201,
        body: { appointmentId: 'a9', startsAt: '2026-11-27T14:40:00Z' },
      },
    });
    await press('button', /Check-up/);
    await arrived('Who would you like to see?');
    await press('button', 'See times');
    await arrived('Choose a time');
    await press('button', /Fri, Nov 27, 8:40/);
    await arrived('Is this right?');
    await press('button', 'Choose another time');
    await arrived('Choose a time');
    await press('button', /Fri, Nov 27, 8:40/);
    await press('button', 'Book this visit');
    await arrived('Your visit is booked');
  });

  it('when the hold ran out', async () => {
    await openApp('/book', { 'POST /scheduling/holds': { status: 201, body: hold(0.5) } });
    await press('button', /Check-up/);
    await press('button', 'See times');
    await press('button', /Fri, Nov 27, 8:40/);
    await arrived('Is this right?');
    await screen.findByRole('alert');
    await arrived('Choose a time');
  });

  it('when a new time is held, let go, and taken', async () => {
    await openApp('/visits/a1/move', {
      'POST /scheduling/holds': { status: 201, body: hold() },
      'DELETE /scheduling/holds/h1': { status: 204 },
      'POST /scheduling/appointments/a1/move': ok({ appointmentId: 'a1', startsAt: visit.startsAt }),
    });
    await press('button', /Fri, Nov 27, 8:40/);
    await screen.findByRole('timer');
    await arrived('Move this visit');
    await press('button', 'Choose another time');
    await screen.findByRole('heading', { name: 'Soonest' });
    await arrived('Move this visit');
    await press('button', /Fri, Nov 27, 8:40/);
    await press('button', 'Move to the new time');
    await arrived('Your visit is moved');
  });

  it('when one is on the waitlist', async () => {
    await openApp('/visits/a1/earlier', {
      'POST /scheduling/waitlist': { status: 201, body: { waitlistId: 'w1' } },
    });
    await press('button', 'Join the waitlist');
    await arrived('You are on the waitlist');
  });

  it('when a visit is cancelled, and stays on what opened the question when it is kept', async () => {
    let upcoming = [visit];
    await openApp('/visits/a1', {
      'GET /scheduling/patients/p1/appointments': () =>
        ok({ upcoming, past: upcoming.length ? [] : [{ ...visit, status: 'cancelled', mayCancel: false }] }),
      'POST /scheduling/appointments/a1/cancel': () => {
        upcoming = [];
        return ok({ status: 'cancelled' });
      },
    });
    await press('button', 'Cancel this visit');
    await press('button', 'Keep this visit');
    expect(document.activeElement).toBe(screen.getByRole('button', { name: 'Cancel this visit' }));
    await press('button', 'Cancel this visit');
    await press('button', 'Yes, cancel it');
    await screen.findByText('Cancelled');
    await arrived('Check-up');
  });
});

describe('the focus stays', () => {
  it('where it is when news change the page, or its language', async () => {
    let now = offer();
    const { router } = await openApp('/', {
      'GET /scheduling/patients/p1/waitlist': () => ok({ entries: [], offers: [now] }),
    });
    await screen.findByRole('button', { name: 'Take it' });
    await router.navigate({ to: '/offers/$offerId', params: { offerId: 'o1' } });
    await arrived('Do you want this time?');
    const home = within(screen.getByRole('main')).getByRole('link', { name: 'Home' });
    home.focus();
    now = offer(900, { state: 'accepted' });
    tell('scheduling.waitlist');
    await screen.findByRole('heading', { name: 'Your visit is booked' });
    expect(document.activeElement).toBe(home);
    await press('button', 'Español');
    await screen.findByRole('heading', { name: 'Su visita está reservada' });
    expect(document.activeElement?.textContent).toBe('English');
  });
});
