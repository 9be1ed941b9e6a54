/** An error answer as RFC 9457 problem details. `code` is stable; the words are ours to choose. */
export class Problem extends Error {
  override readonly name = 'Problem';
  constructor(
    readonly status: number,
    readonly code: string,
    readonly requestId: string | null,
    readonly errors: Readonly<Record<string, readonly string[]>>,
    /** What the code brings with it, such as `nearest` of `time_taken`. */
    readonly more: Readonly<Record<string, unknown>>,
  ) {
    super(`${status} ${code}`);
  }
}

export function hasCode(error: unknown, code: string): error is Problem {
  return error instanceof Problem && error.code === code;
}

/**
 * The server said no, and nothing was done: what is sent in its place is another request, with another idempotency key. No answer, a fault, and what is at work or done
 * already are no refusals: with another key it would be done a second time.
 */
export function isRefusal(error: unknown): error is Problem {
  return (
    error instanceof Problem &&
    error.status < 500 &&
    error.code !== 'in_progress' &&
    error.code !== 'already_done'
  );
}

export type Send = {
  body?: unknown;
  signal?: AbortSignal | undefined;
  /** A write that must happen once even when the button is pressed twice. */
  idempotencyKey?: string;
};

type Listener = () => void;
const signedOut = new Set<Listener>();

/** Told when the server says the session is over, whichever request found out. */
export function onSignedOut(listener: Listener): () => void {
  signedOut.add(listener);
  return () => signedOut.delete(listener);
}

export async function send<Answer>(method: string, path: string, options: Send = {}): Promise<Answer> {
  const headers = new Headers({ accept: 'application/json' });
  if (method !== 'GET') headers.set('x-frontdesk', '1');
  if (options.idempotencyKey) headers.set('idempotency-key', options.idempotencyKey);
  if (options.body !== undefined) headers.set('content-type', 'application/json');
  const response = await fetch(path, {
    method,
    headers,
    credentials: 'same-origin',
    ...(options.body === undefined ? {} : { body: JSON.stringify(options.body) }),
    ...(options.signal ? { signal: options.signal } : {}),
  });
  const text = await response.text();
  if (!response.ok) throw problemFrom(response, text);
  return (text === '' ? undefined : JSON.parse(text)) as Answer;
}

function problemFrom(response: Response, text: string): Problem {
  const said = readObject(text);
  const { code, requestId, errors, ...more } = said;
  const problem = new Problem(
    response.status,
    typeof code === 'string' ? code : `http_${response.status}`,
    typeof requestId === 'string' ? requestId : response.headers.get('x-request-id'),
    (errors ?? {}) as Record<string, string[]>,
    more,
  );
  if (problem.status === 401 && problem.code === 'signed_out') for (const listener of signedOut) listener();
  return problem;
}

function readObject(text: string): Record<string, unknown> {
  try {
    const value: unknown = JSON.parse(text);
    return typeof value === 'object' && value !== null ? (value as Record<string, unknown>) : {};
  } catch {
    // A proxy's HTML page, or nothing at all: the status says enough.
    return {};
  }
}

/** "?a=1&b=2&b=3" without what is undefined. */
export function queryString(values: Record<string, string | number | readonly string[] | undefined>): string {
  const params = new URLSearchParams();
  for (const [name, value] of Object.entries(values)) {
    if (value === undefined) continue;
    for (const one of Array.isArray(value) ? value : [value]) params.append(name, String(one));
  }
  const text = params.toString();
  return text === '' ? '' : `?${text}`;
}
