import { ok, problem, tell } from '@frontdesk/ui/testing';
import { screen, within } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { describe, expect, it } from 'vitest';
import { offer, past, visit } from '../testing.data.ts';
import { itHasItsStates } from '../testing.states.ts';
import { openApp } from '../testing.tsx';

const route = 'GET /scheduling/patients/p1/appointments';

itHasItsStates({ path: '/', route, answer: ok({ upcoming: [visit], past: [] }), shows: 'Check-up' });

it('shows the next visit first, in the zone of the place, with its weekday', async () => {
  await openApp('/');
  const hero = within(await screen.findByRole('region', { name: 'Your next visit' }));
  expect(hero.getByText(/Thursday, November 26 at 3:30.PM/)).toBeDefined();
  expect(hero.getByText('Dr. Lin · Lake Street')).toBeDefined();
});

it('leads to booking when there is none', async () => {
  await openApp('/', { [route]: ok({ upcoming: [], past: [past] }) });
  const hero = within(await screen.findByRole('region', { name: 'Your next visit' }));
  expect(hero.getByText('No visit is booked')).toBeDefined();
  expect(hero.getByRole('link', { name: 'Book a visit' }).getAttribute('href')).toBe('/book');
});

it('shows what the clinic changed without a reload', async () => {
  let upcoming = [visit];
  await openApp('/', { [route]: () => ok({ upcoming, past: [] }) });
  await screen.findByText('Check-up');
  upcoming = [];
  tell('scheduling.appointments');
  expect(await screen.findByText('No visit is booked')).toBeDefined();
});

it('greets by the name on file', async () => {
  await openApp('/');
  expect(await screen.findByRole('heading', { name: /^Good .*, María$/ })).toBeDefined();
});

describe('confirming', () => {
  const confirming = 'POST /scheduling/appointments/a1/confirm';

  it('is the big button until it is done, then it is said', async () => {
    let confirmedAt: string | null = null;
    const { asked } = await openApp('/', {
      [route]: () => ok({ upcoming: [{ ...visit, confirmedAt }], past: [] }),
      [confirming]: () => {
        confirmedAt = '2026-11-25T15:00:00Z';
        return ok({});
      },
    });
    const hero = within(await screen.findByRole('region', { name: 'Your next visit' }));
    await userEvent.click(hero.getByRole('button', { name: 'Confirm this visit' }));
    expect(await hero.findByText('You confirmed this visit')).toBeDefined();
    expect(hero.queryByRole('button')).toBeNull();
    expect(hero.getByRole('link', { name: 'See this visit' })).toBeDefined();
    expect(asked.filter((one) => one.path.endsWith('/confirm'))).toHaveLength(1);
  });

  it('says that the visit changed when it cannot be confirmed any more', async () => {
    await openApp('/', { [confirming]: problem(409, 'not_confirmable') });
    await userEvent.click(await screen.findByRole('button', { name: 'Confirm this visit' }));
    expect(await screen.findByText(/This visit has changed/)).toBeDefined();
  });

  it('is not asked of one who is here already', async () => {
    await openApp('/', {
      [route]: ok({ upcoming: [{ ...visit, status: 'arrived', mayCancel: false }], past: [] }),
    });
    await screen.findByRole('link', { name: 'See this visit' });
    expect(screen.queryByRole('button', { name: 'Confirm this visit' })).toBeNull();
  });
});

describe('an open offer', () => {
  const waitlist = 'GET /scheduling/patients/p1/waitlist';

  it('stands before the next visit, with what, when, where and how long it is kept', async () => {
    await openApp('/', { [waitlist]: ok({ entries: [], offers: [offer()] }) });
    const hero = within(await screen.findByRole('region', { name: 'A time is free for you' }));
    expect(hero.getByText(/Friday, November 27 at 8:40.AM/)).toBeDefined();
    expect(hero.getByText('Check-up · Dr. Lin · Lake Street')).toBeDefined();
    expect(hero.getByRole('timer').textContent).toMatch(/We keep it for you: (24:5\d|25:00)/);
    const next = within(screen.getByRole('region', { name: 'Your next visit' }));
    expect(next.getByText(/Thu, Nov 26, 3:30.PM/)).toBeDefined();
    expect(screen.queryByRole('button', { name: 'Confirm this visit' })).toBeNull();
  });

  it('comes without a reload', async () => {
    let offers = [offer()].slice(1);
    await openApp('/', { [waitlist]: () => ok({ entries: [], offers }) });
    await screen.findByRole('button', { name: 'Confirm this visit' });
    offers = [offer()];
    tell('scheduling.waitlist');
    expect(await screen.findByRole('button', { name: 'Take it' })).toBeDefined();
  });

  it('that was not answered is told of for a day', async () => {
    await openApp('/', { [waitlist]: ok({ entries: [], offers: [offer(-60, { state: 'lapsed' })] }) });
    const missed = await screen.findByRole('link', { name: /The time on Fri, Nov 27, 8:40.AM is gone/ });
    expect(missed.textContent).toContain('You keep your place in line.');
    expect(screen.getByRole('button', { name: 'Confirm this visit' })).toBeDefined();
  });

  it('leaves the next visit alone when it could not be asked for', async () => {
    let broken = true;
    await openApp('/', {
      [waitlist]: () => (broken ? problem(500, 'unexpected') : ok({ entries: [], offers: [offer()] })),
    });
    const alert = within(await screen.findByRole('alert'));
    expect(alert.getByText('We could not check for open times')).toBeDefined();
    expect(screen.getByText('Check-up')).toBeDefined();
    broken = false;
    await userEvent.click(alert.getByRole('button', { name: 'Try again' }));
    expect(await screen.findByRole('button', { name: 'Take it' })).toBeDefined();
  });
});
