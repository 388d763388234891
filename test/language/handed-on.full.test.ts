// The cells of all notebooks here, each twice, are converted as if each had a checker of its own.
import { readdirSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { it } from 'vitest';
import type { Language } from '../../kernel/contract/language.js';
import { readNotebook } from '../../kernel/convert/notebook.js';
import { expectSameConversions } from './checker-of-its-own.js';

const folder = fileURLToPath(new URL('../../notebooks/', import.meta.url));
const notebooks = readdirSync(folder, { recursive: true, encoding: 'utf8' }).filter(
  (name) => name.endsWith('.ipynb') && !name.includes('.ipynb_checkpoints'),
);
const built = new URL('../../dist/kernel/language/language.js', import.meta.url).href;
const { createLanguage } = (await import(built)) as { createLanguage(places: { cwd: string }): Language };

it.each(notebooks)('%s', (name) => {
  const path = join(folder, name);
  const cells = readNotebook(readFileSync(path, 'utf8'), path).code.flatMap((cell) => [cell, cell]);
  expectSameConversions(() => createLanguage({ cwd: dirname(path) }), cells);
});
