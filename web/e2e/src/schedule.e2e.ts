import type { Locator, Page } from '@playwright/test';
import { expect, expectAccessible, goByKeys, signInStaff, test } from './support';

type Movable = { date: string; appointmentId: string; down: number };

/** A visit of the coming days and how many ten minutes below it its practitioner is free for it on that day. */
async function movable(page: Page): Promise<Movable> {
  const found = await page.evaluate(async () => {
    const ask = async (path: string) => await (await fetch(`/api/v1/scheduling/${path}`)).json();
    for (let days = 1; days < 12; days++) {
      const date = new Date(Date.now() + days * 86_400_000).toISOString().slice(0, 10);
      const { appointments } = await ask(`appointments?from=${date}`);
      for (const visit of appointments.slice(0, 20)) {
        if (visit.status !== 'booked') continue;
        const { visitTypeId, practitionerId, appointmentId } = visit;
        const { times } = await ask(
          `times?from=${date}&to=${date}&visitTypeId=${visitTypeId}&practitionerId=${practitionerId}`,
        );
        if (times.length > 0) {
          const minutes = (Date.parse(times[0].startsAt) - Date.parse(visit.startsAt)) / 60_000;
          return { date, appointmentId, down: Math.round(minutes / 10) };
        }
      }
    }
    return null;
  });
  if (!found) throw new Error('The demo has no visit that can be moved within its day.');
  return found;
}

/** Acting on a visit stands on an open chart; asked for once for each patient. */
async function giveReason(page: Page): Promise<void> {
  await page.getByRole('dialog').getByRole('button', { name: 'Open the chart' }).click();
}

/** What the grid says of where the lifted visit would be. */
const aim = (page: Page): Locator => page.getByRole('status').filter({ hasText: /: (not )?free$/ });

test('the schedule: a visit is moved by keyboard and by hand, and one is overbooked', async ({ page }) => {
  const email = 'supervisor@lakeview.example';
  await signInStaff(page, email);
  await goByKeys(page, 's', page.getByRole('button', { name: 'Overbook', exact: true }));
  const { date, appointmentId, down } = await movable(page);
  await page.goto(`/staff/schedule?date=${date}`);
  // Browsers leave grounds off paper, and what is taken would look free there.
  await expect(page.locator('[data-column]').first()).toHaveCSS('print-color-adjust', 'exact');
  await test.step('with M and the arrows to a free time, which is held, then confirmed', async () => {
    const card = page.locator(`[data-visit="${appointmentId}"]`);
    const before = (await card.textContent()) ?? '';
    await card.focus();
    await page.keyboard.press('m');
    await expect(aim(page)).toBeAttached();
    for (let step = 0; step < Math.abs(down); step++)
      await page.keyboard.press(down > 0 ? 'ArrowDown' : 'ArrowUp');
    await expect(aim(page)).toHaveText(/\d [AP]M: free$/);
    await page.keyboard.press('Enter');
    const dialog = page.getByRole('dialog', { name: 'Move this visit' });
    await expectAccessible(page);
    await giveReason(page);
    await expect(dialog.getByRole('timer')).toBeVisible();
    await expectAccessible(page);
    await dialog.getByRole('button', { name: 'Move the visit' }).click();
    await expect(page.getByText(/^Moved to /)).toBeVisible();
    await expect(card).not.toHaveText(before);
  });

  await test.step('by hand to where it cannot stand: why, and the nearest times', async () => {
    const [card, under] = [
      page.locator('[data-visit].cursor-grab').nth(1),
      page.locator('[data-visit].cursor-grab').nth(3),
    ];
    await card.scrollIntoViewIfNeeded();
    const [from, to] = [await card.boundingBox(), await under.boundingBox()];
    if (!from || !to) throw new Error('The cards are not drawn.');
    await page.mouse.move(from.x + 20, from.y + 5);
    await page.mouse.down();
    await page.mouse.move(to.x + 20, to.y + 5, { steps: 6 });
    await expect(aim(page)).toHaveText(/not free/);
    await page.mouse.up();
    const dialog = page.getByRole('dialog', { name: 'Move this visit' });
    await expect(dialog.getByRole('alert')).toBeVisible();
    await expectAccessible(page);
    await page.keyboard.press('Escape');
    await expect(dialog).toHaveCount(0);
  });

  await test.step('a visit opens with all that can be done with it', async () => {
    await page.locator('[data-visit].cursor-grab').last().focus();
    await page.keyboard.press('Enter');
    const dialog = page.getByRole('dialog');
    await dialog.getByRole('button', { name: 'Move', exact: true }).click();
    await giveReason(page);
    await dialog.getByText('Why not another time?').click();
    await dialog.getByLabel('Time', { exact: true }).fill('03:00');
    await dialog.getByRole('button', { name: 'Say why' }).click();
    await expect(dialog.getByText('In Spanish')).toBeVisible();
    await expectAccessible(page);
    await page.keyboard.press('Escape');
  });

  await test.step('one is overbooked on purpose, and marked', async () => {
    const before = await page.getByRole('button', { name: /Overbooked/ }).count();
    await page.getByRole('button', { name: 'Overbook', exact: true }).click();
    const dialog = page.getByRole('dialog');
    await dialog.getByLabel('Find a patient').fill('an');
    await dialog.getByRole('listitem').first().getByRole('button').click();
    await giveReason(page);
    await dialog.getByLabel('Time', { exact: true }).fill('10:10');
    await expect(dialog.getByRole('status')).not.toBeEmpty();
    await dialog.getByLabel('Why it cannot wait').fill('Fever since yesterday');
    await expectAccessible(page);
    await dialog.getByRole('button', { name: 'Overbook', exact: true }).click();
    await expect(dialog).toHaveCount(0);
    await expect(page.getByRole('button', { name: /Overbooked/ })).toHaveCount(before + 1);
  });
});
