import {
  type Answered,
  type Answers,
  goOffline,
  goOnline,
  never,
  ok,
  problem,
  tell,
} from '@frontdesk/ui/testing';
import { act, fireEvent, screen, waitFor, within } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { afterEach, describe, expect, it, vi } from 'vitest';
import { appointment, found, quiet, session, signedIn, verified } from '../testing.data.ts';
import { openApp } from '../testing.tsx';

// Nov 26, 2096 is a Monday: always to come, whenever this runs.
const day = '2096-11-26';
const at = (clock: string) => `${day}T${clock}:00-06:00`;
const visit = { ...appointment, startsAt: at('15:30'), endsAt: at('15:50') };
const okafor = {
  ...visit,
  appointmentId: 'a2',
  patientId: 'p2',
  patientName: 'Sofía González',
  practitionerId: 'd2',
  practitionerName: 'Dr. Okafor',
  startsAt: at('09:00'),
  endsAt: at('09:20'),
};
const free = (clock: string, until: string, practitionerId = 'd1') => ({
  startsAt: at(clock),
  endsAt: at(until),
  practitionerId,
  locationId: 'l1',
});
const hold = {
  holdId: 'h1',
  startsAt: at('15:50'),
  endsAt: at('16:10'),
  expiresAt: new Date(Date.now() + 300_000).toISOString(),
};
const person = (practitionerId: string, name: string) => ({
  practitionerId,
  name,
  languages: ['en'],
  locationIds: ['l1'],
  visitTypeIds: ['v1'],
});
const list = 'GET /scheduling/appointments';
const base: Answers = {
  'GET /scheduling/practitioners': ok({
    practitioners: [person('d1', 'Dr. Lin'), person('d2', 'Dr. Okafor')],
  }),
  [list]: ok({ appointments: [okafor, visit], more: false }),
  'GET /scheduling/times': ok({
    times: [free('15:50', '16:10'), free('10:00', '10:20', 'd2')],
    practitioners: { d1: 'Dr. Lin', d2: 'Dr. Okafor' },
    timeZones: { l1: 'America/Chicago' },
    more: false,
  }),
};
const open = (answers: Answers = {}, path = `/schedule?date=${day}`) =>
  openApp(path, { ...base, ...answers });
const card = (name: RegExp) => screen.findByRole('button', { name });
/** The chart is the ground of acting on a visit: the reason is asked for first. */
const giveReason = async () => userEvent.click(await screen.findByRole('button', { name: 'Open the chart' }));
const maria = /^3:30.PM María González/;

afterEach(() => {
  vi.restoreAllMocks();
  Reflect.deleteProperty(document, 'elementsFromPoint');
  Reflect.deleteProperty(Element.prototype, 'scrollIntoView');
});

describe('the states', () => {
  it('is grey bars while it loads', async () => {
    await open({ [list]: never });
    expect(await screen.findByText('Loading')).toBeDefined();
  });

  it('tries again after an error', async () => {
    let broken = true;
    await open({ [list]: () => (broken ? problem(500, 'x') : ok({ appointments: [visit], more: false })) });
    const alert = await screen.findByRole('alert');
    broken = false;
    await userEvent.click(within(alert).getByRole('button', { name: 'Try again' }));
    expect(await card(maria)).toBeDefined();
  });

  it('says who can grant it', async () => {
    await open({ [list]: problem(403, 'forbidden') });
    expect(await screen.findByText('You cannot see this')).toBeDefined();
  });

  it('says that a day is empty, and who has no day yet', async () => {
    await open({ [list]: ok({ appointments: [], more: false }) });
    expect(await screen.findByText('No visits on this day.')).toBeDefined();
  });

  it('says what will be here when nobody is set up', async () => {
    await open({ 'GET /scheduling/practitioners': ok({ practitioners: [] }) });
    expect(await screen.findByText('No practitioners yet')).toBeDefined();
  });

  it('keeps what it shows while the network is away', async () => {
    await open();
    await card(maria);
    goOffline();
    expect(screen.getByText(/You are offline/)).toBeDefined();
    goOnline();
  });

  it('says that the shading is missing, explains none, and asks again', async () => {
    let broken = true;
    const times = base['GET /scheduling/times'] as Answered;
    await open({ 'GET /scheduling/times': () => (broken ? problem(500, 'x') : times) });
    const alert = await screen.findByText(/the shading is missing/);
    expect(screen.queryByText(/^Shaded/)).toBeNull();
    broken = false;
    await userEvent.click(within(alert).getByRole('button', { name: 'Try again' }));
    expect(await screen.findByText('Shaded: no visit can begin')).toBeDefined();
    expect(screen.queryByText(/the shading is missing/)).toBeNull();
  });

  it('shades nothing by free times that never end, and stops asking', async () => {
    const page = { times: [], practitioners: {}, timeZones: {}, more: true, next: 'again' };
    const { asked } = await open({ 'GET /scheduling/times': ok(page) });
    expect(await screen.findByText(/the shading is missing/)).toBeDefined();
    expect(asked.filter((one) => one.path === '/scheduling/times')).toHaveLength(10);
  });

  it('is white where each can begin a visit of theirs, and not only one that a colleague does', async () => {
    const { body } = signedIn['GET /scheduling/visit-types'] as { body: { visitTypes: object[] } };
    const [checkUp] = body.visitTypes;
    const { asked } = await open({
      'GET /scheduling/practitioners': ok({
        practitioners: [person('d1', 'Dr. Lin'), { ...person('d2', 'Dr. Okafor'), visitTypeIds: ['v2'] }],
      }),
      'GET /scheduling/visit-types': ok({
        visitTypes: [checkUp, { ...checkUp, visitTypeId: 'v2', minutes: 40, every: 40 }],
      }),
      'GET /scheduling/times': ({ query }) => {
        const v2 = query.get('visitTypeId') === 'v2';
        const times = v2 ? [free('10:00', '10:40', 'd2')] : [free('15:50', '16:10')];
        return ok({ times, practitioners: {}, timeZones: { l1: 'America/Chicago' }, more: false });
      },
    });
    await screen.findByText('Shaded: no visit can begin');
    const white = (name: string) =>
      screen.getByRole('region', { name }).querySelectorAll('.bg-surface[style]');
    await waitFor(() => expect(white('Dr. Okafor')).toHaveLength(1));
    expect(white('Dr. Lin')).toHaveLength(1);
    const looks = asked.filter((one) => one.path === '/scheduling/times').map(({ query }) => query);
    expect(looks.map((query) => [query.get('visitTypeId'), query.getAll('practitionerId')])).toEqual([
      ['v1', ['d1']],
      ['v2', ['d2']],
    ]);
  });

  it('says that there is more than it shows', async () => {
    await open({ [list]: ok({ appointments: [visit], more: true }) });
    expect(await screen.findByText(/more visits than can be shown/)).toBeDefined();
  });
});

describe('the day and the week', () => {
  it('has a column for each practitioner, with what was overbooked marked and what was cancelled gone', async () => {
    await open({
      [list]: ok({
        appointments: [
          { ...okafor, status: 'cancelled' },
          { ...visit, status: 'arrived', overbooked: true },
        ],
        more: false,
      }),
    });
    const lin = within(await screen.findByRole('region', { name: 'Dr. Lin' }));
    expect(
      lin.getByRole('button', { name: /3:30.PM María González\s*· Arrived · Overbooked · Check-up/ }),
    ).toBeDefined();
    expect(screen.getByRole('region', { name: 'Dr. Okafor' })).toBeDefined();
    expect(screen.queryByRole('button', { name: /Sofía/ })).toBeNull();
  });

  it('keeps its columns as wide as they were however long a name is, which is told in full', async () => {
    const name = 'Dr. Maximiliana Alejandra Fernández-Echeverría de la Torre';
    await open({
      'GET /scheduling/practitioners': ok({ practitioners: [person('d1', 'Dr. Lin'), person('d2', name)] }),
      [list]: ok({ appointments: [visit], more: false }),
    });
    const grid = (await screen.findByRole('region', { name })).parentElement;
    expect(grid?.className).not.toContain('min-w-max');
    expect(grid?.style.minWidth).toBe('26rem');
    expect(screen.getByText(name).title).toBe(name);
  });

  it('shows the week of one, from Monday, by key; and the day again', async () => {
    const { asked, router } = await open();
    await card(maria);
    await userEvent.keyboard('w');
    expect(await screen.findByRole('region', { name: 'Thursday, November 29' })).toBeDefined();
    const week = asked.filter((one) => one.path === '/scheduling/appointments').at(-1)?.query;
    expect(Object.fromEntries(week ?? [])).toEqual({ from: day, to: '2096-12-02', practitionerId: 'd1' });
    await userEvent.keyboard('d');
    expect(await screen.findByRole('region', { name: 'Dr. Okafor' })).toBeDefined();
    await userEvent.keyboard('t');
    expect(router.state.location.search).toEqual({});
  });

  it('goes elsewhere by the shell’s keys without coming back', async () => {
    const { router } = await open({}, '/today');
    await screen.findByText('Everyone');
    await router.navigate({ to: '/schedule', search: { date: day } });
    await card(maria);
    await userEvent.keyboard('gt');
    expect(await screen.findByText('Everyone')).toBeDefined();
    expect(router.state.location.pathname).toBe('/today');
  });

  it('shows the week by W during a call too, which is written up from elsewhere', async () => {
    const { router } = await open({ 'GET /callcenter/desk': ok({ ...quiet, call: verified }) });
    await card(maria);
    await screen.findByRole('region', { name: 'Live call' });
    await userEvent.keyboard('w');
    expect(await screen.findByRole('region', { name: 'Thursday, November 29' })).toBeDefined();
    expect(router.state.location.pathname).toBe('/schedule');
  });

  it('shows the week of who has left and still has visits, and asks for no free times of theirs', async () => {
    const left = { ...visit, practitionerId: 'd9', practitionerName: 'Dr. Wray' };
    const { asked } = await open({ [list]: ok({ appointments: [left], more: false }) });
    await card(maria);
    const looks = () => asked.filter((one) => one.path === '/scheduling/times').length;
    const before = looks();
    await userEvent.click(await screen.findByRole('button', { name: /^Dr. Wray/ }));
    const monday = within(await screen.findByRole('region', { name: 'Monday, November 26' }));
    expect(await monday.findByRole('button', { name: maria })).toBeDefined();
    expect(screen.getByLabelText<HTMLSelectElement>('Practitioner').value).toBe('d9');
    expect(looks()).toBe(before);
  });

  it('has the days of who has left in a week without visits too', async () => {
    await open({ [list]: ok({ appointments: [], more: false }) }, `/schedule?date=${day}&view=week&who=d9`);
    expect(await screen.findByRole('region', { name: 'Thursday, November 29' })).toBeDefined();
  });

  it('says of each column where and on whose clock it is where there are two, and draws now by each', async () => {
    vi.useFakeTimers({ toFake: ['Date'], now: new Date(at('10:00')) });
    const east = { ...okafor, locationName: 'Harbor Street', timeZone: 'America/New_York' };
    await open({
      [list]: ok({ appointments: [east, visit], more: false }),
      'GET /scheduling/times': problem(500, 'x'),
    });
    expect((await card(/^10:00.AM Sofía/)).title).not.toContain('Harbor Street');
    expect(screen.getByRole('button', { name: /^Dr. Okafor 1 visit Harbor Street · EST/ })).toBeDefined();
    expect(screen.getByRole('button', { name: /^Dr. Lin 1 visit Lake Street · CST/ })).toBeDefined();
    const now = (name: string) =>
      screen.getByRole('region', { name }).querySelector<HTMLElement>('[data-now]')?.style.top;
    // From eight o'clock on: two hours here, three there.
    expect([now('Dr. Lin'), now('Dr. Okafor')]).toEqual(['12rem', '18rem']);
  });

  describe('scrolls', () => {
    const now = '2026-11-24T13:00:00-06:00';
    /** The line of now is 1000 below the top, of which 600 are seen. */
    const openAt = async (path: string) => {
      vi.useFakeTimers({ toFake: ['Date'], now: new Date(now) });
      vi.spyOn(HTMLElement.prototype, 'clientHeight', 'get').mockReturnValue(600);
      vi.spyOn(HTMLElement.prototype, 'getBoundingClientRect').mockImplementation(function here(
        this: HTMLElement,
      ) {
        const scrolled = this.closest('.overflow-auto')?.scrollTop ?? 0;
        return { top: 'now' in this.dataset ? 1000 - scrolled : 0 } as DOMRect;
      });
      let answer: () => void = () => undefined;
      const times = base['GET /scheduling/times'] as Answered;
      await open(
        {
          'GET /scheduling/times': () =>
            new Promise<Answered>((resolve) => {
              answer = () => resolve(times);
            }),
        },
        path,
      );
      const region = await screen.findByRole('region', { name: 'Dr. Lin' });
      const scroller = region.closest<HTMLElement>('.overflow-auto');
      if (!scroller) throw new Error('Nothing scrolls');
      return { scroller, answer: () => act(async () => answer()) };
    };

    it('once so that now is a third below the top, and takes no focus', async () => {
      const { scroller, answer } = await openAt('/schedule');
      expect(scroller.scrollTop).toBe(800);
      await answer();
      await screen.findByText('Shaded: no visit can begin');
      expect(scroller.scrollTop).toBe(800);
      expect(document.activeElement).toBe(document.body);
    });

    it('no more after a hand did', async () => {
      const { scroller, answer } = await openAt('/schedule');
      scroller.scrollTop = 100;
      await answer();
      await screen.findByText('Shaded: no visit can begin');
      expect(scroller.scrollTop).toBe(100);
    });

    it('to no now on another day', async () => {
      const { scroller } = await openAt(`/schedule?date=${day}`);
      expect(scroller.scrollTop).toBe(0);
    });
  });

  it('says it too where all visits are on one clock that is not the clinic’s', async () => {
    const { practitionerId, practitionerName } = visit;
    const east = { locationName: 'Harbor Street', timeZone: 'America/New_York' };
    await open({
      [list]: ok({
        appointments: [
          { ...okafor, ...east, practitionerId, practitionerName },
          { ...visit, ...east },
        ],
        more: false,
      }),
    });
    expect(
      await screen.findByRole('button', { name: /^Dr. Lin 2 visits Harbor Street · EST/ }),
    ).toBeDefined();
  });

  it('says so at each visit of who is at both on one day', async () => {
    const { practitionerId, practitionerName } = visit;
    const east = {
      ...okafor,
      practitionerId,
      practitionerName,
      locationName: 'Harbor Street',
      timeZone: 'America/New_York',
    };
    await open({ [list]: ok({ appointments: [east, visit], more: false }) });
    expect((await card(/^10:00.AM EST Sofía/)).title).toContain('Harbor Street');
    expect((await card(/^3:30.PM CST María/)).title).toContain('Lake Street');
    expect(screen.getByRole('button', { name: /^Dr. Lin 2 visits$/ })).toBeDefined();
  });

  it('names no place and no clock where there is one', async () => {
    await open();
    expect((await card(maria)).title).not.toMatch(/CST|Lake Street/);
  });

  it('marks whose other calendar could not be read', async () => {
    await open({
      'GET /scheduling/times': ok({
        times: [{ ...free('15:50', '16:10'), warning: 'calendar_stale' }, free('10:00', '10:20', 'd2')],
        practitioners: { d1: 'Dr. Lin', d2: 'Dr. Okafor' },
        timeZones: { l1: 'America/Chicago' },
        more: false,
      }),
    });
    expect(await screen.findByRole('button', { name: /^Dr. Lin.*Other calendar not read/ })).toBeDefined();
    expect(screen.getByRole('button', { name: /^Dr. Okafor/ }).textContent).not.toContain('calendar');
  });

  it('goes from a name to the week, and from a weekday to the day', async () => {
    const { router } = await open();
    await userEvent.click(await screen.findByRole('button', { name: /^Dr. Okafor/ }));
    expect(router.state.location.search).toMatchObject({ view: 'week', who: 'd2' });
    await userEvent.click(await screen.findByRole('button', { name: /Wed, Nov 28/ }));
    expect(router.state.location.search).toEqual({ date: '2096-11-28' });
  });

  it('shows what a colleague changed without a reload', async () => {
    let patientName = 'María González';
    await open({ [list]: () => ok({ appointments: [{ ...visit, patientName }], more: false }) });
    await card(maria);
    patientName = 'Ana Ruiz';
    tell('scheduling.appointments');
    expect(await card(/Ana Ruiz/)).toBeDefined();
  });

  describe('with a visit open that a colleague moves to the next day', () => {
    const group = [
      { ...visit, capacity: 8 },
      { ...visit, capacity: 8, appointmentId: 'a3', patientName: 'Ana Ruiz' },
    ];
    const openThere = async (own: object[], name: RegExp) => {
      let moved = false;
      const kept = own.slice(1);
      const later = { ...visit, startsAt: '2096-11-27T15:30:00-06:00', endsAt: '2096-11-27T15:50:00-06:00' };
      await open({
        [list]: ({ query }) => {
          const here = query.get('from') === day;
          if (here) return ok({ appointments: moved ? kept : own, more: false });
          return ok({ appointments: moved ? [later, ...kept] : [], more: false });
        },
      });
      await userEvent.click(await card(name));
      await screen.findByRole('dialog');
      moved = true;
      tell('scheduling.appointments');
    };
    const dayAfter = async () => {
      await userEvent.click(screen.getByRole('button', { name: 'The day after', hidden: true }));
      await card(maria);
    };

    it('closes it, and does not open it again by itself there', async () => {
      await openThere([visit], maria);
      await waitFor(() => expect(screen.queryByRole('dialog')).toBeNull());
      await dayAfter();
      expect(screen.queryByRole('dialog')).toBeNull();
    });

    it('takes it out of its group, and not in again', async () => {
      await openThere(group, /María González, Ana Ruiz/);
      expect(await screen.findByRole('dialog', { name: 'Ana Ruiz' })).toBeDefined();
      await dayAfter();
      expect(screen.queryByRole('dialog')).toBeNull();
    });
  });

  it('marks what is confirmed, by video, in a room, and one of a series', async () => {
    await open({
      [list]: ok({
        appointments: [
          {
            ...visit,
            channel: 'video',
            roomName: 'Room 3',
            seriesId: 's1',
            confirmedAt: at('08:00'),
            seat: 1,
            capacity: 1,
          },
        ],
        more: false,
      }),
    });
    const marked = await card(maria);
    expect(marked.textContent).toContain('Check-up · By video · Room 3 · weekly');
    expect(within(marked).getByText('Confirmed')).toBeDefined();
    await userEvent.click(marked);
    const dialog = within(screen.getByRole('dialog'));
    expect(dialog.getByText(/Confirmed Mon, Nov 26, 8:00/)).toBeDefined();
    for (const words of ['By video', 'Room 3', 'weekly']) expect(dialog.getByText(words)).toBeDefined();
  });

  it('shows a group on one card, receives from it, and opens each', async () => {
    const seat = (appointmentId: string, patientName: string) => ({
      ...visit,
      appointmentId,
      patientName,
      capacity: 8,
      startsAt: new Date(Date.now() - 60_000).toISOString(),
      endsAt: new Date(Date.now() + 3_500_000).toISOString(),
    });
    const members = [seat('g1', 'María González'), { ...seat('g2', 'Ana Ruiz'), status: 'arrived' }];
    const { asked } = await open(
      {
        [list]: ok({ appointments: members, more: false }),
        'PUT /scheduling/appointments/g1/status': ok({
          appointmentId: 'g1',
          status: 'arrived',
          before: 'booked',
        }),
      },
      '/schedule',
    );
    const group = await card(/Check-up.*2 of 8 · María González, Ana Ruiz/);
    await userEvent.click(group);
    const dialog = within(screen.getByRole('dialog', { name: /^Check-up at/ }));
    await userEvent.click(dialog.getByRole('button', { name: /^Arrived: María González/ }));
    expect(asked.some((one) => one.path === '/scheduling/appointments/g1/status')).toBe(true);
    await userEvent.click(dialog.getByRole('button', { name: 'Ana Ruiz' }));
    expect(screen.getByRole('dialog', { name: 'Ana Ruiz' })).toBeDefined();
  });

  it('is said in Spanish', async () => {
    localStorage.setItem('frontdesk.language', 'es');
    await open();
    expect(await screen.findByRole('button', { name: 'Semana' })).toBeDefined();
    expect(await screen.findByRole('button', { name: /María González\s*· Chequeo/ })).toBeDefined();
  });
});

describe('by keyboard', () => {
  it('walks with the arrows, one stop for Tab, and opens with Enter', async () => {
    await open();
    const first = await card(maria);
    first.focus();
    await userEvent.keyboard('{ArrowRight}');
    const second = await card(/Sofía/);
    expect(document.activeElement).toBe(second);
    expect([first.tabIndex, second.tabIndex]).toEqual([-1, 0]);
    await userEvent.keyboard('{ArrowLeft}{Enter}');
    expect(screen.getByRole('dialog', { name: 'María González' })).toBeDefined();
  });

  it('moves with M and the arrows: says what is free, holds, and moves after the confirmation', async () => {
    const { asked } = await open({
      'POST /scheduling/holds': { status: 201, body: hold },
      'POST /scheduling/appointments/a1/move': ok({ appointmentId: 'a1', startsAt: hold.startsAt }),
    });
    (await card(maria)).focus();
    await userEvent.keyboard('m');
    expect(await screen.findByText(/Dr. Lin, 3:30.PM: not free/)).toBeDefined();
    await userEvent.keyboard('{ArrowDown}{ArrowDown}');
    expect(await screen.findByText(/Dr. Lin, 3:50.PM: free/)).toBeDefined();
    expect(asked.some((one) => one.method === 'POST')).toBe(false);
    await userEvent.keyboard('{Enter}');
    const dialog = within(await screen.findByRole('dialog', { name: 'Move this visit' }));
    expect(await dialog.findByText('Why do you open this chart?')).toBeDefined();
    expect(
      dialog.getByText(/^From Mon, Nov 26, 3:30.PM, with Dr. Lin, to Mon, Nov 26, 3:50.PM, with Dr. Lin$/),
    ).toBeDefined();
    expect(asked.some((one) => one.path === '/scheduling/holds')).toBe(false);
    await giveReason();
    expect((await dialog.findByRole('region', { name: 'New time' })).textContent).toMatch(/3:50/);
    expect(asked.find((one) => one.path === '/scheduling/holds')?.body).toMatchObject({
      startsAt: at('15:50'),
      practitionerId: 'd1',
      visitTypeId: 'v1',
      patientId: 'p1',
      movesAppointmentId: 'a1',
    });
    const moves = asked
      .filter((one) => one.path === '/scheduling/times')
      .map((one) => one.query.get('movesAppointmentId'));
    expect([moves[0], moves.at(-1)]).toEqual([null, 'a1']);
    await userEvent.click(dialog.getByRole('button', { name: 'Move the visit' }));
    expect(await screen.findByText(/Moved to Mon, Nov 26, 3:50/)).toBeDefined();
    expect(screen.queryByRole('dialog')).toBeNull();
    expect(asked.filter((one) => one.path.endsWith('/move')).map((one) => one.body)).toEqual([
      { holdId: 'h1' },
    ]);
  });

  it('calls the time that is held for the visit free, though nobody else can have it', async () => {
    let held = false;
    const { asked } = await open({
      'POST /scheduling/holds': () => {
        held = true;
        return { status: 201, body: hold };
      },
      'GET /scheduling/times': () => {
        const all = base['GET /scheduling/times'] as Answered & { body: { times: object[] } };
        return held ? ok({ ...all.body, times: all.body.times.slice(1) }) : all;
      },
    });
    (await card(maria)).focus();
    await userEvent.keyboard('m');
    await screen.findByText(/Dr. Lin, .*: not free/);
    await userEvent.keyboard('{ArrowDown}{ArrowDown}{Enter}');
    await giveReason();
    await screen.findByRole('timer');
    const looks = () => asked.filter((one) => one.path === '/scheduling/times').length;
    const before = looks();
    tell('scheduling.appointments');
    await waitFor(() => expect(looks()).toBeGreaterThan(before));
    await act(async () => undefined);
    expect(screen.getByText(/^3:50.PM: free$/)).toBeDefined();
    expect(screen.queryByText(/^3:50.PM: not free$/)).toBeNull();
  });

  it('knows all that is free, in however many answers it comes', async () => {
    const page = { practitioners: { d1: 'Dr. Lin' }, timeZones: { l1: 'America/Chicago' } };
    await open({
      'GET /scheduling/times': ({ query }) =>
        query.get('after') === 'p2'
          ? ok({ ...page, times: [free('15:50', '16:10')], more: false })
          : ok({ ...page, times: [free('09:00', '09:20')], more: true, next: 'p2' }),
    });
    (await card(maria)).focus();
    await userEvent.keyboard('m{ArrowDown}{ArrowDown}');
    expect(await screen.findByText(/Dr. Lin, 3:50.PM: free/)).toBeDefined();
  });

  it('asks which of two hours is meant that have the same name', async () => {
    const night = (hour: string) => `2096-11-04T${hour}:00`;
    const [once, again] = [`${night('01:30')}-05:00`, `${night('01:30')}-06:00`];
    const twice = (startsAt: string) => ({ ...free('01:30', '01:50'), startsAt, endsAt: startsAt });
    const answer = { offered: true, code: 'free', patientCode: 'free', en: 'It is free.', es: 'x' };
    const { asked } = await open(
      {
        [list]: ok({
          appointments: [
            { ...visit, startsAt: `${night('03:00')}-06:00`, endsAt: `${night('03:20')}-06:00` },
          ],
          more: false,
        }),
        'GET /scheduling/times': ok({
          times: [twice(once), twice(again)],
          practitioners: { d1: 'Dr. Lin' },
          timeZones: { l1: 'America/Chicago' },
          more: false,
        }),
        'GET /scheduling/times/explain': ok({
          timeZone: 'America/Chicago',
          answers: [once, again].map((startsAt) => ({ ...answer, startsAt })),
        }),
        'POST /scheduling/holds': { status: 201, body: hold },
      },
      '/schedule?date=2096-11-04',
    );
    (await card(/^3:00.AM María/)).focus();
    await userEvent.keyboard('m{ArrowUp>9/}');
    await screen.findByText(/Dr. Lin, 1:30.AM: free/);
    await userEvent.keyboard('{Enter}');
    await giveReason();
    expect(await screen.findByText('CDT: It is free.')).toBeDefined();
    const choices = screen.getAllByRole('button', { name: 'Hold it' });
    expect([screen.queryByText('CST: It is free.') === null, choices.length]).toEqual([false, 2]);
    const holds = () => asked.filter((one) => one.path === '/scheduling/holds').map((one) => one.body);
    expect(holds()).toEqual([]);
    await userEvent.click(choices[1] as HTMLElement);
    expect(holds()).toMatchObject([{ startsAt: again }]);
  });

  it.each([
    ['already_in_group', /has a place in this group already/],
    ['already_there', /is at that time already/],
  ])('says why the server refuses to hold: %s', async (code, words) => {
    await open({ 'POST /scheduling/holds': problem(400, code) });
    (await card(maria)).focus();
    await userEvent.keyboard('m{ArrowDown}{ArrowDown}');
    await screen.findByText(/Dr. Lin, 3:50.PM: free/);
    await userEvent.keyboard('{Enter}');
    const dialog = within(await screen.findByRole('dialog', { name: 'Move this visit' }));
    await giveReason();
    expect((await dialog.findByRole('alert')).textContent).toMatch(words);
  });

  it('says why it cannot stand there, holds nothing, and offers the nearest', async () => {
    const { asked } = await open({
      'GET /scheduling/times/explain': ok({
        timeZone: 'America/Chicago',
        answers: [
          {
            startsAt: at('15:30'),
            offered: false,
            code: 'taken',
            patientCode: null,
            en: 'Taken until 4.',
            es: 'x',
          },
        ],
      }),
    });
    (await card(maria)).focus();
    await userEvent.keyboard('m');
    await screen.findByText(/Dr. Lin, .*: not free/);
    await userEvent.keyboard('{ArrowRight}{Enter}');
    const dialog = within(await screen.findByRole('dialog', { name: 'Move this visit' }));
    expect(await dialog.findByText('Taken until 4.')).toBeDefined();
    expect(asked.some((one) => one.method === 'POST')).toBe(false);
    await giveReason();
    expect(await dialog.findByText('Free near it')).toBeDefined();
    expect(await dialog.findByRole('button', { name: /10:00.AM/ })).toBeDefined();
    expect(asked.some((one) => one.path === '/scheduling/holds')).toBe(false);
    const query = asked.find((one) => one.path === '/scheduling/times/explain')?.query;
    expect(query?.get('practitionerId')).toBe('d2');
    expect(query?.get('at')).toBe(`${day}T15:30`);
  });

  it('gives the held time back when the dialog is closed, and can hold again', async () => {
    let released: (answer: Answered) => void = () => undefined;
    const { asked } = await open({
      'POST /scheduling/holds': { status: 201, body: hold },
      // Answers after the dialog is gone.
      'DELETE /scheduling/holds/h1': () =>
        new Promise<Answered>((resolve) => {
          released = resolve;
        }),
    });
    const lift = async (ground?: () => Promise<void>) => {
      (await card(maria)).focus();
      await userEvent.keyboard('m');
      await screen.findByText(/Dr. Lin, .*: not free/);
      await userEvent.keyboard('{ArrowDown}{ArrowDown}{Enter}');
      await ground?.();
      await screen.findByRole('timer');
    };
    await lift(giveReason);
    await userEvent.click(screen.getByRole('button', { name: 'Close' }));
    expect(screen.queryByRole('dialog')).toBeNull();
    const looks = () => asked.filter((one) => one.path === '/scheduling/times').length;
    const before = looks();
    await act(async () => released({ status: 204 }));
    // The hold is gone from memory when the free times are asked for anew.
    await waitFor(() => expect(looks()).toBeGreaterThan(before));
    await lift();
    const said = asked.filter((one) => one.path.startsWith('/scheduling/holds')).map((one) => one.method);
    expect(said).toEqual(['POST', 'DELETE', 'POST']);
  });

  it('offers the free times of the column after a release', async () => {
    await open({
      'POST /scheduling/holds': { status: 201, body: hold },
      'DELETE /scheduling/holds/h1': { status: 204 },
    });
    (await card(maria)).focus();
    await userEvent.keyboard('m');
    await screen.findByText(/Dr. Lin, .*: not free/);
    await userEvent.keyboard('{ArrowDown}{ArrowDown}{Enter}');
    await giveReason();
    await userEvent.click(await screen.findByRole('button', { name: 'Release' }));
    const dialog = within(screen.getByRole('dialog'));
    expect(await dialog.findByText('Free near it')).toBeDefined();
    expect(dialog.getByRole('button', { name: /3:50.PM/ })).toBeDefined();
  });

  it('holds what the server calls free although it was not known to be', async () => {
    const { asked } = await open({
      'GET /scheduling/times/explain': ok({
        timeZone: 'America/Chicago',
        answers: [
          {
            startsAt: at('15:40'),
            offered: true,
            code: 'free',
            patientCode: 'free',
            en: 'It is free.',
            es: 'x',
          },
        ],
      }),
      'POST /scheduling/holds': { status: 201, body: hold },
    });
    (await card(maria)).focus();
    await userEvent.keyboard('m');
    await screen.findByText(/Dr. Lin, .*: not free/);
    await userEvent.keyboard('{ArrowDown}{Enter}');
    await giveReason();
    await userEvent.click(await screen.findByRole('button', { name: 'Hold it' }));
    expect(await screen.findByRole('timer')).toBeDefined();
    expect(asked.find((one) => one.path === '/scheduling/holds')?.body).toMatchObject({
      startsAt: at('15:40'),
    });
  });

  it('says of one visit nothing that was said of the one before', async () => {
    const { asked } = await open({
      'POST /scheduling/holds': problem(409, 'time_taken', {
        nearest: [free('16:20', '16:40')],
        practitioners: { d1: 'Dr. Lin' },
      }),
      'POST /patients/p2/open': { status: 204 },
      'GET /scheduling/times/explain': ok({
        timeZone: 'America/Chicago',
        answers: [
          { startsAt: at('09:10'), offered: false, code: 'x', patientCode: null, en: 'Lunch.', es: 'x' },
        ],
      }),
    });
    (await card(maria)).focus();
    await userEvent.keyboard('m');
    await screen.findByText(/Dr. Lin, .*: not free/);
    await userEvent.keyboard('{ArrowDown}{ArrowDown}{Enter}');
    await giveReason();
    await screen.findByText(/Somebody just took that time/);
    await userEvent.click(screen.getByRole('button', { name: 'Close' }));
    (await card(/Sofía/)).focus();
    await userEvent.keyboard('m');
    await screen.findByText(/Dr. Okafor, .*: not free/);
    await userEvent.keyboard('{ArrowDown}{Enter}');
    await giveReason();
    expect(await screen.findByText('Free near it')).toBeDefined();
    expect(screen.getByText('Lunch.')).toBeDefined();
    expect(screen.queryByText(/Somebody just took that time/)).toBeNull();
    expect(screen.queryByRole('button', { name: /4:20.PM/ })).toBeNull();
    expect(asked.filter((one) => one.path === '/scheduling/holds')).toHaveLength(1);
  });

  it('is put back with Esc wherever the focus is, and by going to another day', async () => {
    await open();
    const lift = async () => {
      (await card(maria)).focus();
      await userEvent.keyboard('m');
      await screen.findByText(/Dr. Lin, .*: not free/);
    };
    await lift();
    act(() => screen.getByRole('button', { name: 'Print' }).focus());
    await userEvent.keyboard('{Escape}');
    expect(screen.queryByText(/not free/)).toBeNull();
    await lift();
    expect(screen.getByText('Shaded: this visit cannot go there')).toBeDefined();
    await userEvent.click(screen.getByRole('button', { name: 'The day after' }));
    expect(await screen.findByText('Shaded: no visit can begin')).toBeDefined();
  });

  it('is not held up any more when a colleague cancels it', async () => {
    let status = 'booked';
    await open({ [list]: () => ok({ appointments: [okafor, { ...visit, status }], more: false }) });
    (await card(maria)).focus();
    await userEvent.keyboard('m{ArrowRight}');
    await screen.findByText(/Dr. Okafor, .*: not free/);
    status = 'cancelled';
    tell('scheduling.appointments');
    await waitFor(() => expect(screen.queryByText(/not free/)).toBeNull());
    expect(screen.getByText('Shaded: no visit can begin')).toBeDefined();
  });

  it('shows where the arrows have led', async () => {
    const into = vi.fn();
    Element.prototype.scrollIntoView = into;
    await open();
    (await card(maria)).focus();
    await userEvent.keyboard('m');
    const before = into.mock.calls.length;
    await userEvent.keyboard('{ArrowDown}');
    expect(into.mock.calls.slice(before)).toEqual([[{ block: 'nearest', inline: 'nearest' }]]);
  });

  it('names who sees patients nowhere, where one was dropped', async () => {
    const left = { ...okafor, practitionerId: 'd9', practitionerName: 'Dr. Wray' };
    await open({ [list]: ok({ appointments: [left, visit], more: false }) });
    (await card(maria)).focus();
    await userEvent.keyboard('m{ArrowRight}{ArrowRight}{Enter}');
    expect((await screen.findByRole('alert')).textContent).toContain('Dr. Wray sees no patients');
  });

  it('puts it back with Esc', async () => {
    await open();
    (await card(maria)).focus();
    await userEvent.keyboard('m');
    await screen.findByText(/Dr. Lin, .*: not free/);
    await userEvent.keyboard('{Escape}{ArrowRight}');
    expect(screen.queryByText(/not free/)).toBeNull();
    expect(document.activeElement).toBe(await card(/Sofía/));
  });

  it('lifts no visit for a role that may not move one', async () => {
    await open({ 'GET /identity/session': ok({ ...session, permissions: ['SeeSchedule'] }) });
    (await card(maria)).focus();
    await userEvent.keyboard('m');
    expect(screen.queryByText(/not free/)).toBeNull();
  });
});

describe('by hand', () => {
  /** Everything is over the column of Dr. Okafor, whose top is the top of the screen. */
  const over = (key: string) => {
    const column = document.querySelector<HTMLElement>(`[data-column^="${key}/"]`);
    if (!column) throw new Error(`No column of ${key}`);
    column.getBoundingClientRect = () => ({ top: 0, height: 540 }) as DOMRect;
    document.elementsFromPoint = () => [column];
  };
  const drag = (element: HTMLElement, y: number) => {
    fireEvent.pointerDown(element, { button: 0, clientX: 5, clientY: 0, pointerType: 'mouse' });
    fireEvent.pointerMove(element, { buttons: 1, clientX: 5, clientY: y });
    fireEvent.pointerUp(element, { clientX: 5, clientY: y });
    fireEvent.click(element);
  };

  it('drops a visit on a free time of a colleague, and offers the nearest when somebody was faster', async () => {
    await open({
      'POST /scheduling/holds': problem(409, 'time_taken', {
        nearest: [free('10:20', '10:40', 'd2')],
        practitioners: { d2: 'Dr. Okafor' },
      }),
    });
    const element = await card(maria);
    await screen.findByRole('region', { name: 'Dr. Okafor' });
    over('d2');
    // 8:00 is the top, a minute is a pixel: 118 is 9:58, which means 10:00.
    drag(element, 118);
    const dialog = within(await screen.findByRole('dialog', { name: 'Move this visit' }));
    await giveReason();
    expect(await dialog.findByText(/Somebody just took that time/)).toBeDefined();
    expect(screen.getAllByRole('dialog')).toHaveLength(1);
    expect(dialog.getByRole('button', { name: /10:20.AM/ })).toBeDefined();
  });

  it('is left where it was by Esc, and by a hand that the system takes away', async () => {
    await open();
    const element = await card(maria);
    await screen.findByRole('region', { name: 'Dr. Okafor' });
    over('d2');
    const move = (y: number) => fireEvent.pointerMove(element, { buttons: 1, clientX: 5, clientY: y });
    const lift = async () => {
      fireEvent.pointerDown(element, { button: 0, clientX: 5, clientY: 0, pointerType: 'mouse' });
      move(118);
      expect(await screen.findByText(/Dr. Okafor, 10:00.AM: free/)).toBeDefined();
    };
    await lift();
    await userEvent.keyboard('{Escape}');
    move(119);
    expect(screen.queryByText(/10:00.AM: free/)).toBeNull();
    fireEvent.pointerUp(element, { clientX: 5, clientY: 119 });
    fireEvent.click(element);
    expect(screen.queryByRole('dialog')).toBeNull();
    await lift();
    fireEvent.pointerCancel(element);
    expect(screen.queryByText(/10:00.AM: free/)).toBeNull();
  });

  it('opens on a press that does not move', async () => {
    await open();
    drag(await card(maria), 2);
    expect(screen.getByRole('dialog', { name: 'María González' })).toBeDefined();
  });
});

describe('overbooking', () => {
  const may = {
    'GET /identity/session': ok({
      ...session,
      permissions: [...session.permissions, 'OverbookAppointments'],
    }),
  };
  const answers: Answers = {
    ...may,
    'POST /patients/search': ok({ results: [found], truncated: false }),
    'GET /scheduling/times/explain': ok({
      timeZone: 'America/Chicago',
      answers: [
        {
          startsAt: at('10:10'),
          offered: false,
          code: 'taken',
          patientCode: null,
          en: 'Taken until 11.',
          es: 'x',
        },
      ],
    }),
    'POST /scheduling/appointments/overbook': { status: 201, body: { appointmentId: 'a3' } },
  };

  it('is offered to those who may only', async () => {
    await open();
    await card(maria);
    expect(screen.queryByRole('button', { name: 'Overbook' })).toBeNull();
  });

  it('says what stands in the way, asks why, and books once', async () => {
    const { asked } = await open(answers);
    await userEvent.click(await screen.findByRole('button', { name: 'Overbook' }));
    const dialog = within(screen.getByRole('dialog'));
    await userEvent.click(dialog.getByRole('button', { name: 'Overbook' }));
    expect(dialog.getByText(/Choose a patient and a time to come/)).toBeDefined();
    await userEvent.type(dialog.getByLabelText('Find a patient'), 'gonz');
    await userEvent.click(await dialog.findByRole('button', { name: /María González/ }));
    await giveReason();
    await dialog.findByLabelText('Time');
    fireEvent.change(dialog.getByLabelText('Time'), { target: { value: '10:10' } });
    expect(await dialog.findByText('Taken until 11.')).toBeDefined();
    await userEvent.selectOptions(dialog.getByLabelText('How'), 'By video');
    await dialog.findByText('Taken until 11.');
    expect(dialog.queryByText(/Choose a patient and a time to come/)).toBeNull();
    await userEvent.click(dialog.getByRole('button', { name: 'Overbook' }));
    expect(dialog.getByText('Say why it cannot wait.')).toBeDefined();
    await userEvent.type(dialog.getByLabelText('Why it cannot wait'), 'fever');
    expect(dialog.queryByText('Say why it cannot wait.')).toBeNull();
    await userEvent.click(dialog.getByRole('button', { name: 'Overbook' }));
    await screen.findByRole('button', { name: maria });
    expect(screen.queryByRole('dialog')).toBeNull();
    expect(
      screen.getAllByRole('status').map((status) => status.textContent?.replaceAll('\u202f', ' ')),
    ).toContain('Overbooked: María González, Mon, Nov 26, 10:10 AM');
    const booked = asked.filter((one) => one.path.endsWith('/overbook'));
    expect(booked.map((one) => one.body)).toEqual([
      {
        visitTypeId: 'v1',
        channel: 'video',
        practitionerId: 'd1',
        locationId: 'l1',
        patientId: 'p1',
        startsAt: at('10:10'),
        why: 'fever',
      },
    ]);
    expect(booked[0]?.headers.get('idempotency-key')).toBeTruthy();
    const explained = asked.filter((one) => one.path === '/scheduling/times/explain');
    expect([...new Set(explained.map((one) => one.query.get('channel')))]).toEqual(['in-person', 'video']);
  });

  it('asks which of two hours is meant that have the same name', async () => {
    const [once, again] = ['2096-11-04T01:30:00-05:00', '2096-11-04T01:30:00-06:00'];
    const answer = { offered: false, code: 'outside_hours', patientCode: null, es: 'x' };
    const { asked } = await open({
      ...answers,
      'GET /scheduling/times/explain': ok({
        timeZone: 'America/Chicago',
        answers: [
          { ...answer, startsAt: once, en: 'Closed.' },
          { ...answer, startsAt: again, en: 'Still closed.' },
        ],
      }),
    });
    await userEvent.click(await screen.findByRole('button', { name: 'Overbook' }));
    const dialog = within(screen.getByRole('dialog'));
    await userEvent.type(dialog.getByLabelText('Find a patient'), 'gonz');
    await userEvent.click(await dialog.findByRole('button', { name: /María González/ }));
    await giveReason();
    fireEvent.change(await dialog.findByLabelText('Time'), { target: { value: '01:30' } });
    const which = await dialog.findByLabelText('This hour occurs twice: which one');
    expect(which.textContent).toMatch(/1:30.AM CDT1:30.AM CST/);
    await userEvent.selectOptions(which, again);
    expect(dialog.getByText('Still closed.')).toBeDefined();
    await userEvent.type(dialog.getByLabelText('Why it cannot wait'), 'fever');
    await userEvent.click(dialog.getByRole('button', { name: 'Overbook' }));
    await screen.findByRole('button', { name: maria });
    expect(asked.find((one) => one.path.endsWith('/overbook'))?.body).toMatchObject({ startsAt: again });
  });

  it('asks for the reason again when the chart was locked meanwhile, and loses nothing', async () => {
    let locked = true;
    await open({
      ...answers,
      'POST /scheduling/appointments/overbook': () =>
        locked ? problem(403, 'chart_locked') : { status: 201, body: { appointmentId: 'a3' } },
    });
    await userEvent.click(await screen.findByRole('button', { name: 'Overbook' }));
    const dialog = within(screen.getByRole('dialog'));
    await userEvent.type(dialog.getByLabelText('Find a patient'), 'gonz');
    await userEvent.click(await dialog.findByRole('button', { name: /María González/ }));
    await giveReason();
    fireEvent.change(await dialog.findByLabelText('Time'), { target: { value: '10:10' } });
    await dialog.findByText('Taken until 11.');
    await userEvent.type(dialog.getByLabelText('Why it cannot wait'), 'fever');
    await userEvent.click(dialog.getByRole('button', { name: 'Overbook' }));
    locked = false;
    await giveReason();
    expect((await dialog.findByLabelText<HTMLInputElement>('Why it cannot wait')).value).toBe('fever');
    await userEvent.click(dialog.getByRole('button', { name: 'Overbook' }));
    await screen.findByRole('button', { name: maria });
    expect(screen.queryByRole('dialog')).toBeNull();
  });

  it('keeps what was typed when it was refused', async () => {
    await open({ ...answers, 'POST /scheduling/appointments/overbook': problem(500, 'unexpected') });
    await userEvent.click(await screen.findByRole('button', { name: 'Overbook' }));
    const dialog = within(screen.getByRole('dialog'));
    await userEvent.type(dialog.getByLabelText('Find a patient'), 'gonz');
    await userEvent.click(await dialog.findByRole('button', { name: /María González/ }));
    await giveReason();
    await dialog.findByLabelText('Time');
    fireEvent.change(dialog.getByLabelText('Time'), { target: { value: '10:10' } });
    await dialog.findByText('Taken until 11.');
    await userEvent.type(dialog.getByLabelText('Why it cannot wait'), 'fever');
    await userEvent.click(dialog.getByRole('button', { name: 'Overbook' }));
    expect((await dialog.findByRole('alert')).textContent).toContain('may or may not have been saved');
    expect(dialog.getByLabelText<HTMLInputElement>('Why it cannot wait').value).toBe('fever');
  });
});
