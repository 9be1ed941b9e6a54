import { ok, problem, tell } from '@frontdesk/ui/testing';
import { screen } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { describe, expect, it } from 'vitest';
import { offer, parent, visit } from '../testing.data.ts';
import { itHasItsStates } from '../testing.states.ts';
import { openApp } from '../testing.tsx';

const route = 'GET /scheduling/patients/p1/waitlist';
const having = (one = offer()) => ok({ entries: [], offers: [one] });

itHasItsStates({ path: '/offers/o1', route, answer: having(), shows: 'Do you want this time?' });

describe('an offer', () => {
  it('is taken from home, and what was taken is shown', async () => {
    let now = offer();
    const { asked, router } = await openApp('/', {
      [route]: () => having(now),
      'POST /scheduling/offers/o1/accept': () => {
        now = offer(0, { state: 'accepted' });
        return ok({ appointmentId: 'o1', startsAt: now.startsAt });
      },
    });
    await userEvent.click(await screen.findByRole('button', { name: 'Take it' }));
    expect(await screen.findByRole('heading', { name: 'Your visit is booked' })).toBeDefined();
    expect(screen.getByText(/Friday, November 27 at 8:40.AM/)).toBeDefined();
    expect(screen.getByRole('link', { name: 'See this visit' }).getAttribute('href')).toBe('/visits/o1');
    expect(router.state.location.pathname).toBe('/offers/o1');
    expect(asked.filter((one) => one.path.endsWith('/accept'))).toHaveLength(1);
  });

  it('that was taken for somebody else says whose visit is booked, and the tab does not', async () => {
    const his = offer(0, { state: 'accepted' });
    await openApp('/offers/o1', {
      ...parent,
      'GET /scheduling/patients/p2/waitlist': ok({ entries: [], offers: [his] }),
    });
    expect(
      await screen.findByRole('heading', { name: 'The visit for Sofía González is booked' }),
    ).toBeDefined();
    expect(document.title).toContain('Your visit is booked');
    expect(document.title).not.toContain('Sofía');
  });

  it('says when it is not in person, which who takes any channel cannot know', async () => {
    await openApp('/offers/o1', { [route]: having(offer(1500, { channel: 'video' })) });
    expect(await screen.findByText(/Lake Street · By video/)).toBeDefined();
  });

  it('says which visit it would move, and that it moved', async () => {
    let now = offer(1500, { movesAppointmentId: 'a1' });
    await openApp('/offers/o1', {
      [route]: () => having(now),
      'POST /scheduling/offers/o1/accept': () => {
        now = { ...now, state: 'accepted' };
        return ok({ appointmentId: 'a1', startsAt: now.startsAt });
      },
    });
    expect(await screen.findByText(/takes the place of the visit on Thursday, November 26/)).toBeDefined();
    await userEvent.click(screen.getByRole('button', { name: 'Take it' }));
    expect(await screen.findByRole('heading', { name: 'Your visit is moved' })).toBeDefined();
    expect(screen.getByRole('link', { name: 'See this visit' }).getAttribute('href')).toBe('/visits/a1');
  });

  it('may be declined, and the place in line is kept', async () => {
    let now = offer();
    await openApp('/', {
      [route]: () => having(now),
      'POST /scheduling/offers/o1/decline': () => {
        now = offer(0, { state: 'declined' });
        return ok({});
      },
    });
    await userEvent.click(await screen.findByRole('button', { name: 'No thanks' }));
    expect(await screen.findByRole('heading', { name: 'You said no to this time' })).toBeDefined();
    expect(screen.getByText(/You keep your place in line/)).toBeDefined();
    expect(screen.getByRole('link', { name: 'See the place in line' }).getAttribute('href')).toBe(
      '/waiting/w1',
    );
  });

  it('that is answered too late says so kindly, and the place in line is kept', async () => {
    let now = offer();
    await openApp('/', {
      [route]: () => having(now),
      'POST /scheduling/offers/o1/accept': () => {
        now = offer(-1, { state: 'lapsed' });
        return problem(409, 'offer_over', { state: 'lapsed' });
      },
    });
    await userEvent.click(await screen.findByRole('button', { name: 'Take it' }));
    expect(await screen.findByRole('heading', { name: 'This time is gone' })).toBeDefined();
    expect(screen.getByText(/offered it to the next person. You keep your place in line/)).toBeDefined();
  });

  it('taken by text is shown as taken without a reload', async () => {
    let now = offer();
    await openApp('/offers/o1', { [route]: () => having(now) });
    await screen.findByRole('button', { name: 'Take it' });
    now = offer(900, { state: 'accepted' });
    tell('scheduling.waitlist');
    expect(await screen.findByRole('heading', { name: 'Your visit is booked' })).toBeDefined();
  });

  it('says when the time to answer is over, and asks what became of it', async () => {
    let now = offer(0.5);
    await openApp('/offers/o1', { [route]: () => having(now) });
    await screen.findByRole('button', { name: 'Take it' });
    now = offer(-1, { state: 'lapsed' });
    expect(
      await screen.findByRole('heading', { name: 'This time is gone' }, { timeout: 4000 }),
    ).toBeDefined();
  });

  it('keeps its buttons when the answer did not get through', async () => {
    await openApp('/offers/o1', {
      [route]: having(),
      'POST /scheduling/offers/o1/accept': problem(500, 'unexpected'),
    });
    await userEvent.click(await screen.findByRole('button', { name: 'Take it' }));
    expect((await screen.findByRole('alert')).textContent).toContain('req-7');
    expect(screen.getByRole('button', { name: 'Take it' })).toBeDefined();
  });

  it('that is older than a day leads to the visits', async () => {
    await openApp('/offers/other', { [route]: having() });
    expect(await screen.findByText('This offer is over')).toBeDefined();
    expect(screen.getByRole('link', { name: 'See my visits' }).getAttribute('href')).toBe('/visits');
  });

  it('is said in Spanish', async () => {
    await openApp('/offers/o1', {
      [route]: having(offer(1500, { movesAppointmentId: visit.appointmentId })),
    });
    await userEvent.click(await screen.findByRole('button', { name: 'Español' }));
    expect(await screen.findByRole('button', { name: 'Tomarla' })).toBeDefined();
    expect(screen.getByText(/pasa a esta hora/)).toBeDefined();
  });
});
