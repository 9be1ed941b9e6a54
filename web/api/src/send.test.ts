import { expect, it, vi } from 'vitest';
import { isRefusal, onSignedOut, Problem, queryString, send } from './send.ts';

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
