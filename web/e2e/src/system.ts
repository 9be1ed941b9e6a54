import { execFileSync, spawn } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';

/** The built program; the browser tests drive the same binary as `make run`. */
export const program = resolve(import.meta.dirname, '../../../src/Host/bin/Debug/net10.0/frontdesk');

const port = '18380';
const phonePort = '18390';

/** Where the browser tests find the system: what the environment says, or what this file starts. */
export const addresses = {
  staff: process.env.FRONTDESK_E2E_URL ?? `http://lakeview.localhost:${port}`,
  phone: process.env.FRONTDESK_E2E_PHONE_URL ?? `http://localhost:${phonePort}`,
};

/** The program refuses settings it does not know, and those of the tests are not its own. */
function environment(): NodeJS.ProcessEnv {
  return Object.fromEntries(
    Object.entries(process.env).filter(([name]) => !/^FRONTDESK_(E2E|TEST)_/.test(name)),
  );
}

/** The program's own command line, on the data of the system under test. */
export function frontdesk(...args: string[]): string {
  return execFileSync(program, args, { encoding: 'utf8', env: environment() });
}

/** Starts everything on data of its own before the first test and stops it after the last. With FRONTDESK_E2E_URL set, uses what runs there. */
export async function startSystem(): Promise<(() => Promise<void>) | undefined> {
  if (process.env.FRONTDESK_E2E_URL) return undefined;
  const data = mkdtempSync(join(tmpdir(), 'frontdesk-e2e-'));
  Object.assign(process.env, { FRONTDESK_DATA: data, FRONTDESK_PORT: port, FRONTDESK_PHONE_PORT: phonePort });
  const system = spawn(program, ['run'], { stdio: ['ignore', 'pipe', 'pipe'], env: environment() });
  const ended = new Promise<void>((done) => system.once('exit', () => done()));
  let said = '';
  await new Promise<void>((ready, failed) => {
    const hear = (chunk: Buffer) => {
      said += chunk;
      if (said.includes('Ctrl-C stops everything')) ready();
    };
    system.stdout.on('data', hear);
    system.stderr.on('data', hear);
    void ended.then(() => failed(new Error(`frontdesk run ended before it was ready:\n${said}`)));
  });
  return async () => {
    system.kill('SIGINT');
    await ended;
    rmSync(data, { recursive: true, force: true });
  };
}
