import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

type Words = Readonly<Record<string, string>>;

const values = (text: string) =>
  [...text.matchAll(/\{\{(\w+)\}\}/g)]
    .map((match) => match[1])
    .sort()
    .join(' ');

// The same in both languages on purpose: names, abbreviations and patterns of values only.
const alike = new Set(['MRN', '{{minutes}} min', '{{name}} · {{minutes}} min']);

/** What is wrong with a pair of dictionaries: missing, empty, untranslated, other values, or never used. */
export function faultsOf(en: Words, es: Words, ...folders: URL[]): string[] {
  const used = folders.map((folder) => sources(fileURLToPath(folder))).join('\n');
  const faults: string[] = [];
  for (const key of new Set([...Object.keys(en), ...Object.keys(es)])) {
    const [english, spanish] = [en[key], es[key]];
    if (!english || !spanish) faults.push(`${key}: missing or empty`);
    else if (values(english) !== values(spanish)) faults.push(`${key}: other values in Spanish`);
    else if (english === spanish && english.length > 2 && !alike.has(english))
      faults.push(`${key}: not translated`);
    if (!isUsed(key.replace(/_(zero|one|other)$/, ''), used)) faults.push(`${key}: never used`);
  }
  return faults;
}

function sources(folder: string): string {
  return readdirSync(folder, { recursive: true, encoding: 'utf8' })
    .filter((file) => /\.tsx?$/.test(file) && !file.includes('i18n'))
    .map((file) => readFileSync(join(folder, file), 'utf8'))
    .join('\n');
}

/** Written out, or as the template `stem.${part}`. */
function isUsed(key: string, used: string): boolean {
  if (used.includes(`'${key}'`)) return true;
  const stem = key.slice(0, key.lastIndexOf('.') + 1);
  return used.includes(['`', stem, '$', '{'].join(''));
}
