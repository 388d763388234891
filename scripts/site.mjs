#!/usr/bin/env node
// `npm run site`: the lessons as pages in site/, both languages, charts drawn live by Vega, with a search: any web server
// serves the folder, GitHub Pages too. `npm run site -- --out FOLDER` writes elsewhere.
import { resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { root } from './setup/paths.mjs';
import { runMain } from './setup/problem.mjs';

await runMain(async () => {
  const { values } = parseArgs({ options: { out: { type: 'string', default: `${root}/site` } } });
  const { buildSite } = await import('./site/build.mjs');
  console.log(buildSite(resolve(values.out)));
  return 0;
});
