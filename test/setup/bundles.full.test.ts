// The bundles in dist/ against the modules that they are made of, each loaded by a process of its own.
import { spawnSync } from 'node:child_process';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { transform } from 'esbuild';
import { expect, test } from 'vitest';

const found = 'names ';

const script = `
const names = {};
const seen = new Set();
function walk(value, path, depth) {
  if ((typeof value !== 'object' && typeof value !== 'function') || value === null || seen.has(value)) return;
  seen.add(value);
  if (typeof value === 'function') names[path] = value.name;
  // TensorFlow.js' own names are its bundlers'.
  if (depth === 0 || path === '.tf') return;
  for (const key of Object.keys(value).sort()) walk(Reflect.get(value, key), path + '.' + key, depth - 1);
}
walk({ ...(await import(process.argv[1])) }, '', 4);
console.log(${JSON.stringify(found)} + JSON.stringify(names));
process.exit();`;

function namesIn(folder: string): Record<string, string> {
  const address = new URL(`../../${folder}/lib/index.js`, import.meta.url).href;
  const run = spawnSync(process.execPath, ['--input-type=module', '-e', script, address], {
    encoding: 'utf8',
  });
  const line = run.stdout.split('\n').find((text) => text.startsWith(found));
  expect(line, run.stderr).toBeDefined();
  return JSON.parse(line!.slice(found.length)) as Record<string, string>;
}

test('what the library exports has the names of its sources', () => {
  const names = namesIn('dist');
  expect(Object.keys(names).length).toBeGreaterThan(800);
  expect(names).toEqual(namesIn('build'));
});

const dist = join(import.meta.dirname, '../../dist');
const files = readdirSync(dist, { recursive: true, encoding: 'utf8' }).filter((file) => file.endsWith('.js'));

test('all are programs', async () => {
  expect(files.length).toBeGreaterThan(20);
  for (const file of files) await transform(readFileSync(join(dist, file), 'utf8'), { sourcefile: file });
});
