import { existsSync } from 'node:fs';
import { type Browser, type BrowserContext, expect, type Page, test } from '@playwright/test';
import { patients, someone } from './people';
import { expectAccessible, signInPatient, signInStaff } from './support';
import { addresses, frontdesk } from './system';

// Every screen in both languages, light and dark, on the widths people have: axe finds nothing, nothing hangs over
// the side, and a picture is kept in test-results/walk for the eye.
const languages = ['en', 'es'] as const;
const themes = ['light', 'dark'] as const;

type Screen = { name: string; path: string };

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
const patientScreens: Screen[] = [
  { name: 'home', path: '/' },
  { name: 'book', path: '/book' },
  { name: 'visits', path: '/visits' },
  { name: 'you', path: '/you' },
  { name: 'access-log', path: '/you/access-log' },
  { name: 'not-found', path: '/nowhere' },
];
const signIn = (path: string): Screen[] => [{ name: 'sign-in', path }];

const desktops = { desktop: { width: 1440, height: 900 }, narrow: { width: 1024, height: 768 } };
const phones = {
  phone: { width: 390, height: 844 },
  small: { width: 320, height: 640 },
  desktop: { width: 1280, height: 800 },
};

async function look(
  page: Page,
  app: string,
  screens: Screen[],
  sizes: Record<string, { width: number; height: number }>,
) {
  for (const language of languages) {
    for (const theme of themes) {
      await page.emulateMedia({ colorScheme: theme, reducedMotion: 'reduce' });
      await page.evaluate((chosen) => localStorage.setItem('frontdesk.language', chosen), language);
      for (const screen of screens) {
        await page.goto(screen.path);
        await expect(page.locator('main h1, section h1, main h2').first()).toBeAttached();
        await expect(page.getByText(/^(Loading|Cargando)$/)).toHaveCount(0);
        await expect(page.locator('html')).toHaveAttribute('lang', language);
        for (const [size, viewport] of Object.entries(sizes)) {
          await page.setViewportSize(viewport);
          const name = `${app}-${screen.name}-${language}-${theme}-${size}`;
          await page.screenshot({ path: `test-results/walk/${name}.png` });
          await test.step(name, async () => {
            await expectAccessible(page);
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

/** Books the soonest time of the first kind of visit, as the app would; answers the visit's id. */
async function bookSoonest(page: Page): Promise<string> {
  return await page.evaluate(async () => {
    const ask = async (path: string, body?: unknown) => {
      const answer = await fetch(`/api/v1/${path}`, {
        headers: { 'content-type': 'application/json', 'x-frontdesk': '1' },
        ...(body ? { method: 'POST', body: JSON.stringify(body) } : {}),
      });
      return await answer.json();
    };
    const { patientId } = await ask('identity/session');
    const { visitTypes } = await ask('scheduling/visit-types');
    const { visitTypeId } = visitTypes[0];
    const { times } = await ask(`scheduling/times?visitTypeId=${visitTypeId}&limit=1`);
    const { startsAt, practitionerId, locationId } = times[0];
    const { holdId } = await ask('scheduling/holds', { visitTypeId, startsAt, practitionerId, locationId });
    return (await ask('scheduling/appointments', { holdId, patientId })).appointmentId as string;
  });
}

test.describe.configure({ timeout: 600_000 });

test('the sign-in screens', async ({ browser }) => {
  await within(browser, '/staff/sign-in', (page) => look(page, 'staff', signIn('/staff/sign-in'), desktops));
  await within(browser, '/sign-in', (page) => look(page, 'patient', signIn('/sign-in'), phones));
});

test('the desk', async ({ browser }) => {
  await within(browser, '/staff/', async (page) => {
    const email = 'agent2@lakeview.example';
    await signInStaff(page, email, 'correct horse battery lakeview', frontdesk('code', email).trim());
    await look(page, 'staff', staffScreens, desktops);
  });
});

test('the patient app', async ({ browser }) => {
  test.skip(!existsSync(patients), `The patients of this walk are not on this machine: ${patients}`);
  frontdesk('import', 'patients', '--tenant', 'lakeview', patients);
  await within(browser, '/', async (page) => {
    await signInPatient(page, await someone());
    const visit = `/visits/${await bookSoonest(page)}`;
    await look(
      page,
      'patient',
      [...patientScreens, { name: 'visit', path: visit }, { name: 'move', path: `${visit}/move` }],
      phones,
    );
  });
});
