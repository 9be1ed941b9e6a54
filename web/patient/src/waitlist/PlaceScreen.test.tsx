import { ok, problem } from '@frontdesk/ui/testing';
import { screen, waitFor, within } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { describe, expect, it } from 'vitest';
import { entry } from '../testing.data.ts';
import { itHasItsStates } from '../testing.states.ts';
import { openApp } from '../testing.tsx';

const route = 'GET /scheduling/patients/p1/waitlist';
const answer = ok({ entries: [entry], offers: [] });

itHasItsStates({ path: '/waiting/w1', route, answer, shows: 'Number 2 in line' });

describe('my place in line', () => {
  it('says what I wait for in words', async () => {
    await openApp('/waiting/w1', { [route]: answer });
    expect(await screen.findByText('Mon, Wed')).toBeDefined();
    expect(screen.getByText('morning')).toBeDefined();
    expect(await screen.findByText('Dr. Lin')).toBeDefined();
    expect(screen.getByText('Nov 22, 2026 and Dec 22, 2026')).toBeDefined();
  });

  it('says which visit I keep meanwhile', async () => {
    const joined = { ...entry, appointmentId: 'a1' };
    await openApp('/waiting/w1', { [route]: ok({ entries: [joined], offers: [] }) });
    expect(
      await screen.findByText(/The visit on Thursday, November 26 at 3:30.PM stays booked/),
    ).toBeDefined();
  });

  it('is left after a confirmation whose harmless answer has the focus', async () => {
    let entries = [entry];
    const { asked } = await openApp('/waiting/w1', {
      [route]: () => ok({ entries, offers: [] }),
      'DELETE /scheduling/waitlist/w1': () => {
        entries = [];
        return { status: 204 };
      },
    });
    await userEvent.click(await screen.findByRole('button', { name: 'Leave the waitlist' }));
    const dialog = within(screen.getByRole('alertdialog'));
    expect(dialog.getByRole('button', { name: 'Keep the place' })).toBe(document.activeElement);
    await userEvent.click(dialog.getByRole('button', { name: 'Yes, leave it' }));
    expect(await screen.findByRole('heading', { name: 'Visits' })).toBeDefined();
    await waitFor(() => expect(screen.queryByText('Waiting for a time')).toBeNull());
    expect(asked.filter((one) => one.method === 'DELETE')).toHaveLength(1);
  });

  it('says that it was not left, and I keep it', async () => {
    await openApp('/waiting/w1', {
      [route]: answer,
      'DELETE /scheduling/waitlist/w1': problem(500, 'unexpected'),
    });
    await userEvent.click(await screen.findByRole('button', { name: 'Leave the waitlist' }));
    await userEvent.click(screen.getByRole('button', { name: 'Yes, leave it' }));
    expect((await screen.findByRole('alert')).textContent).toContain('req-7');
  });

  it('that is no more says so', async () => {
    await openApp('/waiting/other', { [route]: answer });
    expect(await screen.findByText('You are not on this list any more')).toBeDefined();
  });
});
