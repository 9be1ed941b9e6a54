import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { test as base, expect, type Locator, type Page } from '@playwright/test';
import type { Patient } from './people';
import { frontdesk } from './system';
import { textedCode } from './telephone';

/** A code is good once: who comes after another in the same half minute waits for the next. */
export async function signInStaff(page: Page, email: string): Promise<void> {
  await page.goto('/staff/');
  let tried = '';
  await expect(async () => {
    const code = frontdesk('code', email).trim();
    expect(code).not.toBe(tried);
    tried = code;
    await page.getByLabel(/^(Email|Correo)/).fill(email);
    await page.getByLabel(/^(Password|Contraseña)/).fill('correct horse battery lakeview');
    await page.getByLabel(/^(Six-digit|Código)/).fill(code);
    await page.getByRole('button', { name: /^(Sign in|Entrar)$/ }).click();
    await expect(page.getByRole('navigation').or(page.getByRole('alert')).first()).toBeVisible();
    await expect(page.getByRole('navigation')).toBeVisible({ timeout: 500 });
  }).toPass({ intervals: [1000], timeout: 60_000 });
}

/** Signs in at the page that is open, with the code that the telephone got. */
export async function signInPatient(page: Page, patient: Known): Promise<void> {
  await page.getByLabel('Phone number').fill(patient.phone);
  const ask = () => page.getByRole('button', { name: 'Text me a code' }).click();
  await page.getByLabel('Six-digit code').fill(await textedCode(patient.phone, ask));
  await page.getByLabel('Your birth date').fill(patient.birthDate);
  await page.getByRole('button', { name: 'Sign in' }).click();
  await expect(page.getByRole('region', { name: /next visit/i }).first()).toBeVisible();
}

/** Asks the Host as the page's own scripts would, signed in as whoever is at the page. */
export async function ask<Answer>(page: Page, path: string, body?: unknown): Promise<Answer> {
  const answer = await page.evaluate(
    async ([address, given]) => {
      const response = await fetch(`/api/v1/${address}`, {
        headers: { 'content-type': 'application/json', 'x-frontdesk': '1' },
        ...(given === null ? {} : { method: 'POST', body: given }),
      });
      return { status: response.status, text: await response.text() };
    },
    [path, body === undefined ? null : JSON.stringify(body)] as const,
  );
  if (answer.status >= 400) throw new Error(`${path}: ${answer.status} ${answer.text}`);
  return (answer.text === '' ? undefined : JSON.parse(answer.text)) as Answer;
}

/** The telephone's owner and the birth date; what signing in takes. */
export type Known = Pick<Patient, 'name' | 'phone' | 'birthDate'>;

/** Goes somewhere by keyboard. On a busy machine more than a second may pass between the two keys, and then they are no pair. */
export async function goByKeys(page: Page, key: string, there: Locator): Promise<void> {
  await expect(async () => {
    await page.keyboard.press('g');
    await page.keyboard.press(key);
    await expect(there).toBeVisible({ timeout: 5000 });
  }).toPass({ timeout: 60_000 });
}

const axeSource = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');

type AxeResult = {
  violations: { id: string; help: string; nodes: { html: string; failureSummary: string }[] }[];
};

/** axe over what is shown now; the rules of WCAG 2.2 AA and the best practices. */
export async function expectAccessible(page: Page): Promise<void> {
  await page.evaluate(axeSource);
  const result = await page.evaluate<AxeResult>('axe.run()');
  const found = result.violations.map(
    ({ id, help, nodes }) =>
      `${id}: ${help}\n${nodes.map((n) => `  ${n.html}\n  ${n.failureSummary}`).join('\n')}`,
  );
  expect(found, found.join('\n')).toEqual([]);
}

/** A test that fails when the browser reports an error or a blocked resource. */
export const test = base.extend<{ quiet: undefined }>({
  quiet: [
    async ({ page }, use) => {
      const said: string[] = [];
      page.on('pageerror', (error) => said.push(error.message));
      page.on('console', (message) => {
        if (/Content Security Policy|Refused to/.test(message.text())) said.push(message.text());
      });
      await use(undefined);
      expect(said).toEqual([]);
    },
    { auto: true },
  ],
});

export { expect };
