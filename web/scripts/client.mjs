// The types of web/api are what openapi.json says now: generated into a temporary folder and compared.
import { spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

const folder = mkdtempSync(join(tmpdir(), 'frontdesk-client-'));
try {
  const made = spawnSync('npx', ['openapi-ts', '-f', 'openapi-ts.config.ts'], {
    cwd: 'api',
    env: { ...process.env, FRONTDESK_API_OUTPUT: folder },
    encoding: 'utf8',
  });
  if (made.status !== 0) throw new Error(`client: openapi-ts failed\n${made.stdout}${made.stderr}`);
  const read = (path) => readFileSync(join(path, 'types.gen.ts'), 'utf8');
  if (read(folder) !== read('api/src/generated')) {
    throw new Error(
      'client: web/api is not what openapi.json says: run "npm run generate" in web/ and commit it',
    );
  }
  console.log('client: web/api is what openapi.json says');
} catch (error) {
  console.error(error.message);
  process.exitCode = 1;
} finally {
  rmSync(folder, { recursive: true, force: true });
}
