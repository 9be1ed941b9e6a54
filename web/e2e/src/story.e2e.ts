import { createReadStream, existsSync } from 'node:fs';
import { resolve } from 'node:path';
import { createInterface } from 'node:readline';
import { expect, signInStaff, test } from './support';
import { addresses, frontdesk } from './system';

const data = process.env.FRONTDESK_TEST_DATA ?? resolve(import.meta.dirname, '../../../../shared/data');
const patients = resolve(data, 'synthea-ma615/Patient.ndjson');
const clinicNumber = '+13125550100';

type Patient = { name: string; phone: string; birthDate: string; postalCode: string };

/** The first one in the file who is alive, has a phone nobody else in the file has, and a postal code. */
async function someone(): Promise<Patient> {
  const all: (Patient & { alive: boolean })[] = [];
  for await (const line of createInterface({ input: createReadStream(patients) })) {
    const p = JSON.parse(line);
    const digits = String(p.telecom?.[0]?.value ?? '').replace(/\D/g, '');
    all.push({
      name: `${p.name[0].given.join(' ')} ${p.name[0].family}`,
      phone: `+1${digits}`,
      birthDate: p.birthDate,
      postalCode: p.address?.[0]?.postalCode ?? '',
      alive: !p.deceasedDateTime && digits.length === 10,
    });
  }
  const found = all.find((p) => p.alive && p.postalCode && all.filter((o) => o.phone === p.phone).length === 1);
  if (!found) throw new Error('The file holds no patient for this story.');
  return found;
}

async function hands<T>(path: string, body?: unknown): Promise<T> {
  const response = await fetch(`${addresses.phone}/phone/api/${path}`, {
    method: body === undefined ? 'GET' : 'POST',
    ...(body === undefined
      ? {}
      : { headers: { 'content-type': 'application/json' }, body: JSON.stringify(body) }),
  });
  if (!response.ok) throw new Error(`${path}: ${response.status} ${await response.text()}`);
  return (await response.json()) as T;
}

test('a patient calls, proves who they are, gets a visit, sees it in the app and cancels it', async ({
  page: desk,
  browser,
}) => {
  test.skip(!existsSync(patients), `The patients of this story are not on this machine: ${patients}`);
  const report = frontdesk('import', 'patients', '--tenant', 'lakeview', patients);
  expect(report).toContain('615');
  const caller = await someone();

  const email = 'agent@lakeview.example';
  await signInStaff(desk, email, 'correct horse battery lakeview', frontdesk('code', email).trim());
  await desk.getByRole('button', { name: /^My status/ }).click();
  await desk.getByRole('menuitem', { name: 'Available' }).click();

  await test.step('the desk shows who it probably is before anyone answers', async () => {
    await hands('calls', { from: caller.phone, to: clinicNumber });
    await expect(desk.getByText('Incoming call')).toBeVisible();
    await expect(desk.getByText(caller.name).first()).toBeVisible();
    await expect(desk.getByText(caller.birthDate)).toHaveCount(0);
  });

  await test.step('a wrong birth date is refused, the right one unlocks', async () => {
    await desk.keyboard.press('a');
    const verify = desk.getByRole('region', { name: 'Who is calling?' });
    await verify.getByLabel('Birth date').fill('1901-01-01');
    await verify.getByLabel('Second identifier').selectOption('postal_code');
    await verify.getByLabel('ZIP code').fill(caller.postalCode);
    await verify.getByRole('button', { name: 'Verify' }).click();
    await expect(verify.getByText('These do not match')).toBeVisible();
    await expect(desk.getByText('Locked')).toBeVisible();
    await verify.getByLabel('Birth date').fill(caller.birthDate);
    await verify.getByRole('button', { name: 'Verify' }).click();
    await expect(desk.getByText('Open times that fit')).toBeVisible();
  });

  await test.step('a time is held, booked, and the call is written up', async () => {
    const times = desk.locator('#book');
    await times.getByRole('listitem').first().getByRole('button').click();
    await expect(times.getByRole('timer')).toBeVisible();
    await times.getByRole('button', { name: 'Book' }).click();
    await expect(times.getByRole('timer')).toHaveCount(0);
    await desk.getByRole('button', { name: 'Hang up' }).first().click();
    await desk.getByLabel('How it ended').selectOption({ label: 'Booked a visit' });
    await desk.getByLabel('What it was about').fill('First visit.');
    await desk.getByRole('button', { name: 'Save and finish' }).click();
    await expect(desk.getByText('Ready for the next call')).toBeVisible();
  });

  await test.step('the agent opens the chart for a reason and leaves it open', async () => {
    await desk.keyboard.press('g');
    await desk.keyboard.press('p');
    await desk.getByRole('searchbox', { name: 'Find a patient' }).fill(caller.phone);
    await desk.getByRole('link', { name: new RegExp(caller.name) }).first().click();
    const reason = desk.getByLabel(/reason/i);
    if (await reason.isVisible()) {
      await reason.fill('Checking the new visit');
      await desk.getByRole('button', { name: /open/i }).click();
    }
    await expect(desk.getByRole('heading', { name: 'Upcoming visits' })).toBeVisible();
  });

  const app = await (await browser.newContext()).newPage();
  await test.step('the patient signs in with the texted code and sees the visit', async () => {
    await app.goto(`${addresses.staff}/`);
    await app.getByLabel('Phone number').fill(caller.phone);
    await app.getByRole('button', { name: 'Text me a code' }).click();
    const code = await expect
      .poll(async () => {
        const texts = await hands<{ body: string }[]>(`texts?party=${encodeURIComponent(caller.phone)}`);
        return texts.map((text) => /\b(\d{6})\b/.exec(text.body)?.[1]).find(Boolean);
      })
      .toBeTruthy()
      .then(() => hands<{ body: string }[]>(`texts?party=${encodeURIComponent(caller.phone)}`))
      .then((texts) => texts.map((text) => /\b(\d{6})\b/.exec(text.body)?.[1]).find(Boolean) ?? '');
    await app.getByLabel('Six-digit code').fill(code);
    await app.getByLabel('Your birth date').fill(caller.birthDate);
    await app.getByRole('button', { name: 'Sign in' }).click();
    await expect(app.getByText('Your next visit')).toBeVisible();
  });

  await test.step('cancels it, and the desk shows that without a reload', async () => {
    await app.getByRole('link', { name: 'See this visit' }).click();
    await app.getByRole('button', { name: 'Cancel this visit' }).click();
    await app.getByRole('button', { name: 'Yes, cancel it' }).click();
    await expect(app.getByText('Cancelled').first()).toBeVisible();
    await expect(desk.getByText('Cancelled').first()).toBeVisible();
  });

  await test.step('the record names each look', async () => {
    await app.getByRole('link', { name: 'You' }).click();
    await app.getByRole('link', { name: 'Who looked at my record' }).click();
    await expect(app.getByText('For your care').first()).toBeVisible();
  });
});
