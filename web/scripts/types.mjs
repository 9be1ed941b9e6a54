// TypeScript 7 checks each room by its own tsconfig; TypeScript 6 stays installed for the tools that import it.
import { spawnSync } from 'node:child_process';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';

const typescript = dirname(createRequire(import.meta.url).resolve('typescript7/package.json'));
const rooms = ['api', 'ui', 'patient', 'staff', 'e2e'];
const failed = rooms.filter(
  (room) =>
    spawnSync(process.execPath, [join(typescript, 'bin', 'tsc'), '-p', room], { stdio: 'inherit' }).status !==
    0,
);
if (failed.length > 0) {
  console.error(`types: ${failed.join(', ')} did not pass`);
  process.exit(1);
}
console.log(`types: ${rooms.join(', ')} pass`);
