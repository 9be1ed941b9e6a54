import { never, ok, problem } from '@frontdesk/ui/testing';
import { fireEvent, screen, within } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { describe, expect, it } from 'vitest';
import { session, times, visit } from '../testing.data.ts';
import { openApp } from '../testing.tsx';

const hold = {
  holdId: 'h1',
  startsAt: '2026-11-27T15:20:00Z',
  endsAt: '2026-11-27T15:40:00Z',
  expiresAt: new Date(Date.now() + 300_000).toISOString(),
};
const open = '/patients/p1';
const pane = async () => within(await screen.findByRole('complementary', { name: 'Person' }));

it('holds a time with one press, counts down, and books it', async () => {
  const { asked } = await openApp(open, {
    'POST /scheduling/holds': { status: 201, body: hold },
    'POST /scheduling/appointments': { status: 201, body: { appointmentId: 'a2', startsAt: hold.startsAt } },
  });
  await userEvent.click(await (await pane()).findByRole('button', { name: /Fri 9:20.AM/ }));
  expect((await screen.findByRole('timer')).textContent).toMatch(/held 4:5\d|held 5:00/);
  await userEvent.type(screen.getByLabelText('Reason for the visit'), 'cough');
  await userEvent.click(screen.getByRole('button', { name: 'Book' }));
  expect(await (await pane()).findByRole('button', { name: /Fri 9:20.AM/ })).toBeDefined();
  expect(screen.getByText(/Booked: Fri, Nov 27, 9:20.AM/)).toBeDefined();
  const booking = asked.find((one) => one.path === '/scheduling/appointments');
  expect(booking?.body).toEqual({ holdId: 'h1', patientId: 'p1', reason: 'cough' });
  expect(booking?.headers.get('idempotency-key')).toBeTruthy();
});

it('still has the hold when the pane was left and opened again', async () => {
  const { router } = await openApp(open, { 'POST /scheduling/holds': { status: 201, body: hold } });
  await userEvent.click(await (await pane()).findByRole('button', { name: /Fri 9:20.AM/ }));
  await screen.findByRole('timer');
  await router.navigate({ to: '/patients' });
  expect(screen.queryByRole('timer')).toBeNull();
  await router.navigate({ to: '/patients/$patientId', params: { patientId: 'p1' } });
  expect(await screen.findByRole('timer')).toBeDefined();
});

it('offers no time to who may not book, and says who may', async () => {
  await openApp(open, {
    'GET /identity/session': ok({
      ...session,
      role: 'clinician',
      permissions: ['FindFreeTimes', 'SeeVisits'],
    }),
    'GET /scheduling/patients/p1/waitlist': ok({ entries: [waiting], offers: [offer] }),
  });
  const own = await pane();
  expect(await own.findByText(/^Agents and supervisors book and move visits/)).toBeDefined();
  expect(await own.findByText(/Offered: Fri, Nov 27/)).toBeDefined();
  for (const act of [/9:20.AM/, 'Move', 'Cancel', 'Take it for the patient'])
    expect(own.queryByRole('button', { name: act })).toBeNull();
});

it('releases a hold', async () => {
  const { asked } = await openApp(open, {
    'POST /scheduling/holds': { status: 201, body: hold },
    'DELETE /scheduling/holds/h1': { status: 204 },
  });
  await userEvent.click(await (await pane()).findByRole('button', { name: /Fri 9:20.AM/ }));
  await userEvent.click(await screen.findByRole('button', { name: 'Release' }));
  expect(await (await pane()).findByRole('button', { name: /Fri 9:20.AM/ })).toBeDefined();
  expect(asked.some((one) => one.method === 'DELETE')).toBe(true);
});

it('offers the nearest when the time was just taken', async () => {
  const near = { ...times.times[0], startsAt: '2026-11-27T16:40:00Z' };
  await openApp(open, { 'POST /scheduling/holds': problem(409, 'time_taken', { nearest: [near] }) });
  await userEvent.click(await (await pane()).findByRole('button', { name: /Fri 9:20.AM/ }));
  const alert = await screen.findByRole('alert');
  expect(within(alert).getByRole('button', { name: /Fri 10:40.AM/ })).toBeDefined();
});

it('says when no time fits', async () => {
  await openApp(open, { 'GET /scheduling/times': ok({ ...times, times: [] }) });
  expect(await screen.findByText(/No free time in these four weeks/)).toBeDefined();
});

it('keeps what is known when the times do not load', async () => {
  await openApp(open, { 'GET /scheduling/times': problem(500, 'unexpected') });
  expect(await screen.findByRole('alert')).toBeDefined();
  expect((await pane()).getByText('41 · born Mar 3, 1985 · MRN ••• 4471')).toBeDefined();
});

it('shows grey bars where times will be', async () => {
  await openApp(open, { 'GET /scheduling/times': never });
  expect(await (await pane()).findByText('Loading')).toBeDefined();
});

it('cancels the next visit after saying whose and when', async () => {
  const { asked } = await openApp(open, {
    'POST /scheduling/appointments/a1/cancel': ok({ status: 'cancelled' }),
  });
  await userEvent.click(await (await pane()).findByRole('button', { name: 'Cancel' }));
  const dialog = screen.getByRole('alertdialog');
  expect(dialog.textContent).toMatch(/María González, Thursday, November 26 at 3:30.PM, with Dr\. Lin/);
  await userEvent.click(within(dialog).getByRole('button', { name: 'Cancel the visit' }));
  expect(asked.find((one) => one.path.endsWith('/cancel'))?.body).toEqual({ reason: 'patient' });
});

it('says when a colleague cancelled it before', async () => {
  await openApp(open, { 'POST /scheduling/appointments/a1/cancel': problem(409, 'already_cancelled') });
  await userEvent.click(await (await pane()).findByRole('button', { name: 'Cancel' }));
  await userEvent.click(screen.getByRole('button', { name: 'Cancel the visit' }));
  expect(await screen.findByText('This visit was already cancelled.')).toBeDefined();
});

it('offers no cancelling of a visit that has begun', async () => {
  await openApp(open, {
    'GET /scheduling/patients/p1/appointments': ok({ upcoming: [{ ...visit, mayCancel: false }], past: [] }),
  });
  const own = await pane();
  expect(await own.findByText(/Thu, Nov 26/)).toBeDefined();
  expect(own.queryByRole('button', { name: 'Cancel' })).toBeNull();
});

const arrivedNow = { ...visit, startsAt: new Date(Date.now() - 60_000).toISOString(), mayCancel: false };

it('receives the patient with one press and takes it back', async () => {
  let status = 'booked';
  await openApp(open, {
    'GET /scheduling/patients/p1/appointments': () => ok({ upcoming: [{ ...arrivedNow, status }], past: [] }),
    'PUT /scheduling/appointments/a1/status': ({ body }) => {
      const before = status;
      status = (body as { status: string }).status;
      return ok({ appointmentId: 'a1', status, before });
    },
  });
  await userEvent.click(await (await pane()).findByRole('button', { name: 'Arrived' }));
  expect(await (await pane()).findByText('María González: Arrived.')).toBeDefined();
  await userEvent.click((await pane()).getByRole('button', { name: 'Undo' }));
  expect(await (await pane()).findByRole('button', { name: 'Did not come' })).toBeDefined();
});

it('moves the next visit: the old and the new time side by side, then once', async () => {
  const { asked } = await openApp(open, {
    'POST /scheduling/holds': { status: 201, body: hold },
    'POST /scheduling/appointments/a1/move': ok({ appointmentId: 'a1', startsAt: hold.startsAt }),
  });
  await userEvent.click(await (await pane()).findByRole('button', { name: 'Move' }));
  await userEvent.click(await (await pane()).findByRole('button', { name: /Fri 9:20.AM/ }));
  expect(
    within(await screen.findByRole('region', { name: 'Now' })).getByText(/Thu, Nov 26, 3:30/),
  ).toBeDefined();
  expect(
    within(screen.getByRole('region', { name: 'New time' })).getByText(/Fri, Nov 27, 9:20/),
  ).toBeDefined();
  const times = asked.filter((one) => one.path === '/scheduling/times');
  expect(times.at(-1)?.query.get('movesAppointmentId')).toBe('a1');
  expect(asked.find((one) => one.path === '/scheduling/holds')?.body).toMatchObject({
    visitTypeId: 'v1',
    movesAppointmentId: 'a1',
  });
  await userEvent.click(screen.getByRole('button', { name: 'Move the visit' }));
  expect(await screen.findByText(/Moved to Fri, Nov 27, 9:20/)).toBeDefined();
  expect(asked.filter((one) => one.path.endsWith('/move')).map((one) => one.body)).toEqual([
    { holdId: 'h1' },
  ]);
});

it('says that the visit is where it was when the hold ran out', async () => {
  await openApp(open, {
    'POST /scheduling/holds': { status: 201, body: hold },
    'POST /scheduling/appointments/a1/move': problem(409, 'hold_expired'),
  });
  await userEvent.click(await (await pane()).findByRole('button', { name: 'Move' }));
  await userEvent.click(await (await pane()).findByRole('button', { name: /Fri 9:20.AM/ }));
  await userEvent.click(await screen.findByRole('button', { name: 'Move the visit' }));
  expect(await screen.findByText(/The visit is where it was; choose a time again/)).toBeDefined();
});

it('gives the held time back when moving is left', async () => {
  const { asked } = await openApp(open, {
    'POST /scheduling/holds': { status: 201, body: hold },
    'DELETE /scheduling/holds/h1': { status: 204 },
  });
  await userEvent.click(await (await pane()).findByRole('button', { name: 'Move' }));
  await userEvent.click(await (await pane()).findByRole('button', { name: /Fri 9:20.AM/ }));
  await screen.findByRole('timer');
  await userEvent.click(screen.getByRole('button', { name: 'Do not move' }));
  expect(await screen.findByText('Open times that fit')).toBeDefined();
  expect(asked.some((one) => one.method === 'DELETE')).toBe(true);
});

it('says why another time is not open, in words of both languages', async () => {
  const answer = {
    startsAt: '2026-11-27T10:10:00-06:00',
    offered: false,
    code: 'taken',
    patientCode: null,
    en: 'Dr. Lin is taken until 10:30 AM.',
    es: 'Dr. Lin está ocupado hasta las 10:30.',
  };
  const { asked } = await openApp(open, {
    'GET /scheduling/times/explain': ok({ timeZone: 'America/Chicago', answers: [answer] }),
  });
  await userEvent.click(await (await pane()).findByText('Why not another time?'));
  const say = screen.getByRole('button', { name: 'Say why' });
  await userEvent.click(say);
  expect(screen.getByText('Choose a practitioner, a day and a time.')).toBeDefined();
  fireEvent.change(screen.getByLabelText('Day'), { target: { value: '2026-11-27' } });
  fireEvent.change(screen.getByLabelText('Time'), { target: { value: '10:10' } });
  await userEvent.click(say);
  expect(await screen.findByText(answer.en)).toBeDefined();
  expect(screen.getByText(answer.es).lang).toBe('es');
  expect(screen.queryByRole('button', { name: 'Hold it' })).toBeNull();
  const query = asked.find((one) => one.path === '/scheduling/times/explain')?.query;
  expect(Object.fromEntries(query ?? [])).toEqual({
    visitTypeId: 'v1',
    practitionerId: 'd1',
    locationId: 'l1',
    channel: 'in-person',
    at: '2026-11-27T10:10',
  });
});

it('holds a time that turns out to be free', async () => {
  const answer = {
    startsAt: hold.startsAt,
    offered: true,
    code: 'free',
    patientCode: 'free',
    en: 'It is free.',
    es: 'Libre.',
  };
  const { asked } = await openApp(open, {
    'GET /scheduling/times/explain': ok({ timeZone: 'America/Chicago', answers: [answer] }),
    'POST /scheduling/holds': { status: 201, body: hold },
  });
  await userEvent.click(await (await pane()).findByText('Why not another time?'));
  fireEvent.change(screen.getByLabelText('Time'), { target: { value: '09:20' } });
  await userEvent.click(screen.getByRole('button', { name: 'Say why' }));
  await userEvent.click(await screen.findByRole('button', { name: 'Hold it' }));
  expect(await screen.findByRole('timer')).toBeDefined();
  expect(asked.find((one) => one.path === '/scheduling/holds')?.body).toMatchObject({
    startsAt: hold.startsAt,
  });
});

const waiting = {
  waitlistId: 'w1',
  patientId: 'p1',
  patientName: 'María González',
  visitTypeId: 'v1',
  visitTypeEn: 'Check-up',
  visitTypeEs: 'Chequeo',
  practitionerIds: ['d1'],
  locationIds: [],
  weekdays: [],
  partsOfDay: ['morning'],
  from: '2026-11-26',
  until: '2027-01-25',
  noticeMinutes: 120,
  urgency: 'routine',
  joinedAt: '2026-11-20T15:00:00Z',
  place: 2,
};
const offer = {
  offerId: 'o1',
  waitlistId: 'w1',
  state: 'open',
  startsAt: '2026-11-27T15:20:00Z',
  endsAt: '2026-11-27T15:40:00Z',
  practitionerId: 'd1',
  practitionerName: 'Dr. Lin',
  locationId: 'l1',
  locationName: 'Lake Street',
  timeZone: 'America/Chicago',
  visitTypeEn: 'Check-up',
  visitTypeEs: 'Chequeo',
  expiresAt: new Date(Date.now() + 600_000).toISOString(),
};

it('says what they wait for, and takes an offer for who calls about it', async () => {
  let offers: object[] = [offer];
  const { asked } = await openApp(open, {
    'GET /scheduling/patients/p1/waitlist': () => ok({ entries: [waiting], offers }),
    'POST /scheduling/offers/o1/accept': () => {
      offers = [{ ...offer, state: 'accepted' }];
      return ok({ appointmentId: 'a9', startsAt: offer.startsAt });
    },
  });
  const waits = within(await screen.findByRole('region', { name: 'Waits for' }));
  expect(waits.getByText('Check-up, place 2')).toBeDefined();
  expect(waits.getByText(/Dr. Lin · Mornings/)).toBeDefined();
  expect(waits.getByRole('timer').textContent).toMatch(/answer in (9|10):\d\d/);
  await userEvent.click(waits.getByRole('button', { name: 'Take it for the patient' }));
  expect(await waits.findByText(/This offer was taken/)).toBeDefined();
  expect(asked.filter((one) => one.path.endsWith('/accept'))).toHaveLength(1);
});

it('says that what they wait for did not load, and tries again', async () => {
  let broken = true;
  await openApp(open, {
    'GET /scheduling/patients/p1/waitlist': () =>
      broken ? problem(500, 'unexpected') : ok({ entries: [waiting], offers: [] }),
  });
  const waits = within(await screen.findByRole('region', { name: 'Waits for' }));
  broken = false;
  await userEvent.click(waits.getByRole('button', { name: 'Try again' }));
  expect(await waits.findByText('Check-up, place 2')).toBeDefined();
  expect(waits.queryByRole('alert')).toBeNull();
});

it('puts them on the waitlist when nothing suits, with what was looked for', async () => {
  const { asked } = await openApp(open, {
    'POST /scheduling/waitlist': { status: 201, body: { waitlistId: 'w1' } },
  });
  await userEvent.click(await (await pane()).findByRole('button', { name: /Nothing suits/ }));
  const dialog = within(await screen.findByRole('dialog', { name: 'Wait for another time' }));
  await userEvent.click(dialog.getByRole('button', { name: 'Put on the waitlist' }));
  expect(await (await pane()).findByText('On the waitlist.')).toBeDefined();
  expect(asked.find((one) => one.path === '/scheduling/waitlist')?.body).toMatchObject({
    patientId: 'p1',
    visitTypeId: 'v1',
  });
});

it('waits for an earlier time than the visit that is being moved', async () => {
  const { asked } = await openApp(open, {
    'POST /scheduling/waitlist': { status: 201, body: { waitlistId: 'w1' } },
  });
  await userEvent.click(await (await pane()).findByRole('button', { name: 'Move' }));
  await userEvent.click(await (await pane()).findByRole('button', { name: /Nothing earlier/ }));
  const dialog = within(await screen.findByRole('dialog', { name: 'Wait for an earlier time' }));
  await userEvent.click(dialog.getByRole('button', { name: 'Put on the waitlist' }));
  expect(await (await pane()).findByText('On the waitlist.')).toBeDefined();
  expect(asked.find((one) => one.path === '/scheduling/waitlist')?.body).toMatchObject({
    appointmentId: 'a1',
    visitTypeId: 'v1',
    until: '2026-11-26',
  });
});

describe('finding', () => {
  const two = {
    'GET /scheduling/practitioners': ok({
      practitioners: [
        {
          practitionerId: 'd1',
          name: 'Dr. Lin',
          languages: ['en', 'zh'],
          locationIds: ['l1'],
          visitTypeIds: ['v1'],
        },
        {
          practitionerId: 'd2',
          name: 'Dr. Okafor',
          languages: ['en', 'es'],
          locationIds: ['l1', 'l2'],
          visitTypeIds: ['v1'],
        },
      ],
    }),
    'GET /scheduling/locations': ok({
      locations: [
        { locationId: 'l1', name: 'Lake Street', address: '', timeZone: 'America/Chicago' },
        { locationId: 'l2', name: 'West Loop', address: '', timeZone: 'America/Chicago' },
      ],
    }),
  };

  it('asks for these practitioners, this way, there, in that language, at that time of day', async () => {
    const { asked } = await openApp(open, { ...two, 'POST /scheduling/holds': { status: 201, body: hold } });
    const own = await pane();
    const looked = () => asked.filter((one) => one.path === '/scheduling/times').at(-1)?.query;
    await own.findByRole('button', { name: /Fri 9:20.AM/ });
    expect(looked()?.get('channel')).toBe('in-person');
    await userEvent.click(await own.findByLabelText('Dr. Lin'));
    await userEvent.click(own.getByLabelText('Dr. Okafor'));
    await userEvent.selectOptions(own.getByLabelText('How'), 'By video');
    await userEvent.click(own.getByText('Time of day, language, place'));
    await userEvent.selectOptions(own.getByLabelText('Time of day'), 'Afternoons');
    await userEvent.selectOptions(own.getByLabelText('Speaks'), 'Spanish');
    await userEvent.selectOptions(own.getByLabelText('Place'), 'West Loop');
    await expect.poll(() => looked()?.get('locationId')).toBe('l2');
    expect(looked()?.getAll('practitionerId')).toEqual(['d1', 'd2']);
    expect(Object.fromEntries(looked() ?? [])).toMatchObject({
      channel: 'video',
      partOfDay: 'afternoon',
      language: 'es',
    });
    expect(own.getByText('Time of day, language, place: 3 filters')).toBeDefined();
    await userEvent.click(await own.findByRole('button', { name: /Fri 9:20.AM/ }));
    await screen.findByRole('timer');
    expect(asked.find((one) => one.path === '/scheduling/holds')?.body).toMatchObject({ channel: 'video' });
  });

  it('goes on to later times, and says which room is held', async () => {
    const later = { ...times.times[0], startsAt: '2026-11-30T15:20:00Z' };
    const { asked } = await openApp(open, {
      'GET /scheduling/times': ({ query }) =>
        ok(query.get('after') === 'p2' ? { ...times, times: [later] } : { ...times, more: true, next: 'p2' }),
      'POST /scheduling/holds': { status: 201, body: { ...hold, roomName: 'Room 3' } },
    });
    const own = await pane();
    await userEvent.click(await own.findByRole('button', { name: 'More times' }));
    await userEvent.click(await own.findByRole('button', { name: /Mon 9:20.AM/ }));
    expect(await own.findByText('Dr. Lin · Room 3')).toBeDefined();
    expect(own.queryByRole('button', { name: 'More times' })).toBeNull();
    expect(
      asked.filter((one) => one.path === '/scheduling/times').map((one) => one.query.get('after')),
    ).toContain('p2');
  });

  it('takes off at once what leaves nothing', async () => {
    await openApp(open, {
      ...two,
      'GET /scheduling/times': ({ query }) => ok(query.has('partOfDay') ? { ...times, times: [] } : times),
    });
    const own = await pane();
    await userEvent.click(await own.findByText('Time of day, language, place'));
    await userEvent.selectOptions(own.getByLabelText('Time of day'), 'Evenings');
    await own.findByText(/No free time in these four weeks/);
    await userEvent.click(own.getByRole('button', { name: 'Clear the filter' }));
    expect(await own.findByRole('button', { name: /Fri 9:20.AM/ })).toBeDefined();
  });

  it('says how many seats a group has left', async () => {
    await openApp(open, {
      'GET /scheduling/times': ok({ ...times, times: [{ ...times.times[0], seatsLeft: 3 }] }),
    });
    expect(await (await pane()).findByRole('button', { name: /3 seats left/ })).toBeDefined();
    // Beside a long name the seats were cut off, and so was the name.
    expect(screen.getByText('3 seats left')).toBeDefined();
    expect(screen.getByText('Nov 27 · Dr. Lin').className).not.toContain('truncate');
  });
});

it('cancels all later visits of a series when told', async () => {
  const { asked } = await openApp(open, {
    'GET /scheduling/patients/p1/appointments': ok({ upcoming: [{ ...visit, seriesId: 's1' }], past: [] }),
    'POST /scheduling/series/s1/cancel': ok({ cancelled: 4 }),
  });
  await userEvent.click(await (await pane()).findByRole('button', { name: 'Cancel' }));
  const dialog = within(screen.getByRole('alertdialog'));
  await userEvent.click(dialog.getByLabelText('And all later visits of this series'));
  await userEvent.click(dialog.getByRole('button', { name: 'Cancel the visit' }));
  await expect.poll(() => screen.queryByRole('alertdialog')).toBeNull();
  expect(asked.filter((one) => one.path.endsWith('/cancel')).map((one) => [one.path, one.body])).toEqual([
    ['/scheduling/series/s1/cancel', { from: '2026-11-26', reason: 'patient' }],
  ]);
});
