import { ok } from '@frontdesk/ui/testing';
import { screen } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { describe, expect, it, vi } from 'vitest';
import { me } from '../testing.data.ts';
import { itHasItsStates } from '../testing.states.ts';
import { openApp } from '../testing.tsx';

const look = {
  at: '2026-11-22T15:00:00Z',
  who: 'Dana Brooks',
  role: 'agent',
  purpose: 'TREAT',
  action: 'patient.shown',
  myself: false,
};

describe('what is on file', () => {
  itHasItsStates({ path: '/you', route: 'GET /patients/me', answer: ok(me), shows: 'Mar 3, 1985' });

  it('signs out', async () => {
    const { asked } = await openApp('/you', { 'DELETE /identity/session': { status: 204 } });
    await userEvent.click(await screen.findByRole('button', { name: 'Sign out' }));
    expect(await screen.findByLabelText('Phone number')).toBeDefined();
    expect(asked.some((one) => one.method === 'DELETE')).toBe(true);
  });

  it('switches light and dark, and back to what the device says', async () => {
    await openApp('/you');
    await userEvent.selectOptions(await screen.findByLabelText('Appearance'), 'Dark');
    expect(document.documentElement.dataset.theme).toBe('dark');
    await userEvent.selectOptions(screen.getByLabelText('Appearance'), 'Like this device');
    expect(document.documentElement.dataset.theme).toBeUndefined();
  });
});

describe('who looked at my record', () => {
  const route = 'GET /patients/me/access-log';
  itHasItsStates({
    path: '/you/access-log',
    route,
    answer: ok({ looks: [look], truncated: false }),
    shows: 'Dana Brooks',
  });

  it('says who, when, in the clinic’s zone, and why', async () => {
    const complaints = vi.spyOn(console, 'error');
    await openApp('/you/access-log', {
      [route]: ok({ looks: [look, { ...look, myself: true }], truncated: false }),
    });
    expect(await screen.findByText('For your care')).toBeDefined();
    expect(screen.getAllByText(/Sun, Nov 22, 9:00.AM/)).toHaveLength(2);
    expect(screen.getAllByText('You').length).toBeGreaterThan(0);
    // Two looks of one moment are two lines.
    expect(complaints).not.toHaveBeenCalled();
  });

  it('shows looks that follow one another as one line, and a sign-in as what it is', async () => {
    const signIn = { ...look, who: '', role: 'anonymous', purpose: 'PATRQT' };
    await openApp('/you/access-log', {
      [route]: ok({ looks: [look, look, look, signIn], truncated: false }),
    });
    expect(await screen.findByText(/9:00.AM · 3 times/)).toBeDefined();
    expect(screen.getAllByText('Dana Brooks')).toHaveLength(1);
    expect(screen.getByText('Someone who signed in with your phone')).toBeDefined();
  });

  it('says of who acts for me that they do', async () => {
    const mother = { ...look, who: 'Rosa Vega', role: 'patient', purpose: 'PATRQT' };
    await openApp('/you/access-log', { [route]: ok({ looks: [mother], truncated: false }) });
    expect(await screen.findByText('Acts for you')).toBeDefined();
    expect(screen.queryByText('You asked for it')).toBeNull();
  });

  it('says that nobody looked yet', async () => {
    await openApp('/you/access-log', { [route]: ok({ looks: [], truncated: false }) });
    expect(await screen.findByText('No one yet')).toBeDefined();
  });
});
