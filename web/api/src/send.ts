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

/** The server said no, and nothing was done: what is sent in its place is another request, with another idempotency key. What is unsure would be done a second time. */
export function isRefusal(error: unknown): error is Problem {
  return (
    error instanceof Problem &&
    error.status < 500 &&
    // Said before the request was looked at: of an earlier try it says nothing.
    error.status !== 429 &&
    error.code !== 'signed_out' &&
    error.code !== 'in_progress' &&
    error.code !== 'already_done'
  );
}

export type Send = {
  body?: unknown;
  signal?: AbortSignal | undefined;
  /** A write that must happen once even when the button is pressed twice. */
  idempotencyKey?: string;
  /** The same where nobody keeps a key: one is kept for this request until it was answered. */
  once?: boolean;
};

type Listener = () => void;
const signedOut = new Set<Listener>();

/** Told when the server says the session is over, whichever request found out. */
export function onSignedOut(listener: Listener): () => void {
  signedOut.add(listener);
  return () => signedOut.delete(listener);
}

// Of requests that got no answer. Whoever presses again soon asks the same; whatever changed, or comes later, is another request.
const unanswered = new Map<string, { key: string; since: number }>();
const soon = 5 * 60_000;

function keyOnce(request: string): string {
  const kept = unanswered.get(request);
  if (kept && Date.now() - kept.since < soon) return kept.key;
  const key = crypto.randomUUID();
  unanswered.set(request, { key, since: Date.now() });
  return key;
}

export async function send<Answer>(method: string, path: string, options: Send = {}): Promise<Answer> {
  const headers = new Headers({ accept: 'application/json' });
  const body = options.body === undefined ? null : JSON.stringify(options.body);
  const request = `${method} ${path} ${body}`;
  const key = options.idempotencyKey ?? (options.once ? keyOnce(request) : null);
  if (method !== 'GET') headers.set('x-frontdesk', '1');
  if (key) headers.set('idempotency-key', key);
  if (body !== null) headers.set('content-type', 'application/json');
  const { response, text } = await ask(path, {
    method,
    headers,
    credentials: 'same-origin',
    ...(body === null ? {} : { body }),
    ...(options.signal ? { signal: options.signal } : {}),
  });
  const problem = response.ok ? null : problemFrom(response, text);
  if (!isUnsure(problem) || problem?.code === 'already_done') unanswered.delete(request);
  if (problem) throw problem;
  // What was removed may be made again, and that is not the request that got no answer. Nor is what whoever signs in next says.
  if (method === 'DELETE') unanswered.clear();
  return (text === '' ? undefined : JSON.parse(text)) as Answer;
}

/** Nobody can tell the writer yet what became of it: no answer came, the server failed over it, it is still at work, or it was done and the answer was lost. */
export const isUnsure = (error: unknown): boolean =>
  error !== null && error !== undefined && !isRefusal(error);

// Longer than the server keeps a request that died with its node.
const tries = 25;

/** A second press while the first is still at work waits for the answer to the first, which is the answer to both. */
async function ask(path: string, init: RequestInit): Promise<{ response: Response; text: string }> {
  for (let tried = 1; ; tried++) {
    const response = await fetch(path, init);
    const text = await response.text();
    const atWork = response.status === 409 && readObject(text).code === 'in_progress';
    if (!atWork || tried > tries) return { response, text };
    const seconds = Number(response.headers.get('retry-after') ?? 1);
    await new Promise((resolve) => setTimeout(resolve, (Number.isFinite(seconds) ? seconds : 1) * 1000));
    init.signal?.throwIfAborted();
  }
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
  if (problem.status === 401 && problem.code === 'signed_out') {
    unanswered.clear();
    for (const listener of signedOut) listener();
  }
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
