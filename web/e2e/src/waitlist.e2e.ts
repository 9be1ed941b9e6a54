import type { Browser, Page } from '@playwright/test';
import { ask, expect, expectAccessible, type Known, signInPatient, signInStaff, test } from './support';
import { addresses } from './system';
import { reply, textBecauseOf } from './telephone';

// The system under test runs without quiet hours (FRONTDESK_QUIET_HOURS=off), so that this passes at night too.

type VisitType = {
  visitTypeId: string;
  nameEn: string;
  patientsMay: string;
  openTo: string;
  capacity: number;
};
type Time = { startsAt: string; practitionerId: string; locationId: string };
type Times = { times: Time[]; practitioners: Record<string, string> };
type PartOfDay = 'morning' | 'afternoon';

/** A half day of one practitioner on which nothing is free for a kind of visit, and the visit that makes it so. */
type Full = {
  type: VisitType;
  practitionerId: string;
  practitioner: string;
  date: string;
  part: PartOfDay;
  appointmentId: string;
};

const nextDays = (first: number, last: number) =>
  [first, last].map((days) => new Date(Date.now() + days * 86_400_000).toISOString().slice(0, 10));

// Times come with the offset of the place's clock, so the text says its hour.
const partOf = (time: Time): PartOfDay =>
  Number(time.startsAt.slice(11, 13)) < 12 ? 'morning' : 'afternoon';
const halfDay = (time: Time) => `${time.practitionerId} ${time.startsAt.slice(0, 10)} ${partOf(time)}`;

/** A telephone of its own for each run, so that nobody is taken for somebody of an earlier one. */
function stranger(name: string, birthDate: string): Known {
  const digits = () => 2 + Math.floor(Math.random() * 8);
  const line = String(100 + Math.floor(Math.random() * 100));
  return { name, birthDate, phone: `+1${digits()}${digits() % 9}${digits()}5550${line}` };
}

async function register(desk: Page, { name, phone, birthDate }: Known): Promise<void> {
  const [givenName, familyName] = name.split(' ');
  const phones = [{ number: phone, use: 'mobile', mayText: true }];
  await ask(desk, 'patients', { givenName, familyName, birthDate, language: 'en', phones });
}

async function appOf(browser: Browser, patient: Known): Promise<Page> {
  const context = await browser.newContext({ baseURL: addresses.staff, locale: 'en-US' });
  const app = await context.newPage();
  await app.goto('/');
  await signInPatient(app, patient);
  return app;
}

/** Books all that is free in the half day with the least of it. */
async function fill(app: Page): Promise<Full> {
  const { patientId } = await ask<{ patientId: string }>(app, 'identity/session');
  const { visitTypes } = await ask<{ visitTypes: VisitType[] }>(app, 'scheduling/visit-types');
  const type = visitTypes.find(
    (one) => one.patientsMay === 'book' && one.openTo !== 'established' && one.capacity === 1,
  );
  if (!type) throw new Error('The demo has no kind of visit that a new patient may book.');
  const [from, to] = nextDays(3, 20);
  const find = (range: string) =>
    ask<Times>(app, `scheduling/times?visitTypeId=${type.visitTypeId}&limit=1000&${range}`);
  const { times, practitioners } = await find(`from=${from}&to=${to}`);
  const free = (one: Time) => times.filter((other) => halfDay(other) === halfDay(one)).length;
  const [first] = [...times].sort((a, b) => free(a) - free(b));
  if (!first) throw new Error('The demo has no free time in these weeks.');
  const { practitionerId } = first;
  const date = first.startsAt.slice(0, 10);
  let appointmentId = '';
  for (;;) {
    const left = await find(`from=${date}&to=${date}&practitionerId=${practitionerId}`);
    const time = left.times.find((one) => halfDay(one) === halfDay(first));
    if (!time) break;
    const { startsAt, locationId } = time;
    const { visitTypeId } = type;
    const held = { visitTypeId, startsAt, practitionerId, locationId };
    const { holdId } = await ask<{ holdId: string }>(app, 'scheduling/holds', held);
    ({ appointmentId } = await ask<{ appointmentId: string }>(app, 'scheduling/appointments', {
      holdId,
      patientId,
    }));
  }
  const practitioner = practitioners[practitionerId] ?? '';
  return { type, practitionerId, practitioner, date, part: partOf(first), appointmentId };
}

async function cancel(app: Page, appointmentId: string): Promise<void> {
  await app.goto(`/visits/${appointmentId}`);
  await app.getByRole('button', { name: 'Cancel this visit' }).click();
  await app.getByRole('button', { name: 'Yes, cancel it' }).click();
  await expect(app.getByText('Cancelled').first()).toBeVisible();
}

async function upcoming(app: Page): Promise<{ appointmentId: string }[]> {
  const { patientId } = await ask<{ patientId: string }>(app, 'identity/session');
  const path = `scheduling/patients/${patientId}/appointments`;
  return (await ask<{ upcoming: { appointmentId: string }[] }>(app, path)).upcoming;
}

/** On the day's grid, not on the waitlist beside it. */
const visitOf = (desk: Page, { name }: Known) =>
  desk.locator('[data-visit]').filter({ hasText: name }).first();

const offered = (app: Page) => app.getByRole('region', { name: 'A time is free for you' });

test('what is cancelled reaches the next on the waitlist, who books it from the text; of two who want it one gets it', async ({
  page: desk,
  browser,
}) => {
  const email = 'agent@lakeview.example';
  await signInStaff(desk, email);
  const anna = stranger('Anna Ahlberg', '1981-02-03');
  const bruno = stranger('Bruno Bergman', '1975-06-07');
  const clara = stranger('Clara Castellan', '1990-09-10');
  const diego = stranger('Diego Dahlgren', '1968-11-12');
  for (const one of [anna, bruno, clara, diego]) await register(desk, one);
  const annas = await appOf(browser, anna);
  const full = await fill(annas);
  await desk.goto(`/staff/schedule?date=${full.date}`);
  await expect(visitOf(desk, anna)).toBeAttached();

  const brunos = await appOf(browser, bruno);
  await test.step('the next joins the waitlist beside the times', async () => {
    await brunos.goto('/book');
    await brunos.getByRole('button', { name: full.type.nameEn }).first().click();
    await brunos.getByRole('button', { name: 'See times' }).click();
    await brunos.getByRole('button', { name: /Tell me when a time opens/ }).click();
    await brunos
      .getByRole('checkbox', { name: full.part === 'morning' ? 'Morning' : 'Afternoon' })
      .check({ force: true });
    await brunos.getByLabel('Who', { exact: true }).selectOption({ label: full.practitioner });
    await brunos.getByLabel('First day').fill(full.date);
    await brunos.getByLabel('Last day').fill(full.date);
    await expectAccessible(brunos);
    await brunos.getByRole('button', { name: 'Join the waitlist' }).click();
    await expect(brunos.getByRole('heading', { name: 'You are on the waitlist' })).toBeVisible();
    await expect(brunos.getByText(/in line$/).first()).toBeVisible();
    await brunos.getByRole('link', { name: 'Go to home' }).click();
    await expect(brunos.getByText('No visit is booked')).toBeVisible();
  });

  await test.step('a cancellation is offered by text and on the open screen, and taken from the text', async () => {
    const text = await textBecauseOf(bruno.phone, () => cancel(annas, full.appointmentId));
    await expect(offered(brunos).getByText(full.practitioner)).toBeVisible();
    await expect(offered(brunos).getByRole('timer')).toHaveText(/We keep it for you: (2\d|30):\d\d/);
    await expectAccessible(brunos);
    await reply(text, 'Y');
    const visit = brunos.getByRole('region', { name: 'Your next visit' });
    await expect(visit.getByText(full.practitioner)).toBeVisible();
    await expect(offered(brunos)).toHaveCount(0);
    await expect(visitOf(desk, bruno)).toBeAttached();
  });

  const claras = await appOf(browser, clara);
  const diegos = await appOf(browser, diego);
  const wish = {
    visitTypeId: full.type.visitTypeId,
    practitionerIds: [full.practitionerId],
    partsOfDay: [full.part],
    from: full.date,
    until: full.date,
  };
  for (const app of [claras, diegos]) await ask(app, 'scheduling/waitlist', wish);

  await test.step('who says no by text keeps the place, and the next is asked', async () => {
    const [visit] = await upcoming(brunos);
    // The screen of the one who says no hears of nothing from now on.
    await claras.route('**/api/v1/live', (route) => route.abort());
    const first = await textBecauseOf(clara.phone, () => cancel(brunos, visit?.appointmentId ?? ''));
    await claras.goto('/');
    await expect(offered(claras)).toBeVisible();
    await expect(offered(diegos)).toHaveCount(0);
    const second = await textBecauseOf(diego.phone, () => reply(first, 'N'));
    await expect(offered(diegos)).toBeVisible();
    await expect(offered(claras)).toBeVisible();

    await test.step('both want it at once, one on a screen that is behind, the other by text', async () => {
      await Promise.all([
        offered(claras).getByRole('button', { name: 'Take it' }).click(),
        reply(second, 'Y'),
      ]);
      await expect(
        diegos.getByRole('region', { name: 'Your next visit' }).getByText(full.practitioner),
      ).toBeVisible();
      await expect(claras.getByRole('heading', { name: 'You said no to this time' })).toBeVisible();
      await expect(claras.getByText(/You keep your place in line/)).toBeVisible();
      await expectAccessible(claras);
      expect(await upcoming(diegos)).toHaveLength(1);
      expect(await upcoming(claras)).toHaveLength(0);
      await claras.getByRole('link', { name: 'See the place in line' }).click();
      await expect(claras.getByText(/in line$/).first()).toBeVisible();
      await expect(visitOf(desk, diego)).toBeAttached();
    });
  });
});
