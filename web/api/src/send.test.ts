import { afterEach, describe, expect, it, vi } from 'vitest';
import { isRefusal, isUnsure, onSignedOut, Problem, queryString, send } from './send.ts';

const answer = (status: number, body: string, headers: Record<string, string> = {}) =>
  vi.stubGlobal(
    'fetch',
    vi.fn(async () => new Response(body, { status, headers })),
  );

it('reads problem details, the code and what it brings with it', async () => {
  answer(409, JSON.stringify({ status: 409, code: 'time_taken', requestId: 'r1', nearest: [1] }));
  const error = await send('POST', '/api/v1/x').catch((e: unknown) => e);
  expect(error).toBeInstanceOf(Problem);
  expect(error).toMatchObject({ status: 409, code: 'time_taken', requestId: 'r1', more: { nearest: [1] } });
});

it('makes a problem of an answer that is none', async () => {
  answer(502, '<html>bad gateway</html>', { 'x-request-id': 'r2' });
  const error = await send('GET', '/api/v1/x').catch((e: unknown) => e);
  expect(error).toMatchObject({ status: 502, code: 'http_502', requestId: 'r2' });
});

it('tells who listens that the session is over', async () => {
  const heard = vi.fn();
  const stop = onSignedOut(heard);
  answer(401, JSON.stringify({ code: 'signed_out' }));
  await send('GET', '/api/v1/x').catch(() => undefined);
  stop();
  await send('GET', '/api/v1/x').catch(() => undefined);
  expect(heard).toHaveBeenCalledOnce();
});

it('marks writes and their key, and reads carry neither', async () => {
  answer(204, '');
  vi.mocked(fetch).mockImplementation(async () => new Response(null, { status: 204 }));
  await send('POST', '/api/v1/x', { body: {}, idempotencyKey: 'k' });
  await send('GET', '/api/v1/x');
  const [write, read] = vi.mocked(fetch).mock.calls.map(([, init]) => new Headers(init?.headers));
  expect([write?.get('x-frontdesk'), write?.get('idempotency-key')]).toEqual(['1', 'k']);
  expect([read?.get('x-frontdesk'), read?.get('idempotency-key')]).toEqual([null, null]);
});

it('knows a refusal from what may have been done', () => {
  const said = (status: number, code: string) => new Problem(status, code, null, {}, {});
  expect(
    [said(400, 'invalid'), said(409, 'time_taken'), said(422, 'idempotency_key_reused')].every(isRefusal),
  ).toBe(true);
  expect(
    [said(409, 'in_progress'), said(409, 'already_done'), said(503, 'busy'), new TypeError('gone')].some(
      isRefusal,
    ),
  ).toBe(false);
});

it('writes a query without what is undefined, and repeats lists', () => {
  expect(queryString({ a: 1, b: undefined, c: ['x', 'y'] })).toBe('?a=1&c=x&c=y');
  expect(queryString({})).toBe('');
});

describe('a second press while the first is still at work', () => {
  afterEach(() => void vi.useRealTimers());
  const busy = (headers: Record<string, string> = {}) =>
    new Response(JSON.stringify({ code: 'in_progress' }), { status: 409, headers });
  const keys = () =>
    vi.mocked(fetch).mock.calls.map(([, init]) => new Headers(init?.headers).get('idempotency-key'));

  it('asks again with the same key when it is told to, and has the answer to the first', async () => {
    vi.useFakeTimers();
    const answers = [busy(), busy({ 'retry-after': '3' }), new Response('{"done":1}')];
    vi.stubGlobal(
      'fetch',
      vi.fn(async () => answers.shift()),
    );
    const asked = send('POST', '/api/v1/x', { body: {}, idempotencyKey: 'k' });
    await vi.advanceTimersByTimeAsync(1000);
    expect(keys()).toEqual(['k', 'k']);
    await vi.advanceTimersByTimeAsync(2000);
    expect(keys()).toHaveLength(2);
    await vi.advanceTimersByTimeAsync(1000);
    expect(await asked).toEqual({ done: 1 });
    expect(keys()).toEqual(['k', 'k', 'k']);
  });

  it('gives up after half a minute, unsure of what became of it', async () => {
    vi.useFakeTimers();
    vi.stubGlobal(
      'fetch',
      vi.fn(async () => busy()),
    );
    const asked = send('POST', '/api/v1/x', { body: {}, idempotencyKey: 'k' }).catch((e: unknown) => e);
    await vi.advanceTimersByTimeAsync(60_000);
    const error = await asked;
    expect(error).toMatchObject({ code: 'in_progress' });
    expect(isUnsure(error)).toBe(true);
    expect(keys()).toHaveLength(26);
  });
});

describe('a write that must happen once', () => {
  const write = (body: unknown) =>
    send('POST', '/api/v1/y', { body, once: true }).catch((e: unknown) => e as Error);
  const keys = () =>
    vi.mocked(fetch).mock.calls.map(([, init]) => new Headers(init?.headers).get('idempotency-key'));

  it('has one key until it was answered, and another after that', async () => {
    const answers = [
      () => Promise.reject(new TypeError('lost')),
      async () => new Response('', { status: 503 }),
      async () => new Response('{}'),
      async () => new Response('{}'),
    ];
    vi.stubGlobal(
      'fetch',
      vi.fn(() => answers.shift()?.()),
    );
    for (let press = 0; press < 4; press++) await write({ a: 1 });
    const [lost, failed, answered, anew] = keys();
    expect(lost).toBeTruthy();
    expect([failed, answered]).toEqual([lost, lost]);
    expect(anew).not.toBe(lost);
  });

  it('is another one when it says something else, or when something was removed since', async () => {
    const lost = () => Promise.reject(new TypeError('lost'));
    vi.stubGlobal('fetch', vi.fn(lost));
    await write({ a: 2 });
    await write({ a: 3 });
    vi.mocked(fetch).mockImplementationOnce(async () => new Response(null, { status: 204 }));
    await send('DELETE', '/api/v1/y/1');
    await write({ a: 2 });
    const [first, other, , since] = keys();
    expect(new Set([first, other, since]).size).toBe(3);
  });

  it('is another one some time later, after it was said to be done, and for who signs in next', async () => {
    vi.useFakeTimers();
    vi.stubGlobal(
      'fetch',
      vi.fn(() => Promise.reject(new TypeError('lost'))),
    );
    await write({ a: 4 });
    await vi.advanceTimersByTimeAsync(6 * 60_000);
    await write({ a: 4 });
    vi.mocked(fetch).mockImplementationOnce(
      async () => new Response(JSON.stringify({ code: 'already_done' }), { status: 409 }),
    );
    await write({ a: 4 });
    await write({ a: 4 });
    vi.mocked(fetch).mockImplementationOnce(
      async () => new Response(JSON.stringify({ code: 'signed_out' }), { status: 401 }),
    );
    await write({ a: 4 });
    await write({ a: 4 });
    vi.useRealTimers();
    const [first, later, done, after, out, next] = keys();
    expect(later).not.toBe(first);
    expect(done).toBe(later);
    expect(after).not.toBe(done);
    expect(out).toBe(after);
    expect(next).not.toBe(out);
  });

  it('keeps its key when it was turned away before anybody looked at it', async () => {
    vi.stubGlobal(
      'fetch',
      vi.fn(() => Promise.reject(new TypeError('lost'))),
    );
    await write({ a: 5 });
    vi.mocked(fetch).mockImplementationOnce(async () => new Response('{}', { status: 429 }));
    await write({ a: 5 });
    await write({ a: 5 });
    expect(new Set(keys()).size).toBe(1);
  });
});
