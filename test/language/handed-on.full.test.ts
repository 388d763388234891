// The cells of all notebooks here, each twice, are converted as if each had a checker of its own.
import { readdirSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { expect, it } from 'vitest';
import type { Language } from '../../kernel/contract/language.js';
import { readNotebook } from '../../kernel/convert/notebook.js';

const folder = fileURLToPath(new URL('../../notebooks/', import.meta.url));
const notebooks = readdirSync(folder, { recursive: true, encoding: 'utf8' }).filter(
  (name) => name.endsWith('.ipynb') && !name.includes('.ipynb_checkpoints'),
);
const built = new URL('../../dist/kernel/language/language.js', import.meta.url).href;
const { createLanguage } = (await import(built)) as { createLanguage(places: { cwd: string }): Language };

const told = (value: unknown) => JSON.stringify(value, (_, one) => (one instanceof Map ? [...one] : one));

it.each(notebooks)('%s', (name) => {
  const path = join(folder, name);
  const cells = readNotebook(readFileSync(path, 'utf8'), path).code.flatMap((cell) => [cell, cell]);
  const [passing, fresh] = [0, 1].map(() => createLanguage({ cwd: dirname(path) }));
  for (const [n, cell] of cells.entries()) {
    // Whoever asks for names has the next cell checked by a new checker.
    fresh!.complete('', 0);
    const [one, other] = [passing!, fresh!].map((language) => language.convert(cell, `Cell[${n}]`));
    expect(told(one), cell).toBe(told(other));
    for (const [language, conversion] of [
      [passing!, one!],
      [fresh!, other!],
    ] as const)
      if (conversion.ok) language.commit(conversion.declared);
  }
  passing!.close();
  fresh!.close();
});
