// What a cell's check makes is collected among young objects: the next cell's is not held by it. V8 goes through all of the
// heap only when old objects have grown, and the compiler has 90 megabytes of them.
import { spawnSync } from 'node:child_process';
import { expect, it } from 'vitest';
import { snapshotOptions } from '../../kernel/contract/snapshot-options.js';

const language = new URL('../../dist/kernel/language/language.js', import.meta.url);

/** Prints how much of what a cell's check allocates stays when young objects are collected behind each cell. */
const script = `
import { getHeapStatistics } from 'node:v8';
import { createLanguage } from ${JSON.stringify(language)};

const language = createLanguage({ cwd: '/' });
const used = () => getHeapStatistics().used_heap_size;
function check(n) {
  const conversion = language.convert(process.argv[1].replaceAll('{n}', n), 'Cell');
  if (conversion.ok) language.commit(conversion.declared);
}
for (let n = 0; n < 30; n++) check(n);
gc();
const before = used();
let allocated = 0;
for (let n = 30; n < 60; n++) {
  const begin = used();
  check(n);
  allocated += used() - begin;
  gc({ type: 'minor' });
}
console.log((used() - before) / allocated);
`;

it.each([
  ['a sum', '{n} + {n}'],
  ['a variable', 'const a{n} = {n};'],
  ['the library', 'tf.tensor1d([1, 2, {n}]).sum().dataSync()[0]'],
  [
    'a class',
    'class Shape { readonly sides = {n}; area(scale: number) { return this.sides * scale; } } new Shape().area({n})',
  ],
  [
    'an import',
    "import { createHash } from 'node:crypto'; createHash('sha1').update('{n}').digest('hex').length",
  ],
  ['a mistake', "const wrong{n}: number = 'text {n}';"],
])('a cell of %s leaves a quarter of what its check takes at most', (_kind, cell) => {
  const options = [...snapshotOptions, '--expose-gc', '--input-type=module', '--eval', script, cell];
  const { stdout, stderr } = spawnSync(process.execPath, options, { encoding: 'utf8' });
  expect(Number(stdout), stderr).toBeLessThan(1 / 4);
});
