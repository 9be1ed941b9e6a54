import { ok, problem } from '@frontdesk/ui/testing';
import { screen, within } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { describe, expect, it } from 'vitest';
import { past, visit } from '../testing.data.ts';
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
    expect(dialog.getByRole('button', { name: 'Keep my visit' })).toBe(document.activeElement);
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

  it('that is not in the list says so', async () => {
    await openApp('/visits/other');
    expect(await screen.findByText('This visit is not in your list')).toBeDefined();
  });
});
