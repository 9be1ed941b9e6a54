import { type Answers, ok, problem } from '@frontdesk/ui/testing';
import { screen, within } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { describe, expect, it } from 'vitest';
import { child, hold, me, offer, parent, request } from '../testing.data.ts';
import { itHasItsStates } from '../testing.states.ts';
import { openApp } from '../testing.tsx';

const visits = 'GET /scheduling/patients/p2/appointments';
const waitlist = 'GET /scheduling/patients/p2/waitlist';
const press = async (role: 'button' | 'link', name: string | RegExp) =>
  userEvent.click((await screen.findAllByRole(role, { name }))[0] as HTMLElement);

describe('who acts for nobody', () => {
  it('is told of nobody, also not of those with the same telephone, and booking has three steps', async () => {
    await openApp('/visits', { 'GET /patients/me': ok({ ...me, actedForBy: [child] }) });
    expect(await screen.findByRole('link', { name: /Check-up · Dr. Lin$/ })).toBeDefined();
    expect(screen.queryByText(/^For/)).toBeNull();
  });

  it('chooses the reason first', async () => {
    await openApp('/book');
    expect(await screen.findByText('Step 1 of 3')).toBeDefined();
    expect(screen.getByRole('heading', { name: 'What do you need?' })).toBeDefined();
    expect(screen.queryByRole('button', { name: 'Back' })).toBeNull();
  });
});

describe('who acts for a child', () => {
  const also = parent;
  itHasItsStates({
    path: '/visits',
    route: visits,
    answer: parent[visits],
    shows: 'For Sofía González',
    also,
  });
  itHasItsStates({
    path: '/book',
    route: 'GET /patients/me',
    answer: parent['GET /patients/me'],
    shows: 'Sofía González',
    also,
  });

  it('sees the soonest of all visits first at home, the next of the other under it, and whose each is', async () => {
    await openApp('/', parent);
    const hero = within(await screen.findByRole('region', { name: 'Next visit for Sofía González' }));
    expect(hero.getByText('For Sofía González')).toBeDefined();
    expect(hero.getByText(/Wednesday, November 25/)).toBeDefined();
    const mine = within(screen.getByRole('region', { name: 'Your next visit' }));
    expect(mine.getByText(/Thu, Nov 26/)).toBeDefined();
  });

  it('has both lists in one, in the order of time', async () => {
    await openApp('/visits', { ...parent, 'GET /scheduling/my-requests': ok({ requests: [request] }) });
    await screen.findByText('Asked for');
    const rows = screen.getAllByRole('link', { name: /Check-up · Dr. Lin/ }).map((row) => row.textContent);
    expect(rows[0]).toContain('For Sofía González');
    expect(rows[1]).toContain('For you');
    expect(screen.getByRole('link', { name: /Number 2 in line/ }).textContent).toContain(
      'For Sofía González',
    );
    const asked = screen.getByText('Minor surgery').parentElement as HTMLElement;
    expect(within(asked).getByText('For you')).toBeDefined();
  });

  it('never sees a list from which somebody is missing', async () => {
    await openApp('/', { ...parent, [visits]: problem(500, 'unexpected') });
    expect(await screen.findByRole('alert')).toBeDefined();
    expect(screen.queryByRole('region', { name: 'Your next visit' })).toBeNull();
  });

  it('reads whose visit it is before cancelling it', async () => {
    await openApp('/visits/a2', parent);
    await press('button', 'Cancel this visit');
    expect(within(screen.getByRole('alertdialog')).getByText('For Sofía González')).toBeDefined();
  });

  it('confirms, moves and waits for an earlier time than the visit of the child, as the child', async () => {
    const { asked, router } = await openApp('/visits/a2', {
      ...parent,
      [waitlist]: ok({ entries: [], offers: [] }),
      'POST /scheduling/appointments/a2/confirm': ok({}),
      'POST /scheduling/holds': { status: 201, body: hold() },
      'POST /scheduling/appointments/a2/move': ok({
        appointmentId: 'a2',
        startsAt: '2026-11-27T14:40:00Z',
        practitionerId: 'd1',
      }),
      'POST /scheduling/waitlist': { status: 201, body: { waitlistId: 'w3' } },
    });
    await press('button', 'Confirm this visit');
    await press('link', 'Move this visit');
    await press('button', /Fri, Nov 27, 8:40/);
    expect(await screen.findByText('For Sofía González')).toBeDefined();
    await press('button', 'Move to the new time');
    expect(
      await screen.findByRole('heading', { name: 'The visit for Sofía González is moved' }),
    ).toBeDefined();
    expect(document.title).toBe('Your visit is moved · Lakeview Family Care');
    await router.navigate({ to: '/visits/$appointmentId/earlier', params: { appointmentId: 'a2' } });
    await press('button', 'Join the waitlist');
    expect(await screen.findByRole('heading', { name: 'Sofía González is on the waitlist' })).toBeDefined();
    const sent = (path: string) => asked.find((one) => one.path === path && one.method !== 'GET')?.body;
    expect(asked.find((one) => one.path === '/scheduling/times')?.query.get('patientId')).toBe('p2');
    expect(sent('/scheduling/holds')).toMatchObject({ patientId: 'p2' });
    expect(sent('/scheduling/waitlist')).toMatchObject({ patientId: 'p2', appointmentId: 'a2' });
  });

  it('keeps one’s own place in line and the child’s apart', async () => {
    const { router } = await openApp('/visits', parent);
    await screen.findByRole('link', { name: /Number 2 in line/ });
    await router.navigate({ to: '/visits/$appointmentId', params: { appointmentId: 'a1' } });
    expect(await screen.findByRole('link', { name: 'Tell me of an earlier time' })).toBeDefined();
    await router.navigate({ to: '/visits/$appointmentId', params: { appointmentId: 'a2' } });
    expect(await screen.findByRole('link', { name: 'See the place in line' })).toBeDefined();
  });

  it('reads for whom a time is free, and answers it', async () => {
    let now = offer();
    await openApp('/', {
      ...parent,
      [waitlist]: () => ok({ entries: [], offers: [now] }),
      'POST /scheduling/offers/o1/accept': () => {
        now = offer(0, { state: 'accepted' });
        return ok({ appointmentId: 'o1', startsAt: now.startsAt });
      },
    });
    await screen.findByRole('region', { name: 'A time is free for Sofía González' });
    await press('button', 'Take it');
    expect(
      await screen.findByRole('heading', { name: 'The visit for Sofía González is booked' }),
    ).toBeDefined();
    expect(screen.getByText('For Sofía González')).toBeDefined();
  });

  it('leaves the waitlist for the child', async () => {
    await openApp('/waiting/w2', parent);
    expect(await screen.findByText('Sofía González')).toBeDefined();
    await press('button', 'Leave the waitlist');
    expect(within(screen.getByRole('alertdialog')).getByText('For Sofía González')).toBeDefined();
  });

  it('is named at oneself', async () => {
    await openApp('/you', parent);
    expect(await screen.findByText('You act for')).toBeDefined();
    expect(screen.getByText('Sofía González')).toBeDefined();
  });
});

describe('booking for a child', () => {
  const toReason = async (answers: Answers = {}) => {
    const app = await openApp('/book', { ...parent, ...answers });
    await press('button', 'Sofía González');
    await screen.findByText('Step 2 of 4');
    return app;
  };

  it('asks for whom, and books for nobody else', async () => {
    const { asked } = await toReason({
      'POST /scheduling/holds': { status: 201, body: hold() },
      'POST /scheduling/appointments': {
        status: 201,
        body: { appointmentId: 'a9', startsAt: '2026-11-27T14:40:00Z' },
      },
    });
    expect(screen.getByText('For Sofía González')).toBeDefined();
    await press('button', /Check-up/);
    await press('button', 'See times');
    await press('button', /Fri, Nov 27, 8:40/);
    expect(await screen.findByText('For Sofía González')).toBeDefined();
    await press('button', 'Book this visit');
    expect(
      await screen.findByRole('heading', { name: 'The visit for Sofía González is booked' }),
    ).toBeDefined();
    const sent = asked.filter((one) => one.method === 'POST').map((one) => one.body);
    expect(sent).toMatchObject([{ patientId: 'p2' }, { holdId: 'h1', patientId: 'p2' }]);
    expect(asked.find((one) => one.path === '/scheduling/times')?.query.get('patientId')).toBe('p2');
  });

  it('asks the clinic for the child', async () => {
    const { asked } = await toReason({
      'POST /scheduling/requests': { status: 201, body: { requestId: 'q1' } },
    });
    await press('button', /Minor surgery/);
    await press('button', 'Send to the clinic');
    expect(await screen.findByText('For Sofía González')).toBeDefined();
    expect(asked.find((one) => one.path === '/scheduling/requests')?.body).toMatchObject({ patientId: 'p2' });
  });

  it('goes back to the question, and keeps what was typed for whoever is chosen then', async () => {
    await toReason();
    await userEvent.type(await screen.findByLabelText(/In your words/), 'a fever');
    await press('button', /Check-up/);
    await press('button', 'Back');
    await press('button', 'Back');
    expect(screen.getByRole('heading', { name: 'Who is it for?' })).toBeDefined();
    await press('button', /^Me/);
    expect(screen.getByText('For you')).toBeDefined();
    expect(screen.getByLabelText<HTMLInputElement>(/In your words/).value).toBe('a fever');
  });

  it('asks where the child will be, and supposes nothing', async () => {
    const home = { lines: ['1 Main St'], city: 'Chicago', state: 'IL', postalCode: '60614' };
    await toReason({
      'GET /patients/me': ok({ ...me, details: { ...me.details, addresses: [home] }, actsFor: [child] }),
      'GET /scheduling/visit-types': ok({
        visitTypes: [
          { visitTypeId: 'v3', nameEn: 'Talk', nameEs: 'Charla', channels: ['video'], capacity: 1 },
        ],
      }),
    });
    await press('button', /Talk/);
    const where = await screen.findByLabelText<HTMLSelectElement>(
      'Where will Sofía González be during the visit?',
    );
    expect(where.value).toBe('');
  });

  it('is asked in Spanish', async () => {
    await openApp('/book', parent);
    await press('button', 'Español');
    expect(await screen.findByRole('heading', { name: '¿Para quién es?' })).toBeDefined();
    await press('button', 'Sofía González');
    expect(await screen.findByText('Para Sofía González')).toBeDefined();
  });
});
