import { expect } from '@playwright/test';
import { addresses } from './system';

/** What a hand does at the telephone simulator: dial, read texts. */
export async function hands<T>(path: string, body?: unknown): Promise<T> {
  const response = await fetch(`${addresses.phone}/phone/api/${path}`, {
    method: body === undefined ? 'GET' : 'POST',
    ...(body === undefined
      ? {}
      : { headers: { 'content-type': 'application/json' }, body: JSON.stringify(body) }),
  });
  if (!response.ok) throw new Error(`${path}: ${response.status} ${await response.text()}`);
  return (await response.json()) as T;
}

export type Text = { from: string; to: string; body: string };

const textsTo = async (phone: string): Promise<Text[]> =>
  (await hands<Text[]>(`texts?party=${encodeURIComponent(phone)}`)).filter((text) => text.to === phone);

/** The next text that this number gets because of what `act` does, other than sign-in codes. */
export async function textBecauseOf(phone: string, act: () => Promise<unknown>): Promise<Text> {
  const told = async () => (await textsTo(phone)).filter((text) => !/\b\d{6}\b/.test(text.body));
  const before = (await told()).length;
  await act();
  await expect.poll(async () => (await told()).length, { timeout: 30_000 }).toBeGreaterThan(before);
  // The newest comes first.
  const all = await told();
  return all[all.length - 1 - before] as Text;
}

/** What the owner of the telephone texts back. */
export const reply = (text: Text, body: string) =>
  hands<Text>('texts', { from: text.to, to: text.from, body });

async function codesOf(phone: string): Promise<string[]> {
  const texts = await hands<{ body: string }[]>(`texts?party=${encodeURIComponent(phone)}`);
  return texts.flatMap((text) => /\b(\d{6})\b/.exec(text.body)?.[1] ?? []);
}

/** The six digits texted to this number because of what `ask` does; codes of earlier texts are not taken for them. */
export async function textedCode(phone: string, ask: () => Promise<void>): Promise<string> {
  const before = await codesOf(phone);
  await ask();
  const fresh = async () => (await codesOf(phone)).find((code) => !before.includes(code));
  await expect.poll(fresh).toBeTruthy();
  return (await fresh()) ?? '';
}
