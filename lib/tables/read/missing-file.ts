// A file that is not there: what is, and which was probably meant.
import { readdir } from 'node:fs/promises';
import { basename, dirname, resolve } from 'node:path';
import { nearest } from '../../core/names.js';

export async function missingFile(where: string, path: string): Promise<Error> {
  const folder = dirname(resolve(path));
  const there = await readdir(folder).catch(() => undefined);
  const expected = `${where}: expected a file. Received: '${path}', which is not there.`;
  if (!there) return new Error(`${expected} There is no folder ${folder} either.`);
  const shown = there.filter((name) => !name.startsWith('.')).sort();
  const near = nearest(basename(path), shown);
  const hint = near === undefined ? '' : ` Did you mean '${near}'?`;
  const tables = shown.filter((name) => /\.(csv|tsv|parquet|jsonl|gz)$/i.test(name));
  const list = tables.length === 0 ? 'none' : tables.slice(0, 10).join(', ');
  return new Error(`${expected}${hint} Data files in ${folder}: ${list}.`);
}
