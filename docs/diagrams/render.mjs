// Renders every .d2 file beside this one to .svg: `npm ci && npm run render`.
import { readdir, readFile, writeFile } from 'node:fs/promises';
import { D2 } from '@terrastruct/d2';

const d2 = new D2();
for (const file of (await readdir('.')).filter((name) => name.endsWith('.d2'))) {
  const { diagram, renderOptions } = await d2.compile(await readFile(file, 'utf8'), { layout: 'dagre' });
  await writeFile(file.replace(/\.d2$/, '.svg'), await d2.render(diagram, { ...renderOptions, pad: 20, themeID: 0, darkThemeID: 200 }));
  console.log(file);
}
process.exit(0);
