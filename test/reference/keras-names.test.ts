// The committed list of Keras' names (`npm run keras:names`) beside what lib/index.ts exports, so that a name that goes
// away, or that came without being taken from the list of those excused, is told of where no Keras is installed.
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { compare, type Decisions } from '../../scripts/keras/compare.mjs';
import { convertTable, type KerasNames } from '../../scripts/keras/convert-table.mjs';
import { ourNames } from '../../scripts/keras/our-names.mjs';
import { ourSignatures } from '../../scripts/keras/our-signatures.mjs';
import { namesPage, withCounts } from '../../scripts/keras/tables.mjs';

const root = join(import.meta.dirname, '../..');
const read = (path: string): string => readFileSync(join(root, path), 'utf8');
const keras: KerasNames = JSON.parse(read('scripts/keras/keras-names.json'));
const decisions: Decisions = JSON.parse(read('scripts/keras/decisions.json'));

test('every name of Keras and each of its arguments is here or excused, and docs say so', {
  timeout: 180_000,
}, () => {
  const ours = ourNames(root);
  const { rows, missing, useless } = compare(keras, ours, decisions);
  expect(rows.length).toBeGreaterThan(900);
  expect(missing).toEqual([]);
  expect(useless).toEqual([]);
  expect(read('docs/keras-names.md')).toBe(namesPage(keras.version, rows));
  expect(read('docs/keras-features.md')).toBe(withCounts(read('docs/keras-features.md'), rows));
  const table = convertTable(keras, rows, decisions, ourSignatures(root), [...ours.keys()]);
  expect(read('kernel/convert/libraries/keras-table.ts')).toBe(table);
});

test('what is neither here nor excused is named, and so is an excuse without need', () => {
  const one = { version: '0', modules: { layers: { Dense: ['units', 'rank'], Gone: [] } } };
  const ours = new Map([['layers.dense', new Set(['units'])]]);
  const none = { elsewhere: {}, excused: { 'layers.Other': 'Elsewhere.' }, refused: [] };
  const { missing, useless } = compare(one, ours, none);
  expect(missing).toEqual(['layers.Dense(rank)', 'layers.Gone']);
  expect(useless).toEqual(['layers.Other']);
});
