import { existsSync } from 'node:fs';
import { parent, patients, someone } from './people';
import { expect, expectAccessible, goByKeys, signInPatient, signInStaff, test } from './support';
import { addresses, frontdesk } from './system';
import { hands } from './telephone';

const clinicNumber = '+13125550100';

test('a patient calls, proves who they are, gets a visit, sees it in the app and cancels it', async ({
  page: desk,
  browser,
}) => {
  test.skip(!existsSync(patients), `The patients of this story are not on this machine: ${patients}`);
  const report = frontdesk('import', 'patients', '--tenant', 'lakeview', patients);
  expect(report).toContain('615');
  const caller = await someone();

  const email = 'agent@lakeview.example';
  await signInStaff(desk, email);
  await desk.getByRole('button', { name: /^My status/ }).click();
  await desk.getByRole('menuitemradio', { name: 'Available' }).click();

  await test.step('the desk shows who it probably is before anyone answers', async () => {
    await hands('calls', { from: caller.phone, to: clinicNumber });
    await expect(desk.getByText('Incoming call')).toBeVisible();
    await expect(desk.getByText(caller.name).first()).toBeVisible();
    await expect(desk.getByText(caller.birthDate)).toHaveCount(0);
    await expectAccessible(desk);
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
    await expectAccessible(desk);
    await verify.getByLabel('Birth date').fill(caller.birthDate);
    await verify.getByRole('button', { name: 'Verify' }).click();
    await expect(desk.getByText('Open times that fit')).toBeVisible();
  });

  await test.step('a time is held, booked, and the call is written up', async () => {
    const times = desk.locator('#book');
    await times.getByRole('listitem').first().getByRole('button').click();
    await expect(times.getByRole('timer')).toBeVisible();
    await expectAccessible(desk);
    await times.getByRole('button', { name: 'Book' }).click();
    await expect(times.getByRole('timer')).toHaveCount(0);
    await desk.getByRole('button', { name: 'Hang up' }).first().click();
    await desk.getByLabel('How it ended').selectOption({ label: 'Booked a visit' });
    await desk.getByLabel('What it was about').fill('First visit.');
    await desk.getByRole('button', { name: 'Save and finish' }).click();
    await expect(desk.getByText('Ready for the next call')).toBeVisible();
  });

  await test.step('the agent opens the chart for a reason and leaves it open', async () => {
    const search = desk.getByRole('searchbox', { name: 'Find a patient' });
    await goByKeys(desk, 'p', search);
    await search.fill(caller.phone);
    await desk.getByRole('button', { name: caller.name }).first().click();
    await desk.getByRole('combobox', { name: 'Reason' }).selectOption({ label: 'Working on an appointment' });
    await desk.getByRole('button', { name: 'Open the chart' }).click();
    await expect(desk.getByRole('heading', { name: 'Upcoming visits' })).toBeVisible();
  });

  const app = await (await browser.newContext()).newPage();
  await test.step('the patient signs in with the texted code and sees the visit', async () => {
    await app.goto(`${addresses.staff}/`);
    await signInPatient(app, caller);
    await expect(app.getByRole('region', { name: 'Your next visit' })).toBeVisible();
  });

  await test.step('moves it: the old time is kept until the new one is theirs', async () => {
    await app.getByRole('link', { name: 'See this visit' }).click();
    await app.getByRole('link', { name: 'Move this visit' }).click();
    await app.locator('main li button').last().click();
    await expect(app.getByRole('timer')).toBeVisible();
    await expect(app.getByRole('region', { name: 'The visit now' })).toBeVisible();
    await expect(app.getByRole('region', { name: 'New time' })).toBeVisible();
    await expectAccessible(app);
    const before = await desk.getByRole('main').textContent();
    await app.getByRole('button', { name: 'Move to the new time' }).click();
    await expect(app.getByRole('heading', { name: 'Your visit is moved' })).toBeVisible();
    await expectAccessible(app);
    await expect.poll(() => desk.getByRole('main').textContent()).not.toBe(before);
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

test('a parent signs in, books for her child, reads everywhere whose visit it is, and cancels it', async ({
  page: app,
}) => {
  const { child } = parent;
  await app.setViewportSize({ width: 390, height: 844 });
  await app.goto('/');
  await signInPatient(app, parent);
  await app.getByRole('link', { name: 'Book a visit' }).last().click();

  await test.step('booking begins with for whom, by keyboard too', async () => {
    await expect(app.getByRole('heading', { name: 'Who is it for?' })).toBeVisible();
    await expectAccessible(app);
    await app.getByRole('button', { name: child }).focus();
    await app.keyboard.press('Enter');
    await expect(app.getByText(`For ${child}`)).toBeVisible();
  });

  await test.step('the time is held and booked for the child', async () => {
    await app.getByRole('button', { name: 'Well-child visit' }).click();
    await app.getByRole('button', { name: 'See times' }).click();
    await app.locator('main li button').first().click();
    await expect(app.getByRole('timer')).toBeVisible();
    await expect(app.getByText(`For ${child}`)).toBeVisible();
    await expectAccessible(app);
    await app.getByRole('button', { name: 'Book this visit' }).click();
    await expect(app.getByRole('heading', { name: `The visit for ${child} is booked` })).toBeVisible();
  });

  await app.getByRole('link', { name: 'See this visit' }).click();
  await expect(app.getByText(child)).toBeVisible();
  await expectAccessible(app);
  const visit = new URL(app.url()).pathname;
  await app.getByRole('link', { name: 'Visits' }).last().click();
  const row = app.locator(`a[href="${visit}"]`);
  await expect(row).toContainText(`For ${child}`);

  await test.step('it is cancelled as the child’s', async () => {
    await row.click();
    const cancel = app.getByRole('button', { name: 'Cancel this visit' });
    await cancel.click();
    await app.getByRole('button', { name: 'Keep this visit' }).click();
    await expect(cancel).toBeFocused();
    await cancel.click();
    await expect(app.getByRole('alertdialog')).toContainText(`For ${child}`);
    await expectAccessible(app);
    await app.getByRole('button', { name: 'Yes, cancel it' }).click();
    await expect(app.getByText('Cancelled').first()).toBeVisible();
    await expect(app.getByRole('button', { name: 'Cancel this visit' })).toHaveCount(0);
  });
});
