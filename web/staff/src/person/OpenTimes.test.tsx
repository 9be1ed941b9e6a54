import { type Answered, type Answers, never, ok, problem, tell } from '@frontdesk/ui/testing';
import { fireEvent, screen, within } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { describe, expect, it } from 'vitest';
import { signedIn, times, visit } from '../testing.data.ts';
import { openApp } from '../testing.tsx';

const first = { ...times.times[0] };
const hold = (seconds = 300, more: object = {}) => ({
  status: 201,
  body: { holdId: 'h1', ...first, expiresAt: new Date(Date.now() + seconds * 1000).toISOString(), ...more },
});
const place = (locationId: string, name: string, timeZone: string) => ({
  locationId,
  name,
  address: '',
  timeZone,
});
const lake = place('l1', 'Lake Street', 'America/Chicago');
const harbor = place('l2', 'Harbor', 'America/New_York');
const places = (...locations: object[]): Answers => ({ 'GET /scheduling/locations': ok({ locations }) });
const found = (...all: object[]) => ok({ ...times, times: all });
const inHarbor = { ...first, locationId: 'l2' };

const start = (answers: Answers = {}) =>
  openApp('/patients/p1', { 'POST /scheduling/holds': hold(), ...answers });
const pane = async () => within(await screen.findByRole('complementary', { name: 'Person' }));
const press = async (name: string | RegExp) =>
  userEvent.click(await (await pane()).findByRole('button', { name }));

it('says that the visit is booked, when it is only learned on letting go', async () => {
  await start({
    ...places(lake),
    'POST /scheduling/appointments': () => {
      throw new TypeError('Failed to fetch');
    },
    'DELETE /scheduling/holds/h1': problem(409, 'already_booked', {
      appointmentId: 'a2',
      startsAt: first.startsAt,
    }),
  });
  await press(/^Fri 9:20.AM/);
  await press('Book');
  const own = await pane();
  expect(await own.findByText(/may or may not have been saved/)).toBeDefined();
  await press('Release');
  expect(await own.findByText(/^Booked: Fri, Nov 27, 9:20.AM$/)).toBeDefined();
});

describe('the place', () => {
  it('is named with each time and with what was held and booked, where there are several', async () => {
    await start({
      ...places(lake, harbor),
      'GET /scheduling/times': found(first, inHarbor),
      'POST /scheduling/holds': hold(300, { roomName: 'Room 3' }),
      'POST /scheduling/appointments': {
        status: 201,
        body: { appointmentId: 'a2', startsAt: first.startsAt },
      },
    });
    const own = await pane();
    expect(await own.findByRole('button', { name: /Fri 9:20.AM.*Lake Street/ })).toBeDefined();
    await press(/Harbor/);
    expect(await own.findByText('Dr. Lin · Harbor · Room 3')).toBeDefined();
    await press('Book');
    expect(await own.findByText(/^Booked: Fri, Nov 27, 10:20.AM EST · Harbor$/)).toBeDefined();
  });

  it('is not named where there is one', async () => {
    await start({ 'GET /scheduling/patients/p1/appointments': ok({ upcoming: [], past: [] }) });
    await press(/^Fri 9:20.AM/);
    expect(await (await pane()).findByText('Dr. Lin')).toBeDefined();
    expect((await pane()).queryByText(/Lake Street/)).toBeNull();
  });

  it('is named on both sides of a move, and where it went', async () => {
    await start({
      ...places(lake, harbor),
      'GET /scheduling/times': found(inHarbor),
      'POST /scheduling/appointments/a1/move': ok({ appointmentId: 'a1', startsAt: first.startsAt }),
    });
    await press('Move');
    await press(/Harbor/);
    const side = async (name: string) => within(await screen.findByRole('region', { name }));
    expect((await side('Now')).getByText('Lake Street')).toBeDefined();
    expect((await side('New time')).getByText('Harbor')).toBeDefined();
    await press('Move the visit');
    expect(await screen.findByText(/Moved to Fri, Nov 27, 10:20.AM EST · Harbor/)).toBeDefined();
  });

  it('has its own clock: no time is written while that is not known', async () => {
    await start({ 'GET /scheduling/locations': never });
    const own = await pane();
    await own.findByText('Why not another time?');
    expect(await own.findAllByText('Loading')).not.toHaveLength(0);
    expect(own.queryByRole('button', { name: /9:20/ })).toBeNull();
  });

  it('is asked for again when it did not load', async () => {
    let broken = true;
    await start({
      'GET /scheduling/times': found(inHarbor),
      'GET /scheduling/locations': () => (broken ? problem(400, 'unexpected') : ok({ locations: [harbor] })),
    });
    const own = await pane();
    await own.findByRole('button', { name: 'Try again' });
    broken = false;
    await press('Try again');
    expect(await own.findByRole('button', { name: /Fri 10:20.AM EST/ })).toBeDefined();
  });

  describe('that is not in the list as it was read', () => {
    /** Harbor is in it only while it is open; the list is read again when it is told to. */
    const app = async (open: boolean[]) => {
      let reads = 0;
      const { asked } = await start({
        'GET /scheduling/times': found(inHarbor),
        'GET /scheduling/locations': () =>
          ok({ locations: (open[reads++] ?? open.at(-1)) ? [lake, harbor] : [lake] }),
        'POST /scheduling/appointments': { status: 201, body: { appointmentId: 'a2', ...first } },
        'POST /scheduling/appointments/a1/move': ok({ appointmentId: 'a1', startsAt: first.startsAt }),
        'DELETE /scheduling/holds/h1': { status: 204 },
      });
      return { own: await pane(), asked, reads: () => reads };
    };
    const there = /Fri 10:20.AM EST.*Harbor/;

    it('is looked for once more without a word', async () => {
      const { own, reads } = await app([false, true]);
      expect(await own.findByRole('button', { name: there })).toBeDefined();
      expect(reads()).toBe(2);
    });

    it('is said to be missing after that, and looked for again when asked to', async () => {
      const { own, reads } = await app([false, false, true]);
      await own.findByText('This did not load');
      expect([reads(), own.queryByText('Loading')]).toEqual([2, null]);
      await press('Try again');
      expect(await own.findByRole('button', { name: there })).toBeDefined();
    });

    it('does not stand in the way of booking what is held there', async () => {
      const { own } = await app([true, false]);
      await press(there);
      await own.findByRole('timer');
      tell('scheduling-settings.locations');
      await own.findByText('This did not load');
      await press('Book');
      expect(await own.findByText(/^Booked: Fri, Nov 27, 9:20.AM CST$/)).toBeDefined();
    });

    it('does not stand in the way of giving it back', async () => {
      const { own, asked } = await app([true, false]);
      await press(there);
      await own.findByRole('timer');
      tell('scheduling-settings.locations');
      await own.findByText('This did not load');
      await press('Release');
      await expect.poll(() => own.queryByRole('timer')).toBeNull();
      expect(asked.filter((one) => one.method === 'DELETE')).toHaveLength(1);
    });

    it('does not stand in the way of moving a visit there', async () => {
      const { own } = await app([true, false]);
      await press('Move');
      await press(there);
      const next = within(await screen.findByRole('region', { name: 'New time' }));
      tell('scheduling-settings.locations');
      await next.findByText('This did not load');
      await press('Move the visit');
      expect(await own.findByText(/^Moved to Fri, Nov 27, 9:20.AM CST/)).toBeDefined();
    });
  });

  it('gives a time held there its own clock, though none found is there', async () => {
    const explained = { offered: true, code: 'free', patientCode: 'free', en: 'It is free.', es: 'Libre.' };
    await start({
      ...places(harbor, lake),
      'GET /scheduling/practitioners': ok({
        practitioners: [
          { practitionerId: 'd1', name: 'Dr. Lin', languages: [], locationIds: ['l2'], visitTypeIds: ['v1'] },
        ],
      }),
      'GET /scheduling/times/explain': ok({
        timeZone: harbor.timeZone,
        answers: [{ ...explained, startsAt: first.startsAt }],
      }),
    });
    const own = await pane();
    await press('Move');
    await own.findByText(/Check-up · Thu, Nov 26, 3:30.PM/);
    await userEvent.click(own.getByText('Why not another time?'));
    fireEvent.change(own.getByLabelText('Time'), { target: { value: '10:20' } });
    await press('Say why');
    await press('Hold it');
    const next = within(await screen.findByRole('region', { name: 'New time' }));
    expect(next.getByText(/^Fri, Nov 27, 10:20.AM EST$/)).toBeDefined();
  });
});

it('says which of two times it is in the hour that occurs twice', async () => {
  const twice = ['2026-11-01T06:30:00Z', '2026-11-01T07:30:00Z'].map((startsAt) => ({ ...first, startsAt }));
  await start({
    'GET /scheduling/times': found(...twice),
    'POST /scheduling/holds': hold(300, twice[1]),
  });
  expect(await (await pane()).findByRole('button', { name: /Sun 1:30.AM CDT/ })).toBeDefined();
  await press(/Sun 1:30.AM CST/);
  expect(await (await pane()).findByText(/Sun, Nov 1, 1:30.AM CST/)).toBeDefined();
});

describe('a calendar that could not be read for long', () => {
  const stale = { 'GET /scheduling/times': found({ ...first, warning: 'calendar_stale' }) };
  const warning = 'Other calendar not read for long: may be busy';

  it('is said with the time, with what is held, and of all that repeat', async () => {
    await start({
      ...stale,
      'DELETE /scheduling/holds/h1': { status: 204 },
      'POST /scheduling/series/check': ok({ visits: [] }),
    });
    await press(new RegExp(warning));
    await screen.findByRole('timer');
    expect(screen.getByText(warning)).toBeDefined();
    await press('Repeat weekly');
    const dialog = within(await screen.findByRole('dialog', { name: 'The same time every week' }));
    expect(dialog.getByText(warning)).toBeDefined();
  });

  it('is said of the new time of a visit', async () => {
    await start(stale);
    await press('Move');
    await press(new RegExp(warning));
    const next = within(await screen.findByRole('region', { name: 'New time' }));
    expect(next.getByText(warning)).toBeDefined();
  });

  it('is said of a time that turned out to be free', async () => {
    await start({
      'GET /scheduling/times/explain': ok({
        timeZone: 'America/Chicago',
        answers: [
          {
            startsAt: first.startsAt,
            offered: true,
            code: 'free',
            patientCode: 'calendar_stale',
            en: '',
            es: '',
          },
        ],
      }),
    });
    const own = await pane();
    await userEvent.click(await own.findByText('Why not another time?'));
    fireEvent.change(own.getByLabelText('Time'), { target: { value: '09:20' } });
    await press('Say why');
    await press('Hold it');
    expect(await own.findByText(warning)).toBeDefined();
  });

  it('is not said of the others', async () => {
    await start();
    await press(/Fri 9:20/);
    await screen.findByRole('timer');
    expect(screen.queryByText(warning)).toBeNull();
  });
});

describe('what is held', () => {
  const two: Answers = {
    'GET /scheduling/visit-types': ok({
      visitTypes: [
        { visitTypeId: 'v1', nameEn: 'Check-up', nameEs: 'Chequeo', minutes: 20, channels: ['in-person'] },
        {
          visitTypeId: 'v2',
          nameEn: 'Therapy',
          nameEs: 'Terapia',
          minutes: 40,
          channels: ['in-person', 'video'],
        },
      ],
    }),
    'GET /scheduling/practitioners': ok({
      practitioners: [
        {
          practitionerId: 'd1',
          name: 'Dr. Lin',
          languages: [],
          locationIds: ['l1'],
          visitTypeIds: ['v1', 'v2'],
        },
      ],
    }),
    'DELETE /scheduling/holds/h1': { status: 204 },
    'POST /scheduling/series/check': ok({ visits: [] }),
  };
  const holdTherapy = async (answers: Answers = {}) => {
    const app = await start({ ...two, ...answers });
    const own = await pane();
    await userEvent.selectOptions(await own.findByLabelText('Visit'), 'Therapy · 40 min');
    await userEvent.selectOptions(own.getByLabelText('How'), 'By video');
    await press(/Fri 9:20.AM/);
    await screen.findByRole('timer');
    return { ...app, own };
  };

  it('is named, and nothing else can be looked for meanwhile', async () => {
    const { own } = await holdTherapy();
    expect(own.getByText('Therapy · By video')).toBeDefined();
    expect(own.queryByLabelText('Visit')).toBeNull();
    await press('Release');
    expect((await own.findByLabelText<HTMLSelectElement>('Visit')).value).toBe('v2');
  });

  it('stays what it was when the pane is opened again, and so repeats', async () => {
    const { asked, router } = await holdTherapy();
    await router.navigate({ to: '/patients' });
    await router.navigate({ to: '/patients/$patientId', params: { patientId: 'p1' } });
    expect(await screen.findByText('Therapy · By video')).toBeDefined();
    await press('Repeat weekly');
    const dialog = within(await screen.findByRole('dialog', { name: 'The same time every week' }));
    expect(dialog.getByText('Therapy · By video')).toBeDefined();
    await expect
      .poll(() => asked.find((one) => one.path === '/scheduling/series/check')?.body)
      .toMatchObject({ visitTypeId: 'v2', channel: 'video' });
  });

  it('is forgotten with the nearest times when something else is looked for', async () => {
    const near = { ...first, startsAt: '2026-11-27T16:40:00Z' };
    await start({ ...two, 'POST /scheduling/holds': problem(409, 'time_taken', { nearest: [near] }) });
    const own = await pane();
    await press(/Fri 9:20.AM/);
    await own.findByRole('button', { name: /Fri 10:40.AM/ });
    await userEvent.selectOptions(own.getByLabelText('Visit'), 'Therapy · 40 min');
    expect(own.queryByRole('button', { name: /Fri 10:40.AM/ })).toBeNull();
    expect(await own.findByRole('button', { name: /Fri 9:20.AM/ })).toBeDefined();
  });
});

describe('what is refused to who is there already', () => {
  const inGroup = /has a place in this group already/;

  it('is said of holding', async () => {
    await start({ 'POST /scheduling/holds': problem(400, 'already_in_group') });
    await press(/Fri 9:20.AM/);
    expect((await screen.findByRole('alert')).textContent).toMatch(inGroup);
  });

  it('is said of booking', async () => {
    await start({ 'POST /scheduling/appointments': problem(409, 'already_in_group') });
    await press(/Fri 9:20.AM/);
    await press('Book');
    expect((await screen.findByRole('alert')).textContent).toMatch(inGroup);
  });

  it('is said of moving', async () => {
    await start({ 'POST /scheduling/appointments/a1/move': problem(409, 'already_in_group') });
    await press('Move');
    await press(/Fri 9:20.AM/);
    await press('Move the visit');
    expect((await screen.findByRole('alert')).textContent).toMatch(inGroup);
  });
});

it('says at once that a hold ran out, and keeps the focus here and what was typed', async () => {
  let seconds = 1.5;
  await start({ 'POST /scheduling/holds': () => hold(seconds) });
  await press(/Fri 9:20.AM/);
  await userEvent.type(await screen.findByLabelText('Reason for the visit'), 'cough');
  expect((await screen.findByRole('alert', {}, { timeout: 3000 })).textContent).toMatch(/The hold ran out/);
  await expect.poll(() => document.activeElement?.id).toBe('book');
  seconds = 300;
  await press(/Fri 9:20.AM/);
  expect((await screen.findByLabelText<HTMLInputElement>('Reason for the visit')).value).toBe('cough');
});

it('asks about the practitioner that is shown, though practitioners come last', async () => {
  let come: () => void = () => undefined;
  const { asked } = await start({
    'GET /scheduling/practitioners': () =>
      new Promise((resolve) => {
        come = () => resolve(signedIn['GET /scheduling/practitioners'] as Answered);
      }),
    'GET /scheduling/times/explain': never,
    'GET /scheduling/patients/p1/appointments': ok({ upcoming: [visit], past: [] }),
  });
  const own = await pane();
  await own.findByRole('button', { name: /Fri 9:20.AM/ });
  await userEvent.click(own.getByText('Why not another time?'));
  come();
  await own.findByRole('option', { name: 'Dr. Lin' });
  fireEvent.change(own.getByLabelText('Time'), { target: { value: '10:10' } });
  await press('Say why');
  expect(own.queryByText(/Choose a practitioner/)).toBeNull();
  expect(asked.at(-1)?.query.get('practitionerId')).toBe('d1');
});

describe('a visit they have at that time', () => {
  const also = 'They have a visit from 9:00 AM to 9:30 AM with Dr. Ruiz';
  const other = {
    ...visit,
    appointmentId: 'a7',
    practitionerName: 'Dr. Ruiz',
    startsAt: '2026-11-27T15:00:00Z',
    endsAt: '2026-11-27T15:30:00Z',
  };
  const before = { ...other, appointmentId: 'a8', endsAt: first.startsAt };
  const has = (...upcoming: object[]): Answers => ({
    'GET /scheduling/patients/p1/appointments': ok({ upcoming, past: [] }),
  });
  const says = async () =>
    (await pane())
      .queryAllByText(/^They have a visit/)
      .map(({ textContent }) => textContent.replaceAll('\u202f', ' '));

  it('is named with what is held, and does not stand in the way of booking', async () => {
    const { asked } = await start({
      ...has(other, before),
      'POST /scheduling/appointments': {
        status: 201,
        body: { appointmentId: 'a2', startsAt: first.startsAt },
      },
    });
    await press(/Fri 9:20.AM/);
    await expect.poll(says).toEqual([also]);
    await press('Book');
    expect(await (await pane()).findByText(/^Booked:/)).toBeDefined();
    expect(asked.filter((one) => one.path === '/scheduling/appointments')).toHaveLength(1);
  });

  it('is named when another visit moves there, and the one that moves is not', async () => {
    await start(has({ ...visit, startsAt: other.startsAt, endsAt: other.endsAt }, other));
    await userEvent.click((await (await pane()).findAllByRole('button', { name: 'Move' }))[0] as HTMLElement);
    await press(/Fri 9:20.AM/);
    await expect.poll(says).toEqual([also]);
  });
});
