// Initial JavaScript of each app, gzipped: the entry, everything it imports statically, and the larger of the
// two dictionaries of the app, because one of them is fetched before the first paint.
import { existsSync, readFileSync } from 'node:fs';
import { gzipSync } from 'node:zlib';

const budgets = { patient: 140, staff: 125 };
let over = false;

for (const [app, budget] of Object.entries(budgets)) {
  const manifestFile = `${app}/dist/.vite/manifest.json`;
  if (!existsSync(manifestFile)) {
    console.error(`size: ${manifestFile} is missing; run "npm run build" first`);
    process.exit(1);
  }
  const manifest = JSON.parse(readFileSync(manifestFile, 'utf8'));
  const gzipped = (file) => gzipSync(readFileSync(`${app}/dist/${file}`), { level: 9 }).length;
  const files = new Set();
  const visit = (key) => {
    const chunk = manifest[key];
    if (files.has(chunk.file)) return;
    files.add(chunk.file);
    for (const next of chunk.imports ?? []) visit(next);
  };
  for (const [key, chunk] of Object.entries(manifest)) if (chunk.isEntry) visit(key);
  const dictionaries = Object.values(manifest).filter((chunk) =>
    /^src\/i18n\/(en|es)\.ts$/.test(chunk.src ?? ''),
  );
  const largest = dictionaries.sort((a, b) => gzipped(b.file) - gzipped(a.file))[0];
  if (largest) files.add(largest.file);

  const total = [...files].reduce((sum, file) => sum + gzipped(file), 0) / 1024;
  const verdict = total > budget ? 'over' : 'within';
  console.log(
    `size: ${app} ${total.toFixed(1)} KiB of initial JavaScript, gzipped; ${verdict} ${budget} KiB`,
  );
  over ||= total > budget;
}
process.exit(over ? 1 : 0);
