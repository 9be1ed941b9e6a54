import { ask, expect, expectAccessible, goByKeys, signInStaff, test } from './support';

type Found = { results: { patientId: string; name: string }[] };
type VisitType = { visitTypeId: string; nameEn: string; patientsMayRequest: boolean; capacity: number };

test('a visit that was asked for: found, taken, booked and closed by keyboard, and the list tells all', async ({
  page,
  browser,
}) => {
  const email = 'agent2@lakeview.example';
  await signInStaff(page, email);
  const { results } = await ask<Found>(page, 'patients/search', { query: 'ra', limit: 20 });
  const [patient] = results;
  if (!patient) throw new Error('The demo knows nobody whose name begins so.');
  const { visitTypes } = await ask<{ visitTypes: VisitType[] }>(page, 'scheduling/visit-types');
  const type = visitTypes.find((one) => one.patientsMayRequest && one.capacity === 1);
  if (!type) throw new Error('The demo has no visit that can be asked for.');
  await ask(page, `patients/${patient.patientId}/open`, { reason: 'asks for a visit' });

  const colleague = await (
    await browser.newContext({ storageState: await page.context().storageState() })
  ).newPage();
  await colleague.goto('/staff/requests');
  await ask(page, 'scheduling/requests', {
    patientId: patient.patientId,
    visitTypeId: type.visitTypeId,
    note: 'After school, please.',
  });
  const theirs = colleague.getByRole('link', { name: new RegExp(`${patient.name}.*${type.nameEn}`) });

  await test.step('every desk hears of it', async () => {
    await expect(theirs).toBeVisible();
    await expect(page.getByRole('link', { name: /^Requests \d/ })).toBeVisible();
  });

  await test.step('G R, J and Enter open it; T takes it', async () => {
    const row = page.getByRole('link', { name: new RegExp(`${patient.name}.*${type.nameEn}`) });
    await goByKeys(page, 'r', row);
    for (let step = 0; step < 50; step++) {
      await page.keyboard.press('j');
      if (await row.evaluate((element) => element === document.activeElement)) break;
    }
    await page.keyboard.press('Enter');
    await expect(page.getByText('After school, please.')).toBeVisible();
    await expectAccessible(page);
    await page.keyboard.press('t');
    await expect(page.getByRole('main').getByText('Yours')).toBeVisible();
    await expect(theirs).toContainText('Yours');
  });

  await test.step('the chart opens for a reason, and what was asked for is looked for', async () => {
    await page.keyboard.press('b');
    await page.keyboard.press('Tab');
    await page.keyboard.press('Enter');
    const times = page.locator('#book').getByRole('listitem');
    await expect(times.first()).toBeVisible();
    await expect(page.locator('#book').getByLabel('Visit')).toHaveValue(type.visitTypeId);
    await times.first().getByRole('button').focus();
    await page.keyboard.press('Enter');
    await expect(page.getByRole('timer')).toBeVisible();
    await expectAccessible(page);
    await page.keyboard.press('Enter');
    await expect(page.getByText(/^Booked: /)).toBeVisible();
  });

  await test.step('Enter closes it, and it leaves every desk', async () => {
    await expect(page.getByRole('button', { name: /^Done/ })).toBeFocused();
    await expectAccessible(page);
    await page.keyboard.press('Enter');
    await expect(theirs).toHaveCount(0);
  });
});

test('the waitlist beside the schedule: somebody is added, and every desk sees it', async ({ page }) => {
  const email = 'supervisor@lakeview.example';
  await signInStaff(page, email);
  await goByKeys(page, 's', page.getByRole('button', { name: 'Waitlist' }));
  await page.keyboard.press('l');
  const waitlist = page.getByRole('region', { name: 'Waitlist' });
  await waitlist.getByRole('button', { name: 'Add' }).click();
  const dialog = page.getByRole('dialog');
  await dialog.getByLabel('Find a patient').fill('jo');
  const found = dialog.getByRole('listitem').first().getByRole('button');
  const name = (await found.locator('span').first().textContent()) ?? '';
  await found.click();
  await dialog.getByRole('button', { name: 'Open the chart' }).click();
  await dialog.getByLabel('Sat').check();
  await dialog.getByLabel('Sun').check();
  await expectAccessible(page);
  await dialog.getByRole('button', { name: 'Put on the waitlist' }).click();
  await expect(dialog).toHaveCount(0);
  const entry = waitlist.getByRole('listitem').filter({ hasText: name }).filter({ hasText: 'Sat, Sun' });
  await expect(entry).toBeVisible();
  await entry.getByRole('button', { name: /^What can be done for/ }).click();
  await entry.getByRole('button', { name: 'Urgent' }).click();
  await expect(entry.getByRole('button', { name: 'Urgent', pressed: true })).toBeVisible();
  await expectAccessible(page);
  await entry.getByRole('button', { name: 'Take off the list' }).click();
  await entry.getByRole('button', { name: 'Take off the list' }).click();
  await expect(entry).toHaveCount(0);
});
