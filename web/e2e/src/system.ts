import { execFileSync } from 'node:child_process';

/** What tools/browser-tests.sh says of the system that it started. */
function given(name: string): string {
  const value = process.env[name];
  if (!value) throw new Error(`${name} is not set: start the browser tests with make test-browser.`);
  return value;
}

/** Where the browser tests find the system. */
export const addresses = {
  staff: given('FRONTDESK_E2E_URL'),
  phone: given('FRONTDESK_E2E_PHONE_URL'),
};

/** The program's own command line, on the data of the system under test. */
export function frontdesk(...args: string[]): string {
  // The program refuses settings it does not know, and those of the tests are not its own.
  const env = Object.fromEntries(
    Object.entries(process.env).filter(([name]) => !/^FRONTDESK_(E2E|TEST)_/.test(name)),
  );
  return execFileSync(given('FRONTDESK_E2E_BINARY'), args, { encoding: 'utf8', env });
}
