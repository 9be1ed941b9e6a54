import { type Answers, ok, problem } from '@frontdesk/ui/testing';
import { screen, within } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { describe, expect, it } from 'vitest';
import { hold, times } from '../testing.data.ts';
import { itHasItsStates } from '../testing.states.ts';
import { openApp } from '../testing.tsx';

async function toTimes(answers: Answers = {}) {
  const app = await openApp('/book', answers);
  await userEvent.type(await screen.findByLabelText(/In your words/), 'my knee hurts');
  await userEvent.click(screen.getByRole('button', { name: /Check-up/ }));
  await userEvent.click(await screen.findByRole('button', { name: 'See times' }));
  return app;
}

describe('the reason', () => {
  itHasItsStates({
    path: '/book',
    route: 'GET /scheduling/visit-types',
    answer: ok({
      visitTypes: [
        {
          visitTypeId: 'v1',
          nameEn: 'Check-up',
          nameEs: 'Chequeo',
          minutes: 20,
          patientsMayBook: true,
          instructionsEn: '',
          instructionsEs: '',
        },
      ],
    }),
    shows: 'Check-up',
  });

  it('offers only what patients may book', async () => {
    await openApp('/book');
    expect(await screen.findByRole('button', { name: /Check-up/ })).toBeDefined();
    expect(screen.queryByRole('button', { name: /Minor surgery/ })).toBeNull();
  });

  it('says to call when nothing can be booked here', async () => {
    await openApp('/book', { 'GET /scheduling/visit-types': ok({ visitTypes: [] }) });
    expect(await screen.findByText('Please call us to book')).toBeDefined();
    expect(screen.getByText(/\(312\) 555-0100/)).toBeDefined();
  });
});

describe('the time', () => {
  it('offers the soonest three, then days, morning and afternoon', async () => {
    await toTimes();
    expect(await screen.findByRole('heading', { name: 'Soonest' })).toBeDefined();
    expect(screen.getAllByRole('button', { name: /Fri, Nov 27/ })).toHaveLength(3);
    expect(screen.getByRole('heading', { name: 'Morning' })).toBeDefined();
    expect(screen.getByRole('heading', { name: 'Afternoon' })).toBeDefined();
    await userEvent.click(screen.getByRole('button', { name: /Mon 30/ }));
    expect(screen.getByRole('button', { name: /Monday, November 30 9:00.AM/ })).toBeDefined();
    expect(screen.queryByRole('heading', { name: 'Afternoon' })).toBeNull();
  });

  it('looks at later days when there is none', async () => {
    const { asked } = await toTimes({ 'GET /scheduling/times': ok({ ...times, times: [] }) });
    await userEvent.click(await screen.findByRole('button', { name: 'Look at later days' }));
    await screen.findByText('No free time in these two weeks');
    const days = asked
      .filter((one) => one.path === '/scheduling/times')
      .map((one) => one.query.get('from') ?? '');
    expect(Date.parse(days[1] ?? '') - Date.parse(days[0] ?? '')).toBe(14 * 86_400_000);
  });

  it('says that times did not load and tries again', async () => {
    let broken = true;
    await toTimes({ 'GET /scheduling/times': () => (broken ? problem(500, 'unexpected') : ok(times)) });
    const alert = await screen.findByRole('alert');
    broken = false;
    await userEvent.click(within(alert).getByRole('button', { name: 'Try again' }));
    expect(await screen.findByRole('heading', { name: 'Soonest' })).toBeDefined();
  });
});

describe('holding and booking', () => {
  const choose = async () =>
    userEvent.click((await screen.findAllByRole('button', { name: /Fri, Nov 27, 8:40/ }))[0] as HTMLElement);

  it('holds the time, counts down, and books it once', async () => {
    const { asked } = await toTimes({
      'POST /scheduling/holds': { status: 201, body: hold() },
      'POST /scheduling/appointments': {
        status: 201,
        body: { appointmentId: 'a9', startsAt: '2026-11-27T14:40:00Z' },
      },
    });
    await choose();
    expect((await screen.findByRole('timer')).textContent).toMatch(/We hold this time for you: (4:5\d|5:00)/);
    await userEvent.click(screen.getByRole('button', { name: 'Book this visit' }));
    expect(await screen.findByRole('heading', { name: 'Your visit is booked' })).toBeDefined();
    expect(screen.getByText(/Friday, November 27 at 8:40.AM/)).toBeDefined();
    const booking = asked.filter((one) => one.path === '/scheduling/appointments');
    expect(booking.map((one) => one.body)).toEqual([
      { holdId: 'h1', patientId: 'p1', reason: 'my knee hurts' },
    ]);
    expect(booking[0]?.headers.get('idempotency-key')).toBeTruthy();
  });

  it('offers the nearest when somebody was faster', async () => {
    await toTimes({
      'POST /scheduling/holds': problem(409, 'time_taken', {
        nearest: times.times.slice(2, 3),
        practitioners: times.practitioners,
      }),
    });
    await choose();
    const alert = within(await screen.findByRole('alert'));
    expect(alert.getByRole('button', { name: /Fri, Nov 27, 2:00/ })).toBeDefined();
  });

  it('loses nothing when the hold runs out', async () => {
    await toTimes({ 'POST /scheduling/holds': { status: 201, body: hold(0.3) } });
    await choose();
    expect(await screen.findByText(/We held your time for five minutes and then let it go/)).toBeDefined();
    expect(screen.getByRole('heading', { name: 'Choose a time' })).toBeDefined();
    await userEvent.click(screen.getByRole('button', { name: 'Back' }));
    await userEvent.click(screen.getByRole('button', { name: 'Back' }));
    expect(screen.getByLabelText<HTMLInputElement>(/In your words/).value).toBe('my knee hurts');
  });

  it('says when the hold was lost at the last moment', async () => {
    await toTimes({
      'POST /scheduling/holds': { status: 201, body: hold() },
      'POST /scheduling/appointments': problem(409, 'hold_expired'),
      'DELETE /scheduling/holds/h1': problem(404, 'not_found'),
    });
    await choose();
    await userEvent.click(await screen.findByRole('button', { name: 'Book this visit' }));
    expect(await screen.findByText(/This time is no longer held/)).toBeDefined();
    await userEvent.click(screen.getByRole('button', { name: 'Choose another time' }));
    expect(await screen.findByRole('heading', { name: 'Choose a time' })).toBeDefined();
  });
});
