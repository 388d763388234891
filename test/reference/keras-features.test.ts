// docs/keras-features.md keeps its word: every test that it names is there, every row is held by one, and what it
// calls ours is ours.
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import * as callbacks from '../../lib/callbacks/callbacks.js';
import * as layers from '../../lib/layers/layers.js';
import * as losses from '../../lib/losses/losses.js';
import * as metrics from '../../lib/metrics/metrics.js';
import * as optimizers from '../../lib/optimizers/optimizers.js';

const docs = join(import.meta.dirname, '../../docs');
const text = readFileSync(join(docs, 'keras-features.md'), 'utf8');
const rows = text.split('\n').filter((line) => line.startsWith('|') && !/^\|\s*-/.test(line));
/** Rows of the tables that name their tests in a column of its own. */
const held = text.split('\n## ').flatMap((section) => {
  const lines = section.split('\n').filter((line) => line.startsWith('|'));
  return /held by/.test(lines[0] ?? '') ? lines.slice(2) : [];
});

test('every link leads to a file', () => {
  const links = [...text.matchAll(/\]\(([^)#]+)\)/g)].map(([, path]) => path!);
  expect(links.length).toBeGreaterThan(30);
  expect(links.filter((path) => !existsSync(join(docs, path)))).toEqual([]);
});

test('every row is held by a test', () => {
  expect(held.length).toBeGreaterThan(30);
  expect(held.filter((row) => !/\]\(\.\.\/test\/[^)]+\.test\.ts\)/.test(row))).toEqual([]);
});

describe.each(Object.entries({ callbacks, layers, losses, metrics, optimizers }))('%s', (group, members) => {
  test('what is named with its group is there', () => {
    const named = [...text.matchAll(new RegExp(`\`(?:class \\w+ extends )?${group}\\.(\\w+)`, 'g'))];
    expect(named.map(([, name]) => name!).filter((name) => !(name in members))).toEqual([]);
  });
});

test('every layer of ours stands in the table of layers, and nothing else', () => {
  const table = text.slice(text.indexOf('## Layers'), text.indexOf('## Losses'));
  const here = table
    .split('\n')
    .filter((line) => line.startsWith('|'))
    .slice(2)
    .map((line) => line.split('|').at(-2)!)
    .join(' ');
  const named = [...here.matchAll(/`(\w+)`/g)].map(([, name]) => name!);
  expect(named.filter((name) => !(name in layers))).toEqual([]);
  // `maxPooling1d` … stands for its siblings.
  const stem = (name: string): string => name.replace(/[123]d$/, '').replace(/^random.*/, 'random');
  const stems = new Set([...named.map(stem), 'maxPool', 'avgPool', 'averagePooling', 'Layer', 'input']);
  const all = [...stems, ...['globalAveragePooling', 'globalMaxPooling']];
  expect(Object.keys(layers).filter((name) => !all.includes(stem(name)))).toEqual([]);
  expect(rows.length).toBeGreaterThan(50);
});
