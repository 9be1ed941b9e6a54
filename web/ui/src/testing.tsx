import { QueryClientProvider } from '@tanstack/react-query';
import { act, render } from '@testing-library/react';
import type { ReactNode } from 'react';
import { vi } from 'vitest';
import { type Dictionaries, startLanguages } from './i18n/language.ts';
import { newQueryClient } from './queries.ts';

/** A request as the Host would see it. */
export type Asked = { method: string; path: string; body: unknown; headers: Headers; query: URLSearchParams };
type Answer = Answered | ((asked: Asked) => Answered | Promise<Answered>);
export type Answered = { status: number; body?: unknown };
export type Answers = Record<string, Answer>;

export const ok = (body: unknown): Answered => ({ status: 200, body });
export const problem = (status: number, code: string, more: object = {}): Answered => ({
  status,
  body: { status, code, requestId: 'req-7', errors: {}, ...more },
});
/** Never answers: the screen stays as it is while it waits. */
export const never = (): Promise<Answered> => new Promise(() => undefined);

/** The streams of a test: what the Host says live is said by the test. */
export class FakeEventSource extends EventTarget {
  static readonly CLOSED = 2;
  static streams: FakeEventSource[] = [];
  readyState = 1;
  onopen: (() => void) | null = null;
  onerror: (() => void) | null = null;
  onmessage: ((event: MessageEvent<string>) => void) | null = null;
  constructor(readonly url: string) {
    super();
    FakeEventSource.streams.push(this);
  }
  close(): void {
    this.readyState = 2;
  }
}

/** Tells every open screen that something of the topic changed. */
export function tell(topic: string): void {
  const data = JSON.stringify({ topic });
  act(() => {
    for (const stream of FakeEventSource.streams) stream.onmessage?.(new MessageEvent('message', { data }));
  });
}

/**
 * Stands in for the Host at the network's edge: `{'GET /identity/session': ok({…})}`; a path may end with `*`.
 * What is not listed answers 404. The returned list is what was asked.
 */
export function serve(answers: Answers): Asked[] {
  const log: Asked[] = [];
  FakeEventSource.streams = [];
  vi.stubGlobal('EventSource', FakeEventSource);
  vi.stubGlobal('fetch', async (target: string, init: RequestInit = {}) => {
    const url = new URL(target, 'http://lakeview.localhost');
    const asked: Asked = {
      method: init.method ?? 'GET',
      path: url.pathname.replace('/api/v1', ''),
      body: init.body ? JSON.parse(String(init.body)) : undefined,
      headers: new Headers(init.headers),
      query: url.searchParams,
    };
    log.push(asked);
    const name = `${asked.method} ${asked.path}`;
    const key =
      name in answers
        ? name
        : Object.keys(answers).find((k) => k.endsWith('*') && name.startsWith(k.slice(0, -1)));
    const answer = key === undefined ? problem(404, 'not_found') : answers[key];
    const { status, body } =
      typeof answer === 'function' ? await answer(asked) : (answer ?? problem(404, 'not_found'));
    return new Response(body === undefined ? null : JSON.stringify(body), { status });
  });
  return log;
}

/** Renders with the app's words and a fresh cache that retries at once. */
export async function renderWithWords(dictionaries: Dictionaries, children: ReactNode) {
  await startLanguages(dictionaries);
  const queries = newQueryClient();
  const defaults = queries.getDefaultOptions();
  queries.setDefaultOptions({ ...defaults, queries: { ...defaults.queries, retryDelay: 1 } });
  return render(<QueryClientProvider client={queries}>{children}</QueryClientProvider>);
}

export function goOffline(): void {
  vi.spyOn(navigator, 'onLine', 'get').mockReturnValue(false);
  act(() => {
    window.dispatchEvent(new Event('offline'));
  });
}

export function goOnline(): void {
  vi.restoreAllMocks();
  act(() => {
    window.dispatchEvent(new Event('online'));
  });
}
