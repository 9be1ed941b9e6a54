import type { Waitlist, WaitlistEntry } from '@frontdesk/api';
import { type Answers, never, ok, problem, tell } from '@frontdesk/ui/testing';
import { fireEvent, screen, within } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { beforeEach, describe, expect, it } from 'vitest';
import { found, session } from '../testing.data.ts';
import { openApp } from '../testing.tsx';

const list = 'GET /scheduling/waitlist';
const maria: WaitlistEntry = {
  waitlistId: 'w1',
  patientId: 'p1',
  patientName: 'María González',
  visitTypeId: 'v1',
  visitTypeEn: 'Check-up',
  visitTypeEs: 'Chequeo',
  practitionerIds: ['d1'],
  locationIds: [],
  channel: 'video',
  weekdays: [1, 3],
  partsOfDay: ['morning'],
  from: '2096-11-26',
  until: '2097-01-25',
  noticeMinutes: 1440,
  urgency: 'urgent',
  joinedAt: '2096-11-20T15:00:00Z',
  appointmentId: null,
  place: 1,
  offer: null,
};
const sofia: WaitlistEntry = {
  ...maria,
  waitlistId: 'w2',
  patientId: 'p2',
  patientName: 'Sofía González',
  practitionerIds: [],
  channel: null,
  weekdays: [],
  partsOfDay: [],
  urgency: 'routine',
  noticeMinutes: 120,
  appointmentId: 'a9',
  place: 2,
};
const other: WaitlistEntry = {
  ...sofia,
  waitlistId: 'w3',
  patientName: 'Ana Ruiz',
  visitTypeId: 'v2',
  visitTypeEn: 'Vaccine',
  visitTypeEs: 'Vacuna',
  place: 1,
};
const offer = (seconds: number) => ({
  offerId: 'o1',
  startsAt: '2096-11-27T15:20:00Z',
  practitionerId: 'd1',
  locationId: 'l1',
  expiresAt: new Date(Date.now() + seconds * 1000).toISOString(),
  untold: false,
  because: { urgency: 'urgent', waitedMinutes: 4320, passedOver: 2 },
});
const entries = (...all: WaitlistEntry[]) => ok({ entries: all, more: false } satisfies Waitlist);
const open = (answers: Answers = {}) =>
  openApp('/schedule?date=2096-11-26', {
    'GET /scheduling/appointments': ok({ appointments: [], more: false }),
    [list]: entries(maria, sofia),
    ...answers,
  });
const rail = async () => within(await screen.findByRole('region', { name: 'Waitlist' }));
const acts = async (name: string) =>
  userEvent.click(await (await rail()).findByRole('button', { name: `What can be done for ${name}` }));
const giveReason = async () => userEvent.click(await screen.findByRole('button', { name: 'Open the chart' }));

beforeEach(() => localStorage.setItem('frontdesk.waitlist', 'on'));

describe('the states', () => {
  it('is asked for only while it is shown: L hides and shows it, and this browser remembers', async () => {
    localStorage.setItem('frontdesk.waitlist', 'off');
    const { asked } = await open();
    await screen.findByText('No visits on this day.');
    expect(asked.some((one) => one.path === '/scheduling/waitlist')).toBe(false);
    await userEvent.keyboard('l');
    expect(await (await rail()).findByText('María González')).toBeDefined();
    expect(localStorage.getItem('frontdesk.waitlist')).toBe('on');
    await userEvent.click((await rail()).getByRole('button', { name: 'Hide the waitlist' }));
    expect(screen.queryByRole('region', { name: 'Waitlist' })).toBeNull();
  });

  it('is grey bars while it loads', async () => {
    await open({ [list]: never });
    expect(await (await rail()).findByText('Loading')).toBeDefined();
  });

  it('says what it is when nobody waits', async () => {
    await open({ [list]: entries() });
    expect(await (await rail()).findByText('Nobody waits')).toBeDefined();
  });

  it('tries again after an error, and the schedule stays', async () => {
    let broken = true;
    await open({ [list]: () => (broken ? problem(500, 'x') : entries(maria)) });
    const alert = await (await rail()).findByRole('alert');
    broken = false;
    await userEvent.click(within(alert).getByRole('button', { name: 'Try again' }));
    expect(await (await rail()).findByText('María González')).toBeDefined();
    expect(screen.getByText('No visits on this day.')).toBeDefined();
  });

  it('says who can grant it', async () => {
    await open({ [list]: problem(403, 'forbidden') });
    expect(await (await rail()).findByText('You cannot see this')).toBeDefined();
  });

  it('clears a kind of visit that nobody waits for any more', async () => {
    let all = [maria, other];
    await open({ [list]: () => entries(...all) });
    await userEvent.selectOptions(await (await rail()).findByLabelText('Show'), 'Vaccine');
    expect((await rail()).queryByText('María González')).toBeNull();
    all = [maria];
    tell('scheduling.waitlist');
    await userEvent.click(await (await rail()).findByRole('button', { name: 'Clear the filter' }));
    expect((await rail()).getByText('María González')).toBeDefined();
  });

  it('is said in Spanish', async () => {
    localStorage.setItem('frontdesk.language', 'es');
    await open();
    expect(await screen.findByText(/Por video · lun, mié · Mañanas/)).toBeDefined();
  });
});

it('shows each kind of visit as a line of its own: place, wishes in words, urgency', async () => {
  await open({ [list]: entries(maria, sofia, other) });
  const checkups = within(await (await rail()).findByRole('region', { name: 'Check-up' }));
  const [first, second] = checkups.getAllByRole('listitem');
  expect(first?.textContent).toMatch(/Place 1.*María González.*Urgent/);
  expect(
    checkups.getByText(
      'Dr. Lin · By video · Mon, Wed · Mornings · Nov 26, 2096 to Jan 25, 2097 · told at least 24 h before · waits since Nov 20',
    ),
  ).toBeDefined();
  expect(second?.textContent).toMatch(/Place 2.*Sofía González.*has a visit, wants an earlier one/);
  expect((await rail()).getByRole('region', { name: 'Vaccine' })).toBeDefined();
});

it('shows what is offered with the time left to answer and why, and hears how it ended', async () => {
  let now: WaitlistEntry = { ...maria, offer: offer(754) };
  await open({ [list]: () => entries(now) });
  const side = await rail();
  expect(await side.findByText(/Offered: Tue, Nov 27, 9:20.AM/)).toBeDefined();
  expect(side.getByRole('timer').textContent).toMatch(/answer in 12:3\d/);
  expect(side.getByText('Waited 3 days. 2 before could not take it.')).toBeDefined();
  expect(side.queryByText(/Please call/)).toBeNull();
  now = maria;
  tell('scheduling.waitlist');
  expect(await side.findByText(/Dr. Lin · By video/)).toBeDefined();
  await expect.poll(() => side.queryByRole('timer')).toBeNull();
});

it('asks for a call where no text tells of the offer', async () => {
  await open({ [list]: entries({ ...maria, offer: { ...offer(300), untold: true } }) });
  expect(await (await rail()).findByText('No text told them. Please call.')).toBeDefined();
});

it('says that nobody answered when the time is over', async () => {
  await open({ [list]: entries({ ...maria, offer: offer(-5) }) });
  expect((await (await rail()).findByRole('timer')).textContent).toBe('no answer; it goes to the next');
});

it('changes the urgency on the ground of the open chart', async () => {
  let urgency: WaitlistEntry['urgency'] = 'routine';
  const { asked } = await open({
    [list]: () => entries({ ...maria, urgency }),
    'PUT /scheduling/waitlist/w1/urgency': ({ body }) => {
      ({ urgency } = body as WaitlistEntry);
      return { status: 204 };
    },
  });
  await acts('María González');
  expect(screen.queryByRole('button', { name: 'Soon' })).toBeNull();
  await giveReason();
  await userEvent.click(await screen.findByRole('button', { name: 'Soon' }));
  expect(await screen.findByRole('button', { name: 'Soon', pressed: true })).toBeDefined();
  expect(asked.find((one) => one.method === 'PUT')?.body).toEqual({ urgency: 'soon' });
});

it('withdraws an offer, and says how it had ended when that came too late', async () => {
  const { asked } = await open({
    [list]: entries({ ...maria, offer: offer(300) }),
    'POST /scheduling/offers/o1/withdraw': problem(409, 'offer_over', { state: 'accepted' }),
  });
  await acts('María González');
  await giveReason();
  await userEvent.click(await screen.findByRole('button', { name: 'Withdraw the offer' }));
  expect(await screen.findByText('This offer was taken.')).toBeDefined();
  expect(asked.filter((one) => one.path.endsWith('/withdraw'))).toHaveLength(1);
});

it('takes somebody off the list only after it is said what they lose', async () => {
  let all = [maria, sofia];
  const { asked } = await open({
    [list]: () => entries(...all),
    'DELETE /scheduling/waitlist/w1': () => {
      all = [sofia];
      return { status: 204 };
    },
  });
  await acts('María González');
  await giveReason();
  await userEvent.click(await screen.findByRole('button', { name: 'Take off the list' }));
  expect(screen.getByText(/María González loses the place in line/)).toBeDefined();
  expect(asked.some((one) => one.method === 'DELETE')).toBe(false);
  const confirm = screen.getAllByRole('button', { name: 'Take off the list' }).at(-1);
  if (confirm) await userEvent.click(confirm);
  await expect.poll(async () => (await rail()).queryByText('María González')).toBeNull();
});

it('lets a role look that may not act', async () => {
  await open({ 'GET /identity/session': ok({ ...session, permissions: ['SeeSchedule'] }) });
  const side = await rail();
  await side.findByText('María González');
  expect(side.queryByRole('button', { name: /What can be done/ })).toBeNull();
  expect(side.queryByRole('button', { name: 'Add' })).toBeNull();
});

describe('adding', () => {
  const joined = { 'POST /scheduling/waitlist': { status: 201, body: { waitlistId: 'w9' } } };
  const choose = async () => {
    await userEvent.click(await (await rail()).findByRole('button', { name: 'Add' }));
    const dialog = within(screen.getByRole('dialog'));
    await userEvent.type(dialog.getByLabelText('Find a patient'), 'gonz');
    await userEvent.click(await dialog.findByRole('button', { name: /María González/ }));
    await giveReason();
    return dialog;
  };
  const search = { 'POST /patients/search': ok({ results: [found], truncated: false }) };

  it('says who waits and for what, on the ground of the open chart', async () => {
    const { asked } = await open({ ...search, ...joined });
    const dialog = await choose();
    await userEvent.click(await dialog.findByLabelText('Dr. Lin'));
    await userEvent.click(dialog.getByLabelText('Tue'));
    await userEvent.click(dialog.getByLabelText('Mornings'));
    fireEvent.change(dialog.getByLabelText('From'), { target: { value: '2096-11-26' } });
    fireEvent.change(dialog.getByLabelText('Until'), { target: { value: '2096-12-24' } });
    await userEvent.selectOptions(dialog.getByLabelText('Urgency'), 'Soon');
    await userEvent.click(dialog.getByRole('button', { name: 'Put on the waitlist' }));
    await expect.poll(() => screen.queryByRole('dialog')).toBeNull();
    expect(asked.find((one) => one.method === 'POST' && one.path === '/scheduling/waitlist')?.body).toEqual({
      patientId: 'p1',
      visitTypeId: 'v1',
      practitionerIds: ['d1'],
      locationIds: [],
      weekdays: [2],
      partsOfDay: ['morning'],
      from: '2096-11-26',
      until: '2096-12-24',
      noticeMinutes: 120,
      urgency: 'soon',
    });
  });

  it('offers only those who do such visits, and forgets who does not do the other', async () => {
    const kind = { minutes: 20, channels: ['in-person'] };
    const person = { languages: [], locationIds: ['l1'] };
    const { asked } = await open({
      ...search,
      ...joined,
      'GET /scheduling/visit-types': ok({
        visitTypes: [
          { ...kind, visitTypeId: 'v1', nameEn: 'Check-up', nameEs: 'Chequeo' },
          { ...kind, visitTypeId: 'v2', nameEn: 'Vaccine', nameEs: 'Vacuna' },
        ],
      }),
      'GET /scheduling/practitioners': ok({
        practitioners: [
          { ...person, practitionerId: 'd1', name: 'Dr. Lin', visitTypeIds: ['v1'] },
          { ...person, practitionerId: 'd2', name: 'Dr. Okafor', visitTypeIds: ['v1', 'v2'] },
        ],
      }),
    });
    const dialog = await choose();
    await userEvent.click(await dialog.findByLabelText('Dr. Lin'));
    await userEvent.click(dialog.getByLabelText('Dr. Okafor'));
    await userEvent.selectOptions(dialog.getByLabelText('Visit'), 'Vaccine · 20 min');
    expect(dialog.queryByLabelText('Dr. Lin')).toBeNull();
    await userEvent.click(dialog.getByRole('button', { name: 'Put on the waitlist' }));
    await expect.poll(() => screen.queryByRole('dialog')).toBeNull();
    expect(
      asked.find((one) => one.method === 'POST' && one.path === '/scheduling/waitlist')?.body,
    ).toMatchObject({ visitTypeId: 'v2', practitionerIds: ['d2'] });
  });

  it('asks for somebody first', async () => {
    const { asked } = await open(joined);
    await userEvent.click(await (await rail()).findByRole('button', { name: 'Add' }));
    await userEvent.click(await screen.findByRole('button', { name: 'Put on the waitlist' }));
    expect(screen.getByText('Choose a patient first.')).toBeDefined();
    expect(asked.some((one) => one.method === 'POST')).toBe(false);
  });

  it.each([
    [409, 'already_waiting', /wait for this kind of visit already/],
    [400, 'practitioner_not_at_location', /This cannot be waited for/],
    [500, 'unexpected', /may or may not have been saved/],
  ])('says why not: %s %s', async (status, code, words) => {
    await open({ ...search, 'POST /scheduling/waitlist': problem(status, code) });
    const dialog = await choose();
    await userEvent.click(await dialog.findByRole('button', { name: 'Put on the waitlist' }));
    expect((await dialog.findByRole('alert')).textContent).toMatch(words);
  });
});
