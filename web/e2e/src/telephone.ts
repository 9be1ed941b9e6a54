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

async function codeOf(phone: string): Promise<string | undefined> {
  const texts = await hands<{ body: string }[]>(`texts?party=${encodeURIComponent(phone)}`);
  return texts.map((text) => /\b(\d{6})\b/.exec(text.body)?.[1]).find(Boolean);
}

/** The six digits that were texted to this number, as soon as they are there. */
export async function textedCode(phone: string): Promise<string> {
  await expect.poll(() => codeOf(phone)).toBeTruthy();
  return (await codeOf(phone)) ?? '';
}
