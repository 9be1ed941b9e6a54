import { type Answered, type Answers, type Asked, ok, problem } from '@frontdesk/ui/testing';
import type { RouterHistory } from '@tanstack/react-router';
import { cleanup, screen, waitFor, within } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { describe, expect, it } from 'vitest';
import { entry, hold, me, offices, parent, request, times, type } from '../testing.data.ts';
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
    answer: ok({ visitTypes: [type('v1', 'Check-up', 'Chequeo')] }),
    shows: 'Check-up',
  });

  it('says how each can be had: booked here, or asked of the clinic', async () => {
    await openApp('/book');
    const here = (await screen.findByRole('heading', { name: 'Book here' })).parentElement as HTMLElement;
    const ask = screen.getByRole('heading', { name: 'Ask the clinic' }).parentElement as HTMLElement;
    expect(within(here).getAllByRole('button')).toHaveLength(1);
    expect(within(here).getByRole('button', { name: /Check-up/ })).toBeDefined();
    expect(within(ask).getByRole('button', { name: /Minor surgery/ })).toBeDefined();
  });

  it('tells one kind from another: by video or phone, in a group, for whom', async () => {
    await openApp('/book', {
      'GET /scheduling/visit-types': ok({
        visitTypes: [
          type('v3', 'Talk', 'Charla', { channels: ['video', 'phone'], openTo: 'new' }),
          type('v4', 'Diabetes class', 'Clase de diabetes', { capacity: 8, openTo: 'established' }),
        ],
      }),
    });
    expect(await screen.findByText('20 minutes · By video or by phone · For new patients')).toBeDefined();
    expect(
      screen.getByText('20 minutes · Group visit, up to 8 people · For patients we have seen before'),
    ).toBeDefined();
  });

  it('says one minute as one, in both languages', async () => {
    await openApp('/book', {
      'GET /scheduling/visit-types': ok({ visitTypes: [type('v1', 'Check-up', 'Chequeo', { minutes: 1 })] }),
    });
    expect(await screen.findByText('1 minute')).toBeDefined();
    await userEvent.click(screen.getByRole('button', { name: 'Español' }));
    expect(await screen.findByText('1 minuto')).toBeDefined();
  });

  it('says to call when nothing can be booked here', async () => {
    await openApp('/book', { 'GET /scheduling/visit-types': ok({ visitTypes: [] }) });
    expect(await screen.findByText('Please call us to book')).toBeDefined();
    expect(screen.getByText(/\(312\) 555-0100/)).toBeDefined();
  });
});

describe('who, where and how', () => {
  const toWho = async (answers: Answers) => {
    const app = await openApp('/book', answers);
    await userEvent.click(await screen.findByRole('button', { name: /Check-up/ }));
    await screen.findByRole('button', { name: 'See times' });
    return app;
  };
  const lastAsked = (asked: Asked[]) => asked.filter((one) => one.path === '/scheduling/times').at(-1)?.query;

  it('asks how where there is a choice, and from where for video', async () => {
    const ways = type('v1', 'Check-up', 'Chequeo', { channels: ['in-person', 'video'] });
    const { asked } = await toWho({
      'GET /scheduling/visit-types': ok({ visitTypes: [ways] }),
      'POST /scheduling/holds': { status: 201, body: hold() },
    });
    expect(screen.getByRole<HTMLInputElement>('radio', { name: 'At the clinic' }).checked).toBe(true);
    expect(screen.queryByLabelText('Where will you be during the visit?')).toBeNull();
    await userEvent.click(screen.getByRole('radio', { name: 'By video' }));
    await userEvent.selectOptions(screen.getByLabelText('Where will you be during the visit?'), 'Indiana');
    await userEvent.click(screen.getByRole('button', { name: 'See times' }));
    await userEvent.click(
      (await screen.findAllByRole('button', { name: /Fri, Nov 27, 8:40/ }))[0] as HTMLElement,
    );
    expect(await screen.findByText(/Dr. Lin · By video/)).toBeDefined();
    expect(lastAsked(asked)?.get('channel')).toBe('video');
    expect(lastAsked(asked)?.get('state')).toBe('IN');
    const held = asked.find((one) => one.path === '/scheduling/holds');
    expect(held?.body).toMatchObject({ channel: 'video' });
  });

  it('does not ask how where there is one way', async () => {
    const { asked } = await toWho({});
    expect(screen.queryByRole('radio')).toBeNull();
    await userEvent.click(screen.getByRole('button', { name: 'See times' }));
    await screen.findByRole('heading', { name: 'Soonest' });
    expect(lastAsked(asked)?.has('channel')).toBe(false);
  });

  it('offers a language where some speak what others do not, and then those who speak it', async () => {
    const people = [
      { practitionerId: 'd1', name: 'Dr. Lin', languages: ['en'], locationIds: ['l1'], visitTypeIds: ['v1'] },
      {
        practitionerId: 'd2',
        name: 'Dr. Okafor',
        languages: ['en', 'es'],
        locationIds: ['l1'],
        visitTypeIds: ['v1'],
      },
    ];
    const { asked } = await toWho({ 'GET /scheduling/practitioners': ok({ practitioners: people }) });
    await userEvent.selectOptions(screen.getByLabelText('Who'), 'Dr. Lin');
    await userEvent.selectOptions(screen.getByLabelText('Language they speak'), 'Spanish');
    expect(screen.queryByRole('option', { name: 'Dr. Lin' })).toBeNull();
    await userEvent.click(screen.getByRole('button', { name: 'See times' }));
    await screen.findByRole('heading', { name: 'Soonest' });
    expect(lastAsked(asked)?.get('language')).toBe('es');
    expect(lastAsked(asked)?.has('practitionerId')).toBe(false);
  });

  it('does not ask for a language that all of them speak', async () => {
    await toWho({});
    expect(screen.queryByLabelText('Language they speak')).toBeNull();
  });
});

describe('who is where', () => {
  const people = ok({
    practitioners: [
      { practitionerId: 'd1', name: 'Dr. Lin', languages: ['en'], locationIds: ['l1'], visitTypeIds: ['v1'] },
      { practitionerId: 'd2', name: 'Dr. Cho', languages: ['en'], locationIds: ['l2'], visitTypeIds: ['v1'] },
      { practitionerId: 'd3', name: 'Dr. Ray', languages: ['en'], locationIds: ['l2'], visitTypeIds: ['v9'] },
    ],
  });
  const both = { 'GET /scheduling/locations': offices, 'GET /scheduling/practitioners': people };
  const options = (label: string) =>
    within(screen.getByLabelText(label))
      .getAllByRole('option')
      .map((option) => option.textContent);

  it('offers the places where the chosen person is, and lets go of a place where they are not', async () => {
    await openApp('/book', both);
    await userEvent.click(await screen.findByRole('button', { name: /Check-up/ }));
    await userEvent.selectOptions(await screen.findByLabelText('Where'), 'Lake Street');
    await userEvent.selectOptions(screen.getByLabelText('Who'), 'Dr. Cho');
    expect(options('Where')).toEqual(['Any place', 'Harbor Point']);
    expect(screen.getByLabelText<HTMLSelectElement>('Where').value).toBe('');
  });

  it('offers the waitlist nobody who does not do this', async () => {
    const { asked } = await toTimes({
      ...both,
      'POST /scheduling/waitlist': problem(400, 'practitioner_not_at_location'),
    });
    await userEvent.click(await screen.findByRole('button', { name: /Tell me when a time opens/ }));
    await screen.findByRole('option', { name: 'Dr. Cho' });
    expect(options('Who')).toEqual(['Anyone (soonest)', 'Dr. Lin', 'Dr. Cho']);
    await userEvent.selectOptions(screen.getByLabelText('Who'), 'Dr. Cho');
    expect(options('Where')).toEqual(['Any place', 'Harbor Point']);
    await userEvent.click(screen.getByRole('button', { name: 'Join the waitlist' }));
    expect(await screen.findByText(/does not see patients there/)).toBeDefined();
    expect(asked.find((one) => one.path === '/scheduling/waitlist')?.body).toMatchObject({
      practitionerIds: ['d2'],
    });
  });

  it('says that somebody does not do this any more', async () => {
    await toTimes({ 'POST /scheduling/waitlist': problem(400, 'practitioner_does_not_do_this') });
    await userEvent.click(await screen.findByRole('button', { name: /Tell me when a time opens/ }));
    await userEvent.click(await screen.findByRole('button', { name: 'Join the waitlist' }));
    expect(await screen.findByText(/does not do this kind of visit/)).toBeDefined();
  });
});

describe('where a time is', () => {
  const far = { ...times.times[0], locationId: 'l2' };
  const two = { ...times, times: [far], timeZones: { l2: 'America/New_York' } };
  const booked = { appointmentId: 'a9', startsAt: '2026-11-27T14:40:00Z' };

  it('is said from the times to what is booked, with its zone, in a clinic with two offices', async () => {
    await toTimes({
      'GET /scheduling/locations': offices,
      'GET /scheduling/times': ok(two),
      'POST /scheduling/holds': { status: 201, body: hold() },
      'POST /scheduling/appointments': { status: 201, body: booked },
    });
    const [soonest, day] = await screen.findAllByRole('button', {
      name: /9:40.AM EST Dr. Lin · Harbor Point/,
    });
    expect(day).toBeDefined();
    await userEvent.click(soonest as HTMLElement);
    expect(await screen.findByText(/Friday, November 27 at 9:40.AM EST/)).toBeDefined();
    expect(screen.getByText('Dr. Lin · Harbor Point · my knee hurts')).toBeDefined();
    await userEvent.click(screen.getByRole('button', { name: 'Book this visit' }));
    await screen.findByRole('heading', { name: 'Your visit is booked' });
    expect(screen.getByText(/Friday, November 27 at 9:40.AM EST/)).toBeDefined();
    expect(screen.getByText('Dr. Lin · Harbor Point')).toBeDefined();
  });

  it('is not said where there is one office, or where nobody goes there', async () => {
    await toTimes();
    await screen.findByRole('heading', { name: 'Soonest' });
    expect(screen.queryByText('Lake Street')).toBeNull();
  });

  it('is not said of a visit by video', async () => {
    const talk = type('v1', 'Check-up', 'Chequeo', { channels: ['video'] });
    await openApp('/book', {
      'GET /scheduling/locations': offices,
      'GET /scheduling/visit-types': ok({ visitTypes: [talk] }),
      'GET /scheduling/times': ok(two),
    });
    await userEvent.click(await screen.findByRole('button', { name: /Check-up/ }));
    await userEvent.selectOptions(await screen.findByLabelText(/Where will you be/), 'Indiana');
    await userEvent.click(screen.getByRole('button', { name: 'See times' }));
    await screen.findByRole('heading', { name: 'Soonest' });
    expect(screen.queryByText('Harbor Point')).toBeNull();
  });

  it('tells an hour that occurs twice apart', async () => {
    const twice = ['2026-11-01T06:20:00Z', '2026-11-01T07:20:00Z', '2026-11-01T08:20:00Z'];
    await toTimes({
      'GET /scheduling/times': ok({
        ...times,
        times: twice.map((startsAt) => ({ ...times.times[0], startsAt })),
      }),
    });
    for (const label of [/1:20.AM CDT/, /1:20.AM CST/, /2:20.AM Dr/])
      expect(await screen.findAllByRole('button', { name: label })).toHaveLength(2);
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
    await screen.findByText(/No free time until/);
    const days = asked
      .filter((one) => one.path === '/scheduling/times')
      .map((one) => one.query.get('from') ?? '');
    expect(Date.parse(days[1] ?? '') - Date.parse(days[0] ?? '')).toBe(14 * 86_400_000);
  });

  it('goes on where the last page ended, and keeps what it has', async () => {
    const [first, second] = [times.times.slice(0, 3), times.times.slice(3)];
    const { asked } = await toTimes({
      'GET /scheduling/times': ({ query }) =>
        ok(
          query.get('after') === 'mark'
            ? { ...times, times: second }
            : { ...times, times: first, next: 'mark' },
        ),
    });
    expect(await screen.findByRole('button', { name: /Fri 27/ })).toBeDefined();
    expect(screen.queryByRole('button', { name: /Mon 30/ })).toBeNull();
    await userEvent.click(screen.getByRole('button', { name: 'Look at later days' }));
    expect(await screen.findByRole('button', { name: /Mon 30/ })).toBeDefined();
    expect(screen.getByRole('button', { name: /Fri 27/ })).toBeDefined();
    const [before, after] = asked.filter((one) => one.path === '/scheduling/times').map((one) => one.query);
    expect(after?.get('from')).toBe(before?.get('from'));
  });

  it('keeps a day back whose later times are on the next page', async () => {
    const [first, second] = [times.times.slice(0, 2), times.times.slice(2)];
    const day = (startsAt: string) => ({ ...times.times[0], startsAt });
    const before = day('2026-11-26T15:00:00Z');
    await toTimes({
      'GET /scheduling/times': ({ query }) =>
        ok(
          query.get('after') === 'mark'
            ? { ...times, times: second }
            : { ...times, times: [before, ...first], next: 'mark' },
        ),
    });
    expect(await screen.findByRole('button', { name: /Thu 26/ })).toBeDefined();
    expect(screen.queryByRole('button', { name: /Fri 27/ })).toBeNull();
    expect(screen.getAllByRole('button', { name: /^Fri, Nov 27/ })).toHaveLength(2);
    await userEvent.click(screen.getByRole('button', { name: 'Look at later days' }));
    await userEvent.click(await screen.findByRole('button', { name: /Fri 27/ }));
    expect(screen.getAllByRole('button', { name: /^Friday, November 27/ })).toHaveLength(3);
  });

  it('says how many seats a group visit has left, and has an evening', async () => {
    const late = { ...times.times[0], startsAt: '2026-11-27T23:30:00Z', seatsLeft: 2 };
    await toTimes({ 'GET /scheduling/times': ok({ ...times, times: [late] }) });
    expect(await screen.findByRole('heading', { name: 'Evening' })).toBeDefined();
    expect(screen.getAllByText('Dr. Lin · 2 seats left')).toHaveLength(2);
  });

  it.each([
    ['visit_type_for_new_patients', 'This visit is for new patients'],
    ['visit_type_for_established_patients', 'This visit is for patients we have seen before'],
  ])('says kindly whom a visit is for: %s', async (code, title) => {
    await toTimes({ 'POST /scheduling/holds': problem(400, code) });
    await userEvent.click(
      (await screen.findAllByRole('button', { name: /Fri, Nov 27, 8:40/ }))[0] as HTMLElement,
    );
    expect(await screen.findByRole('heading', { name: title })).toBeDefined();
    expect(screen.getByRole('link', { name: 'Call us' })).toBeDefined();
    await userEvent.click(screen.getByRole('button', { name: 'Choose another reason' }));
    expect(screen.getByLabelText<HTMLInputElement>(/In your words/).value).toBe('my knee hurts');
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

  it('says loudly that the hold ran out', async () => {
    await toTimes({ 'POST /scheduling/holds': { status: 201, body: hold(0.3) } });
    await choose();
    expect((await screen.findByRole('alert')).textContent).toMatch(/We held your time for five minutes/);
  });

  it('books what was held, also while something else is looked for, and says so', async () => {
    const flu = type('v5', 'Flu shot', 'Vacuna', { channels: ['in-person'] });
    const checkUp = type('v1', 'Check-up', 'Chequeo', { channels: ['in-person', 'video'] });
    const { router } = await openApp('/book', {
      'GET /scheduling/locations': offices,
      'GET /scheduling/visit-types': ok({ visitTypes: [checkUp, flu] }),
      // The place of the hold is not among what is found for the other kind.
      'GET /scheduling/times': ({ query }) =>
        ok(query.get('visitTypeId') === 'v1' ? times : { ...times, times: [], timeZones: {} }),
      'POST /scheduling/holds': { status: 201, body: hold() },
    });
    await userEvent.click(await screen.findByRole('button', { name: /Check-up/ }));
    await userEvent.click(await screen.findByRole('radio', { name: 'By video' }));
    await userEvent.selectOptions(screen.getByLabelText(/Where will you be/), 'Indiana');
    await userEvent.click(screen.getByRole('button', { name: 'See times' }));
    await choose();
    await screen.findByRole('timer');
    expect(screen.queryByText(/before you chose something else/)).toBeNull();
    await router.navigate({ to: '/visits' });
    await router.navigate({ to: '/book' });
    await userEvent.click(await screen.findByRole('button', { name: /Flu shot/ }));
    await userEvent.click(await screen.findByRole('button', { name: 'See times' }));
    expect(await screen.findByText(/You held this time before you chose something else/)).toBeDefined();
    expect(screen.getByText('Check-up')).toBeDefined();
    expect(screen.getByText('Dr. Lin · By video')).toBeDefined();
    expect(screen.queryByText('Flu shot')).toBeNull();
    expect(screen.getByText(/Friday, November 27 at 8:40.AM/)).toBeDefined();
    await router.navigate({ to: '/visits' });
    await router.navigate({ to: '/book' });
    await userEvent.click(await screen.findByRole('button', { name: /Check-up/ }));
    await userEvent.click(await screen.findByRole('button', { name: 'See times' }));
    expect(await screen.findByText(/before you chose something else/)).toBeDefined();
    expect(screen.getByText('Dr. Lin · By video')).toBeDefined();
  });

  it('says that who it is for is in the group already, when it is held and when it is booked', async () => {
    let inGroup = true;
    await toTimes({
      'POST /scheduling/holds': () =>
        inGroup ? problem(400, 'already_in_group') : { status: 201, body: hold() },
      'POST /scheduling/appointments': problem(409, 'already_in_group'),
    });
    await choose();
    const words = /has a place in this group already/;
    expect((await screen.findByRole('alert')).textContent).toMatch(words);
    inGroup = false;
    await choose();
    await userEvent.click(await screen.findByRole('button', { name: 'Book this visit' }));
    expect((await screen.findByRole('alert')).textContent).toMatch(words);
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

describe("the browser's own Back, Forward and reload", () => {
  const two = ok({
    practitioners: [
      { practitionerId: 'd1', name: 'Dr. Lin', languages: ['en'], locationIds: ['l1'], visitTypeIds: ['v1'] },
      { practitionerId: 'd2', name: 'Dr. Ray', languages: ['en'], locationIds: ['l1'], visitTypeIds: ['v1'] },
    ],
  });
  const answers: Answers = {
    'GET /scheduling/practitioners': two,
    'POST /scheduling/holds': { status: 201, body: hold() },
    'DELETE /scheduling/holds/h1': { status: 204 },
  };
  const heading = (name: string) => screen.findByRole('heading', { level: 1, name });
  const choose = async () =>
    userEvent.click((await screen.findAllByRole('button', { name: /Fri, Nov 27, 8:40/ }))[0] as HTMLElement);
  const toHeld = async (more: Answers = {}) => {
    const app = await toTimes({ ...answers, ...more });
    await choose();
    await screen.findByRole('timer');
    await waitFor(() => expect(app.router.state.location.state.booking?.step).toBe('held'));
    return app;
  };
  const reload = async (from: { router: { history: RouterHistory } }, more: Answers = {}) => {
    cleanup();
    return openApp('/book', { ...answers, ...more }, from.router.history);
  };

  it('go a step back, let go of what was held, and come forward again', async () => {
    const { router, asked } = await toHeld();
    router.history.back();
    await heading('Choose a time');
    await waitFor(() => expect(asked.at(-1)?.path).not.toBe('/scheduling/holds'));
    expect(asked.filter((one) => one.method === 'DELETE').map((one) => one.path)).toEqual([
      '/scheduling/holds/h1',
    ]);
    router.history.back();
    await heading('Who would you like to see?');
    router.history.back();
    await heading('What do you need?');
    expect(screen.getByLabelText<HTMLInputElement>(/In your words/).value).toBe('my knee hurts');
    router.history.forward();
    await heading('Who would you like to see?');
    router.history.forward();
    await heading('Choose a time');
  });

  it('are the same ways as the buttons', async () => {
    const { router } = await toHeld();
    const entries = router.history.length;
    await userEvent.click(screen.getByRole('button', { name: 'Choose another time' }));
    await heading('Choose a time');
    await userEvent.click(screen.getByRole('button', { name: 'Back' }));
    await heading('Who would you like to see?');
    await userEvent.click(screen.getByRole('button', { name: 'Back' }));
    await heading('What do you need?');
    expect(router.history.length).toBe(entries);
    expect(router.history.location.state.__TSR_index).toBe(0);
  });

  it('keep nothing in the address, and no words and no name anywhere', async () => {
    const { router } = await toHeld({ 'GET /patients/me': ok({ ...me, actsFor: [] }) });
    expect(router.history.location.href).toBe('/book');
    const kept = JSON.stringify(router.history.location.state);
    expect(kept).toContain('h1');
    for (const word of ['knee', 'González', 'Lin']) expect(kept).not.toContain(word);
  });

  it('show the same step after a reload, with what was chosen', async () => {
    const app = await openApp('/book', answers);
    await userEvent.click(await screen.findByRole('button', { name: /Check-up/ }));
    await userEvent.selectOptions(await screen.findByLabelText('Who'), 'Dr. Ray');
    await userEvent.click(screen.getByRole('button', { name: 'See times' }));
    await heading('Choose a time');
    const { asked, router } = await reload(app);
    await heading('Choose a time');
    await screen.findByRole('heading', { name: 'Soonest' });
    expect(asked.find((one) => one.path === '/scheduling/times')?.query.get('practitionerId')).toBe('d2');
    router.history.back();
    await heading('Who would you like to see?');
    expect(screen.getByLabelText<HTMLSelectElement>('Who').value).toBe('d2');
  });

  it('keep what is held over a reload, and book it', async () => {
    const { asked } = await reload(await toHeld(), {
      'POST /scheduling/appointments': {
        status: 201,
        body: { appointmentId: 'a9', startsAt: '2026-11-27T14:40:00Z' },
      },
    });
    await screen.findByRole('timer');
    expect(await screen.findByText('Dr. Lin')).toBeDefined();
    await userEvent.click(screen.getByRole('button', { name: 'Book this visit' }));
    await heading('Your visit is booked');
    const booking = asked.find((one) => one.path === '/scheduling/appointments');
    expect(booking?.body).toEqual({ holdId: 'h1', patientId: 'p1' });
  });

  it('book what is held after a reload that lost the words of a try without an answer', async () => {
    const answers: Answered[] = [
      problem(422, 'idempotency_key_reused'),
      { status: 201, body: { appointmentId: 'a9', startsAt: '2026-11-27T14:40:00Z' } },
    ];
    const { asked } = await reload(await toHeld(), {
      'POST /scheduling/appointments': () => answers.shift() ?? problem(404, 'not_found'),
    });
    await screen.findByRole('timer');
    await userEvent.click(screen.getByRole('button', { name: 'Book this visit' }));
    expect((await screen.findByRole('alert')).textContent).toMatch(/An earlier try may have been saved/);
    await userEvent.click(screen.getByRole('button', { name: 'Book this visit' }));
    await heading('Your visit is booked');
    const [first, second] = asked
      .filter((one) => one.path === '/scheduling/appointments')
      .map((one) => one.headers.get('idempotency-key'));
    expect(first).toBe('h1');
    expect(second).not.toBe(first);
  });

  it('come to the times where what was held has run out by the reload', async () => {
    await reload(
      await toHeld({ 'POST /scheduling/holds': { status: 201, body: hold(1) } }).then(async (app) => {
        cleanup();
        await new Promise((resolve) => setTimeout(resolve, 1100));
        return app;
      }),
    );
    await heading('Choose a time');
    expect(screen.queryByRole('timer')).toBeNull();
  });

  it('lead from a reloaded "booked" to the visit', async () => {
    const app = await toHeld({
      'POST /scheduling/appointments': {
        status: 201,
        body: { appointmentId: 'a1', startsAt: '2026-11-27T14:40:00Z' },
      },
    });
    await userEvent.click(screen.getByRole('button', { name: 'Book this visit' }));
    await heading('Your visit is booked');
    await waitFor(() => expect(app.router.state.location.state.booking?.step).toBe('booked'));
    const { router } = await reload(app);
    await screen.findByText('Six-month check');
    expect(router.state.location.pathname).toBe('/visits/a1');
  });

  it('keep whom one would like to see, also before the times were asked for', async () => {
    await openApp('/book', answers);
    await userEvent.click(await screen.findByRole('button', { name: /Check-up/ }));
    await userEvent.selectOptions(await screen.findByLabelText('Who'), 'Dr. Ray');
    await userEvent.click(screen.getByRole('button', { name: 'Back' }));
    await userEvent.click(await screen.findByRole('button', { name: /Check-up/ }));
    expect((await screen.findByLabelText<HTMLSelectElement>('Who')).value).toBe('d2');
  });

  it('keep the words that were typed before one went back to whom it is for', async () => {
    const { router } = await openApp('/book', { ...answers, ...parent });
    await userEvent.click(await screen.findByRole('button', { name: 'Sofía González' }));
    await userEvent.type(await screen.findByLabelText(/In your words/), 'a cough');
    router.history.back();
    await heading('Who is it for?');
    await userEvent.click(screen.getByRole('button', { name: 'Sofía González' }));
    expect((await screen.findByLabelText<HTMLInputElement>(/In your words/)).value).toBe('a cough');
  });
});

describe('a booking whose answer was lost', () => {
  it('is told of when the time would be given back', async () => {
    const { router } = await toTimes({
      'POST /scheduling/holds': { status: 201, body: hold() },
      'POST /scheduling/appointments': () => {
        throw new TypeError('Failed to fetch');
      },
      'DELETE /scheduling/holds/h1': problem(409, 'already_booked', {
        appointmentId: 'a9',
        startsAt: '2026-11-27T14:40:00Z',
      }),
    });
    await userEvent.click(
      (await screen.findAllByRole('button', { name: /Fri, Nov 27, 8:40/ }))[0] as HTMLElement,
    );
    await userEvent.click(await screen.findByRole('button', { name: 'Book this visit' }));
    expect((await screen.findByRole('alert')).textContent).toMatch(/may or may not have been saved/);
    await userEvent.click(screen.getByRole('button', { name: 'Choose another time' }));
    expect(await screen.findByRole('heading', { name: 'Your visit is booked' })).toBeDefined();
    expect(screen.getByText(/Friday, November 27 at 8:40.AM/)).toBeDefined();
    expect(screen.getByText('Check-up')).toBeDefined();
    await waitFor(() => expect(router.state.location.state.booking?.step).toBe('booked'));
  });
});

describe('the waitlist beside the times', () => {
  const wish = async () =>
    userEvent.click(await screen.findByRole('button', { name: /Tell me when a time opens/ }));

  it('is joined with the days, the time of day, who and how much notice', async () => {
    let entries: unknown[] = [];
    const { asked } = await toTimes({
      'GET /scheduling/patients/p1/waitlist': () => ok({ entries, offers: [] }),
      'POST /scheduling/waitlist': () => {
        entries = [entry];
        return { status: 201, body: { waitlistId: 'w1' } };
      },
    });
    await wish();
    await userEvent.click(await screen.findByRole('checkbox', { name: 'Wed' }));
    await userEvent.click(screen.getByRole('checkbox', { name: 'Mon' }));
    await userEvent.click(screen.getByRole('checkbox', { name: 'Morning' }));
    await userEvent.selectOptions(screen.getByLabelText('Who'), 'Dr. Lin');
    await userEvent.selectOptions(screen.getByLabelText(/How long before/), '1 day');
    await userEvent.click(screen.getByRole('button', { name: 'Join the waitlist' }));
    expect(await screen.findByRole('heading', { name: 'You are on the waitlist' })).toBeDefined();
    expect(await screen.findByText('Number 2 in line')).toBeDefined();
    expect(screen.getByText(/We will text \(312\) 555-0143/)).toBeDefined();
    expect(asked.filter((one) => one.path === '/scheduling/waitlist').map((one) => one.body)).toEqual([
      {
        patientId: 'p1',
        visitTypeId: 'v1',
        weekdays: [1, 3],
        partsOfDay: ['morning'],
        practitionerIds: ['d1'],
        noticeMinutes: 1440,
        reason: 'my knee hurts',
      },
    ]);
  });

  it('takes any time at one press, and says so when one waits already', async () => {
    await toTimes({ 'POST /scheduling/waitlist': problem(409, 'already_waiting', { waitlistId: 'w7' }) });
    await wish();
    await userEvent.click(await screen.findByRole('button', { name: 'Join the waitlist' }));
    expect(await screen.findByText(/There is a place in line for this kind of visit already/)).toBeDefined();
    const place = screen.getByRole('link', { name: 'See the place in line' });
    expect(place.getAttribute('href')).toBe('/waiting/w7');
    await userEvent.click(screen.getByRole('button', { name: 'Back' }));
    expect(await screen.findByRole('heading', { name: 'Soonest' })).toBeDefined();
  });

  it('says that times are free, to who passed them over, and what is offered at once', async () => {
    await toTimes();
    await wish();
    expect(await screen.findByText(/^Times are free now. Choose below/)).toBeDefined();
    await userEvent.click(screen.getByRole('button', { name: 'Español' }));
    expect(await screen.findByText(/^Ahora hay horas libres/)).toBeDefined();
  });

  it('is there when there is no time at all', async () => {
    await toTimes({ 'GET /scheduling/times': ok({ ...times, times: [] }) });
    await wish();
    expect(await screen.findByRole('heading', { name: 'Tell me when a time opens' })).toBeDefined();
    expect(screen.queryByText(/Times are free now/)).toBeNull();
  });

  it('says to look here when no phone may be texted', async () => {
    await toTimes({
      'POST /scheduling/waitlist': { status: 201, body: { waitlistId: 'w1' } },
      'GET /patients/me': ok({ ...me, details: { ...me.details, phones: [] } }),
    });
    await wish();
    await userEvent.click(await screen.findByRole('button', { name: 'Join the waitlist' }));
    expect(await screen.findByText(/We cannot text you/)).toBeDefined();
  });
});

describe('asking the clinic', () => {
  const toForm = async (answers: Answers) => {
    const app = await openApp('/book', answers);
    await userEvent.type(await screen.findByLabelText(/In your words/), 'a mole');
    await userEvent.click(screen.getByRole('button', { name: /Minor surgery/ }));
    await screen.findByRole('heading', { name: 'Ask for: Minor surgery' });
    return app;
  };

  it('sends the days, the time of day and a note, once', async () => {
    const { asked } = await toForm({
      'POST /scheduling/requests': { status: 201, body: { requestId: 'q1' } },
      'GET /scheduling/my-requests': ok({ requests: [request] }),
    });
    await userEvent.click(screen.getByRole('checkbox', { name: 'Fri' }));
    await userEvent.click(screen.getByRole('checkbox', { name: 'Evening' }));
    const note = screen.getByLabelText<HTMLTextAreaElement>(/What should we know/);
    expect(note.value).toBe('a mole');
    await userEvent.type(note, ' on my back');
    await userEvent.click(screen.getByRole('button', { name: 'Send to the clinic' }));
    expect(await screen.findByRole('heading', { name: 'We have your request' })).toBeDefined();
    const sent = asked.filter((one) => one.path === '/scheduling/requests');
    expect(sent.map((one) => one.body)).toMatchObject([
      {
        patientId: 'p1',
        visitTypeId: 'v2',
        weekdays: [5],
        partsOfDay: ['evening'],
        note: 'a mole on my back',
      },
    ]);
    expect(sent[0]?.headers.get('idempotency-key')).toBeTruthy();
    await userEvent.click(screen.getByRole('link', { name: 'See it under Visits' }));
    expect(await screen.findByText('We are looking for a time')).toBeDefined();
  });

  it('says that the clinic has it already', async () => {
    await toForm({ 'POST /scheduling/requests': problem(409, 'already_requested') });
    await userEvent.click(screen.getByRole('button', { name: 'Send to the clinic' }));
    expect(await screen.findByText(/We have this request already/)).toBeDefined();
  });

  it('is asked once, however often it is sent without an answer', async () => {
    const answers: (() => Answered)[] = [
      () => {
        throw new TypeError('Failed to fetch');
      },
      () => problem(503, 'unexpected'),
      () => ({ status: 201, body: { requestId: 'q1' } }),
    ];
    const { asked } = await toForm({
      'POST /scheduling/requests': () => answers.shift()?.() ?? problem(404, 'not_found'),
    });
    const send = () => userEvent.click(screen.getByRole('button', { name: 'Send to the clinic' }));
    await send();
    expect((await screen.findByRole('alert')).textContent).toMatch(/may or may not have been saved/);
    await send();
    await screen.findByText('Reference req-7');
    await send();
    await screen.findByRole('heading', { name: 'We have your request' });
    const keys = asked
      .filter((one) => one.path === '/scheduling/requests')
      .map((one) => one.headers.get('idempotency-key'));
    expect(keys).toEqual([keys[0], keys[0], keys[0]]);
  });

  it('keeps what was written when it could not be sent', async () => {
    await toForm({ 'POST /scheduling/requests': problem(500, 'unexpected') });
    await userEvent.click(screen.getByRole('button', { name: 'Send to the clinic' }));
    expect((await screen.findByRole('alert')).textContent).toContain('req-7');
    expect(screen.getByLabelText<HTMLTextAreaElement>(/What should we know/).value).toBe('a mole');
  });
});
