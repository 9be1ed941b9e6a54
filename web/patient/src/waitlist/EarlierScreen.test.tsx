import { ok } from '@frontdesk/ui/testing';
import { fireEvent, screen, waitFor } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { describe, expect, it } from 'vitest';
import { entry, visit } from '../testing.data.ts';
import { itHasItsStates } from '../testing.states.ts';
import { openApp } from '../testing.tsx';

const list = 'GET /scheduling/patients/p1/appointments';
const waitlist = 'GET /scheduling/patients/p1/waitlist';
const answer = ok({ upcoming: [visit], past: [] });

itHasItsStates({ path: '/visits/a1/earlier', route: list, answer, shows: 'The visit now' });

describe('an earlier time', () => {
  it('is asked for at the visit and joined with it', async () => {
    const { asked } = await openApp('/visits/a1', {
      'POST /scheduling/waitlist': { status: 201, body: { waitlistId: 'w1' } },
    });
    await userEvent.click(await screen.findByRole('link', { name: 'Tell me of an earlier time' }));
    expect(await screen.findByText('It stays booked until you take an earlier one.')).toBeDefined();
    expect(await screen.findByLabelText<HTMLInputElement>('Last day')).toHaveProperty('max', '2026-11-26');
    await userEvent.click(screen.getByRole('button', { name: 'Join the waitlist' }));
    expect(await screen.findByRole('heading', { name: 'You are on the waitlist' })).toBeDefined();
    const sent = asked.find((one) => one.path === '/scheduling/waitlist');
    expect(sent?.body).toMatchObject({ visitTypeId: 'v1', appointmentId: 'a1', practitionerIds: ['d1'] });
  });

  it('says in its own words, beside the day, what is wrong with it', async () => {
    const inDays = (days: number) => new Date(Date.now() + days * 86_400_000).toISOString();
    const day = (days: number) => inDays(days).slice(0, 10);
    const { asked } = await openApp('/visits/a1/earlier', {
      [list]: ok({ upcoming: [{ ...visit, startsAt: inDays(10) }], past: [] }),
      'POST /scheduling/waitlist': { status: 201, body: { waitlistId: 'w1' } },
    });
    const [from, until] = [await screen.findByLabelText('First day'), screen.getByLabelText('Last day')];
    const join = screen.getByRole('button', { name: 'Join the waitlist' });
    expect(join.closest('form')?.noValidate).toBe(true);
    const fill = (field: HTMLElement, value: string) => fireEvent.change(field, { target: { value } });
    fill(until, day(20));
    await userEvent.click(join);
    expect(screen.getByText(/^Choose a day no later than .*, when the visit is\.$/)).toBeDefined();
    expect(document.activeElement).toBe(until);
    fill(until, '2001-01-02');
    expect(screen.getByText(/^This day is over/)).toBeDefined();
    fill(from, day(5));
    fill(until, day(4));
    await userEvent.click(join);
    expect(screen.getByText(/^The last day is before the first day/)).toBeDefined();
    await userEvent.click(screen.getByRole('button', { name: 'Español' }));
    expect(await screen.findByText(/^El último día es anterior al primero/)).toBeDefined();
    expect(asked.some((one) => one.path === '/scheduling/waitlist')).toBe(false);
    fill(screen.getByLabelText('Último día'), day(6));
    await userEvent.click(screen.getByRole('button', { name: 'Entrar en la lista' }));
    await waitFor(() => expect(asked.some((one) => one.path === '/scheduling/waitlist')).toBe(true));
  });

  it('is asked of anyone when whom the visit is with does this no more', async () => {
    const { asked } = await openApp('/visits/a1/earlier', {
      'GET /scheduling/practitioners': ok({ practitioners: [] }),
      'POST /scheduling/waitlist': { status: 201, body: { waitlistId: 'w1' } },
    });
    await userEvent.click(await screen.findByRole('button', { name: 'Join the waitlist' }));
    await screen.findByRole('heading', { name: 'You are on the waitlist' });
    const sent = asked.find((one) => one.path === '/scheduling/waitlist');
    expect(sent?.body).not.toHaveProperty('practitionerIds');
  });

  it('leads to the place in line of one who waits already', async () => {
    await openApp('/visits/a1', { [waitlist]: ok({ entries: [entry], offers: [] }) });
    const link = await screen.findByRole('link', { name: 'See the place in line' });
    expect(link.getAttribute('href')).toBe('/waiting/w1');
    expect(screen.queryByRole('link', { name: 'Tell me of an earlier time' })).toBeNull();
  });

  it('is not offered for a visit that cannot be moved', async () => {
    await openApp('/visits/a1/earlier', {
      [list]: ok({ upcoming: [{ ...visit, mayMove: false }], past: [] }),
    });
    expect(await screen.findByText('This visit is not in your list')).toBeDefined();
  });
});
