import { existsSync } from 'node:fs';
import { type Browser, type BrowserContext, expect, type Page, test } from '@playwright/test';
import { parent, patients, someone } from './people';
import { ask, expectAccessible, signInPatient, signInStaff } from './support';
import { addresses, frontdesk } from './system';

// Every screen in both languages, light and dark, on the widths people have: nothing hangs over the side, and a picture
// is kept in test-results/walk for the eye. axe finds nothing in either language, in either light, and on any width.
const languages = ['en', 'es'] as const;
const themes = ['light', 'dark'] as const;

/** `press`: what is pressed at the address to come to the screen, whatever the language. */
type Screen = { name: string; path: string; press?: (page: Page) => Promise<void> };

/** A day on which the demo's practitioners work. */
function nextTuesday(): string {
  const day = new Date();
  day.setUTCDate(day.getUTCDate() + 1 + ((9 - day.getUTCDay() - 1) % 7));
  return day.toISOString().slice(0, 10);
}

const staffScreens: Screen[] = [
  { name: 'desk', path: '/staff/' },
  { name: 'patients', path: '/staff/patients' },
  { name: 'register', path: '/staff/patients/register' },
  { name: 'today', path: '/staff/today' },
  { name: 'schedule', path: `/staff/schedule?date=${nextTuesday()}` },
  { name: 'schedule-week', path: `/staff/schedule?date=${nextTuesday()}&view=week` },
  { name: 'schedule-today', path: '/staff/schedule' },
  { name: 'not-found', path: '/staff/nowhere' },
];
const withWaitlist = async (page: Page) => {
  await page.evaluate(() => localStorage.setItem('frontdesk.waitlist', 'on'));
  await page.reload();
  // Beside the schedule or, on a narrow screen, over it.
  await expect(page.locator('section > h3').first()).toBeVisible();
};
const toEntry = async (page: Page) => {
  await page.setViewportSize(desktops.desktop);
  await withWaitlist(page);
  await page.locator('li button[aria-expanded=false]').first().click();
};
const withoutWaitlist = (page: Page) =>
  page.evaluate(() => localStorage.setItem('frontdesk.waitlist', 'off'));

/** What the desk has to show of one who asked for a visit and waits for another. */
async function askAndWait(page: Page): Promise<Screen[]> {
  type Found = { results: { patientId: string }[] };
  type Items = { items: { itemId: string; kind: string; patientId: string }[] };
  const { results } = await ask<Found>(page, 'patients/search', { query: 'ma', limit: 20 });
  const patientId = results.at(-1)?.patientId ?? '';
  await ask(page, `patients/${patientId}/open`, { reason: 'asks for a visit' });
  const { visitTypes } = await ask<{ visitTypes: { visitTypeId: string; patientsMayRequest: boolean }[] }>(
    page,
    'scheduling/visit-types',
  );
  const visitTypeId = visitTypes.find((type) => type.patientsMayRequest)?.visitTypeId;
  const note = 'After school, please.';
  await ask(page, 'scheduling/requests', { patientId, visitTypeId, partsOfDay: ['morning'], note });
  await ask(page, 'scheduling/waitlist', { patientId, visitTypeId, weekdays: [2, 4] });
  const { items } = await ask<Items>(page, 'worklist/items');
  const item = items.find((one) => one.patientId === patientId)?.itemId;
  const schedule = `/staff/schedule?date=${nextTuesday()}`;
  return [
    { name: 'requests', path: '/staff/requests', press: withoutWaitlist },
    { name: 'requests-mine', path: '/staff/requests?mine=true' },
    { name: 'request', path: `/staff/requests?item=${item}` },
    { name: 'request-gone', path: `/staff/requests?item=${crypto.randomUUID()}` },
    { name: 'schedule-waitlist', path: schedule, press: withWaitlist },
    { name: 'schedule-waitlist-entry', path: schedule, press: toEntry },
    { name: 'chart', path: `/staff/patients/${patientId}`, press: withoutWaitlist },
  ];
}

const next = (page: Page) => page.locator('main button[type=submit]').click();
const toWho = (page: Page) => page.locator('main section').first().locator('li button').first().click();
const toTimes = async (page: Page) => {
  await toWho(page);
  await next(page);
  await expect(page.locator('main fieldset button').first()).toBeVisible();
};
const toWaitlist = async (page: Page) => {
  await toTimes(page);
  // Under the soonest times.
  await page.locator('main section').first().locator('> div button').click();
  await expect(page.locator('main input[type=checkbox]').first()).toBeAttached();
};
const toRequest = (page: Page) => page.locator('main section').last().locator('li button').first().click();

const patientScreens: Screen[] = [
  { name: 'home', path: '/' },
  { name: 'book', path: '/book' },
  { name: 'book-who', path: '/book', press: toWho },
  { name: 'book-times', path: '/book', press: toTimes },
  { name: 'book-waitlist', path: '/book', press: toWaitlist },
  { name: 'book-request', path: '/book', press: toRequest },
  { name: 'visits', path: '/visits' },
  { name: 'you', path: '/you' },
  { name: 'access-log', path: '/you/access-log' },
  { name: 'offer-over', path: `/offers/${crypto.randomUUID()}` },
  { name: 'waiting-over', path: `/waiting/${crypto.randomUUID()}` },
  { name: 'not-found', path: '/nowhere' },
];
const signIn = (path: string): Screen[] => [{ name: 'sign-in', path }];

const desktops = { desktop: { width: 1440, height: 900 }, narrow: { width: 1024, height: 768 } };
/** `text`: how large, in per cent of what is usual. */
type Size = { width: number; height: number; text?: number };
const phones: Record<string, Size> = {
  phone: { width: 390, height: 844 },
  small: { width: 320, height: 640 },
  large: { width: 375, height: 812, text: 200 },
  desktop: { width: 1280, height: 800 },
};

async function look(page: Page, app: string, screens: Screen[], sizes: Record<string, Size>) {
  for (const language of languages) {
    for (const theme of themes) {
      await page.emulateMedia({ colorScheme: theme, reducedMotion: 'reduce' });
      await page.evaluate((chosen) => localStorage.setItem('frontdesk.language', chosen), language);
      for (const screen of screens) {
        // Anew: to come where one is already is a reload, which a booking that was begun survives.
        await page.goto('about:blank');
        await page.goto(screen.path);
        await screen.press?.(page);
        await expect(page.locator('main h1, section h1, main h2').first()).toBeAttached();
        await expect(page.getByText(/^(Loading|Cargando)$/)).toHaveCount(0);
        await expect(page.locator('html')).toHaveAttribute('lang', language);
        for (const [at, [size, { text = 100, ...viewport }]] of Object.entries(sizes).entries()) {
          await page.setViewportSize(viewport);
          await page.evaluate((large) => {
            document.documentElement.style.fontSize = `${large}%`;
          }, text);
          const name = `${app}-${screen.name}-${language}-${theme}-${size}`;
          await page.screenshot({ path: `test-results/walk/${name}.png` });
          await test.step(name, async () => {
            // On the other widths in one language and light: no rule of axe is about all three at once.
            if (at === 0 || (language === 'en' && theme === 'light')) await expectAccessible(page);
            const over = await page.evaluate(() => document.documentElement.scrollWidth - innerWidth);
            expect(over, 'pixels hanging over the side').toBeLessThanOrEqual(0);
          });
        }
      }
    }
  }
}

async function within(
  browser: Browser,
  path: string,
  work: (page: Page, context: BrowserContext) => Promise<void>,
) {
  const context = await browser.newContext({ baseURL: addresses.staff, locale: 'en-US' });
  const page = await context.newPage();
  await page.goto(path);
  await work(page, context);
  await context.close();
}

type VisitType = { visitTypeId: string; patientsMay: string; openTo: string; capacity: number };

/** What anybody may book, by the visit. */
async function bookable(page: Page): Promise<string[]> {
  const { visitTypes } = await ask<{ visitTypes: VisitType[] }>(page, 'scheduling/visit-types');
  return visitTypes
    .filter((type) => type.patientsMay === 'book' && type.openTo !== 'established' && type.capacity === 1)
    .map((type) => type.visitTypeId);
}

const myself = async (page: Page) => (await ask<{ patientId: string }>(page, 'identity/session')).patientId;

/** Books the soonest time of a kind of visit, as the app would; answers the visit's id. */
async function bookSoonest(page: Page, visitTypeId: string, patientId: string): Promise<string> {
  type Time = { startsAt: string; practitionerId: string; locationId: string };
  const { times } = await ask<{ times: Time[] }>(page, `scheduling/times?visitTypeId=${visitTypeId}&limit=1`);
  const { startsAt, practitionerId, locationId } = times[0] as Time;
  const held = { visitTypeId, startsAt, practitionerId, locationId, patientId };
  const { holdId } = await ask<{ holdId: string }>(page, 'scheduling/holds', held);
  const booking = { holdId, patientId };
  return (await ask<{ appointmentId: string }>(page, 'scheduling/appointments', booking)).appointmentId;
}

/** Waits for any time, of which there is one: the ids of the place in line and of the offer. */
async function waitForOffer(
  page: Page,
  visitTypeId: string,
  patientId: string,
): Promise<{ waitlistId: string; offerId: string }> {
  const wish = { visitTypeId, patientId };
  const { waitlistId } = await ask<{ waitlistId: string }>(page, 'scheduling/waitlist', wish);
  const offers = async () =>
    (
      await ask<{ offers: { offerId: string }[] }>(page, `scheduling/patients/${patientId}/waitlist`)
    ).offers.map((offer) => offer.offerId);
  await expect.poll(offers, { timeout: 30_000 }).not.toHaveLength(0);
  return { waitlistId, offerId: (await offers())[0] ?? '' };
}

test.describe.configure({ timeout: 600_000 });

test('the sign-in screens', async ({ browser }) => {
  await within(browser, '/staff/sign-in', (page) => look(page, 'staff', signIn('/staff/sign-in'), desktops));
  await within(browser, '/sign-in', (page) => look(page, 'patient', signIn('/sign-in'), phones));
});

test('the desk', async ({ browser }) => {
  await within(browser, '/staff/', async (page) => {
    const email = 'agent2@lakeview.example';
    await signInStaff(page, email);
    await look(page, 'staff', [...staffScreens, ...(await askAndWait(page))], desktops);
  });
});

/** What the settings show of each kind; a room and a holiday are made where the clinic has none. */
async function settingsScreens(page: Page): Promise<Screen[]> {
  type SetUp = {
    locations: { locationId: string }[];
    holidays: unknown[];
    practitioners: { practitionerId: string }[];
    rooms: { roomId: string }[];
    visitTypes: { visitTypeId: string }[];
  };
  const setUp = () => ask<SetUp>(page, 'scheduling/set-up');
  const { locations, holidays, rooms } = await setUp();
  const locationId = locations[0]?.locationId;
  const christmas = `${new Date().getUTCFullYear() + 1}-12-25`;
  if (rooms.length === 0)
    await ask(page, 'scheduling/rooms', { name: 'Exam 1', kind: 'room', category: 'exam', locationId });
  if (holidays.length === 0) await ask(page, 'scheduling/holidays', { day: christmas, name: 'Christmas' });
  const made = await setUp();
  const who = `practitioners/${made.practitioners[0]?.practitionerId}`;
  const paths: Record<string, string> = {
    sites: '',
    site: `sites/${locationId}`,
    'site-new': 'sites/new',
    holidays: `holidays/${christmas.slice(0, 4)}`,
    'holidays-none': 'holidays/2001',
    practitioners: 'practitioners',
    practitioner: who,
    'practitioner-hours': `${who}/hours`,
    'practitioner-exceptions': `${who}/exceptions`,
    'practitioner-calendars': `${who}/calendars`,
    'practitioner-new': 'practitioners/new',
    rooms: 'rooms',
    room: `rooms/${made.rooms[0]?.roomId}`,
    'room-new': 'rooms/new',
    'visit-types': 'visit-types',
    'visit-type': `visit-types/${made.visitTypes[0]?.visitTypeId}`,
    'visit-type-new': 'visit-types/new',
    nothing: 'rooms/nothing',
  };
  return Object.entries(paths).map(([name, path]) => ({
    name: `settings-${name}`,
    path: `/staff/settings/${path}`,
  }));
}

test('the settings', async ({ browser }) => {
  await within(browser, '/staff/', async (page) => {
    const email = 'admin@lakeview.example';
    await signInStaff(page, email);
    await look(page, 'staff', await settingsScreens(page), desktops);
  });
  // Whoever may not see them is told who can grant it.
  await within(browser, '/staff/', async (page) => {
    const email = 'supervisor@lakeview.example';
    await signInStaff(page, email);
    await look(page, 'staff', [{ name: 'settings-not-allowed', path: '/staff/settings' }], desktops);
  });
});

test('the patient app', async ({ browser }) => {
  test.skip(!existsSync(patients), `The patients of this walk are not on this machine: ${patients}`);
  frontdesk('import', 'patients', '--tenant', 'lakeview', patients);
  await within(browser, '/', async (page) => {
    await signInPatient(page, await someone());
    const [first = '', second = ''] = await bookable(page);
    const me = await myself(page);
    const visit = `/visits/${await bookSoonest(page, first, me)}`;
    const screens = [
      { name: 'visit', path: visit },
      { name: 'move', path: `${visit}/move` },
      { name: 'earlier', path: `${visit}/earlier` },
    ];
    await look(page, 'patient', [...patientScreens, ...screens], phones);
    const { waitlistId, offerId } = await waitForOffer(page, second, me);
    const offered = [
      { name: 'home-offer', path: '/' },
      { name: 'visits-offer', path: '/visits' },
      { name: 'offer', path: `/offers/${offerId}` },
      { name: 'waiting', path: `/waiting/${waitlistId}` },
    ];
    await look(page, 'patient', offered, phones);
  });
});

test('the patient app of who acts for others', async ({ browser }) => {
  await within(browser, '/', async (page) => {
    await signInPatient(page, parent);
    type Me = { actsFor: { patientId: string; name: string }[] };
    const { actsFor } = await ask<Me>(page, 'patients/me');
    const child = actsFor.find((one) => one.name === parent.child)?.patientId ?? '';
    const [first = '', second = ''] = await bookable(page);
    const visit = `/visits/${await bookSoonest(page, first, child)}`;
    await bookSoonest(page, first, await myself(page));
    await ask(page, 'scheduling/requests', { visitTypeId: first, patientId: child });
    const forChild = (then: (page: Page) => Promise<void>) => async (shown: Page) => {
      await shown.getByRole('button', { name: parent.child }).click();
      await then(shown);
    };
    const toHeld = async (shown: Page) => {
      await toTimes(shown);
      await shown.locator('main li button').first().click();
      await expect(shown.getByRole('timer')).toBeVisible();
    };
    const cancelling = (shown: Page) => shown.locator('main button.text-danger').click();
    const screens: Screen[] = [
      { name: 'home', path: '/' },
      { name: 'visits', path: '/visits' },
      { name: 'visit', path: visit },
      { name: 'cancel', path: visit, press: cancelling },
      { name: 'move', path: `${visit}/move` },
      { name: 'earlier', path: `${visit}/earlier` },
      { name: 'book-whom', path: '/book' },
      { name: 'book', path: '/book', press: forChild(async () => {}) },
      { name: 'book-who', path: '/book', press: forChild(toWho) },
      { name: 'book-held', path: '/book', press: forChild(toHeld) },
      { name: 'book-request', path: '/book', press: forChild(toRequest) },
      { name: 'you', path: '/you' },
    ];
    await look(page, 'family', screens, phones);
    const { waitlistId, offerId } = await waitForOffer(page, second, child);
    const offered = [
      { name: 'home-offer', path: '/' },
      { name: 'offer', path: `/offers/${offerId}` },
      { name: 'waiting', path: `/waiting/${waitlistId}` },
    ];
    await look(page, 'family', offered, phones);
  });
});
