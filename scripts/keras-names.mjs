// `npm run keras:names`: asks the installed Keras for its public names, keeps them in scripts/keras/keras-names.json,
// writes the tables of docs, and fails when a name or an argument is neither here nor excused.
import { execFileSync } from 'node:child_process';
import { readFileSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { compare } from './keras/compare.mjs';
import { convertTable } from './keras/convert-table.mjs';
import { ourNames } from './keras/our-names.mjs';
import { ourSignatures } from './keras/our-signatures.mjs';
import { namesPage, withCounts } from './keras/tables.mjs';

const root = dirname(dirname(fileURLToPath(import.meta.url)));
const python = join(root, '.venv', process.platform === 'win32' ? 'Scripts/python.exe' : 'bin/python');
const listed = execFileSync(python, [join(root, 'scripts/keras/names.py')], {
  encoding: 'utf8',
  stdio: ['ignore', 'pipe', 'ignore'],
});
const keras = JSON.parse(listed);
writeFileSync(join(root, 'scripts/keras/keras-names.json'), `${JSON.stringify(keras, null, 1)}\n`);

const decisions = JSON.parse(readFileSync(join(root, 'scripts/keras/decisions.json'), 'utf8'));
const ours = ourNames(root);
const { rows, missing, useless } = compare(keras, ours, decisions);
writeFileSync(join(root, 'docs/keras-names.md'), namesPage(keras.version, rows));
const features = join(root, 'docs/keras-features.md');
writeFileSync(features, withCounts(readFileSync(features, 'utf8'), rows));

const table = convertTable(keras, rows, decisions, ourSignatures(root), [...ours.keys()]);
writeFileSync(join(root, 'kernel/convert/libraries/keras-table.ts'), table);

const here = rows.filter(({ ours }) => ours !== undefined).length;
console.log(`Keras ${keras.version}: ${here} of ${rows.length} names are here.`);
for (const path of missing) console.error(`neither here nor excused: ${path}`);
for (const key of useless) console.error(`excused, or found elsewhere, without need: ${key}`);
if (missing.length + useless.length > 0) process.exitCode = 1;
