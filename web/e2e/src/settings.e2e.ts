import type { Page } from '@playwright/test';
import { ask, expect, expectAccessible, goByKeys, signInStaff, test } from './support';

type Booked = { appointments: { status: string }[] };

/** A day in two to five weeks on which patients are booked. */
async function busyDay(page: Page): Promise<string> {
  for (let days = 14; days < 35; days++) {
    const date = new Date(Date.now() + days * 86_400_000).toISOString().slice(0, 10);
    const { appointments } = await ask<Booked>(page, `scheduling/appointments?from=${date}`);
    if (appointments.filter(({ status }) => status === 'booked').length > 2) return date;
  }
  throw new Error('The demo has no day with booked visits.');
}

const stranded = async (page: Page) =>
  (await ask<{ items: unknown[] }>(page, 'worklist/items?kind=stranded_visit')).items.length;

test('the settings: a holiday shows whom it strands before it is saved, and every save can be taken back', async ({
  page,
  context,
}) => {
  const email = 'admin@lakeview.example';
  await signInStaff(page, email);
  await goByKeys(page, ',', page.getByRole('heading', { name: 'Sites' }));
  const day = await busyDay(page);
  const before = await stranded(page);
  const dialog = page.getByRole('alertdialog');
  let count = 0;

  const addHoliday = async () => {
    await page.getByRole('button', { name: 'Add the holiday' }).click();
    await expect(dialog).toBeVisible();
  };

  await test.step('the visits of the day are named before anything is changed', async () => {
    await page.getByRole('link', { name: 'Holidays' }).click();
    await page.getByLabel('Day', { exact: true }).fill(day);
    await page.getByLabel('Name', { exact: true }).fill('Snow day');
    await addHoliday();
    const title = (await dialog.getByRole('heading').textContent()) ?? '';
    expect(title).toMatch(/^\d+ visits would be outside of hours$/);
    count = Number.parseInt(title, 10);
    expect(count).toBeGreaterThan(2);
    await expectAccessible(page);
    await page.keyboard.press('Escape');
    await expect(dialog).toHaveCount(0);
    expect(await stranded(page)).toBe(before);
    await expect(page.getByRole('button', { name: 'Remove Snow day' })).toHaveCount(0);
  });

  const desk = await context.newPage();
  await test.step('saved, they are requests of the front desk', async () => {
    await addHoliday();
    await dialog.getByRole('button', { name: 'Save', exact: true }).click();
    await expect(page.getByText(`${count} visits became requests for the front desk.`)).toBeVisible();
    await expect(page.getByRole('button', { name: 'Remove Snow day' })).toBeVisible();
    await expectAccessible(page);
    await desk.goto('/staff/requests');
    await expect(desk.getByRole('button', { name: `Stranded ${before + count}` })).toBeVisible();
  });

  await test.step('undone, they are none any more, and the desk sees that without a reload', async () => {
    await page.locator('main').click({ position: { x: 5, y: 5 } });
    await page.keyboard.press('u');
    await expect(page.getByText('Put back: Snow day.')).toBeVisible();
    await expect(page.getByRole('button', { name: 'Remove Snow day' })).toHaveCount(0);
    await expect(desk.getByRole('button', { name: `Stranded ${before}` })).toBeVisible();
    await desk.close();
  });

  await test.step('a visit type is found, changed, and put back as it was', async () => {
    await page.getByRole('searchbox', { name: 'Find a setting' }).fill('vaccin');
    await page.getByRole('link', { name: 'Vaccination' }).click();
    const length = page.getByLabel('Length, min');
    const former = await length.inputValue();
    await length.fill('25');
    await page.getByRole('button', { name: 'Add a reminder' }).click();
    await page.getByRole('button', { name: 'Save', exact: true }).click();
    await expect(page.getByText(/Saved: Vaccination/)).toBeVisible();
    await expect(page.getByText(/Length:/)).toContainText('25 minutes');
    await page.reload();
    await expect(length).toHaveValue('25');
    await length.fill(former);
    await page.getByRole('button', { name: 'Remove the reminder 2 hours before' }).click();
    await page.getByRole('button', { name: 'Save', exact: true }).click();
    await expect(page.getByText(/Saved: Vaccination/)).toBeVisible();
    await page.getByRole('button', { name: /^Undo/ }).click();
    await expect(page.getByText(/Put back: Vaccination/)).toBeVisible();
    await expect(length).toHaveValue('25');
    await expectAccessible(page);
    await length.fill(former);
    await page.getByRole('button', { name: 'Remove the reminder 2 hours before' }).click();
    await page.getByRole('button', { name: 'Save', exact: true }).click();
    await expect(length).toHaveValue(former);
    await expect(page.getByText(/Saved: Vaccination/)).toBeVisible();
  });

  await test.step('what is not saved is not left by accident', async () => {
    await page.getByLabel('Length, min').fill('30');
    await page.getByRole('link', { name: 'Visit types' }).click();
    await expect(page.getByRole('alertdialog', { name: 'Leave without saving?' })).toBeVisible();
    await page.getByRole('button', { name: 'Leave', exact: true }).click();
    await expect(page.getByRole('heading', { name: 'Visit types' })).toBeVisible();
  });
});
