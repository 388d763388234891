// Finds a file of a model, and says in words where there is none.
import { existsSync, statSync } from 'node:fs';
import { readdir } from 'node:fs/promises';
import { basename, dirname, join } from 'node:path';
import { nearest } from '../core/names.js';

/** The file itself, or the model.json within a folder. */
export async function findFile(path: string): Promise<string> {
  const plain = path.replace(/^file:\/\//, '');
  if (!existsSync(plain)) throw await missing(plain);
  if (!statSync(plain).isDirectory()) return plain;
  if (existsSync(join(plain, 'saved_model.pb')))
    throw new Error(`${plain} is a TensorFlow SavedModel: use loadSavedModel(folder), which runs it.`);
  const inside = join(plain, 'model.json');
  if (!existsSync(inside)) throw await missing(inside);
  return inside;
}

async function missing(path: string): Promise<Error> {
  const folder = dirname(path);
  const beside = existsSync(folder)
    ? (await readdir(folder)).filter((name) => /\.(keras|h5|hdf5|json|safetensors)$/.test(name))
    : [];
  const there = beside.length === 0 ? 'none' : beside.slice(0, 10).join(', ');
  const near = nearest(basename(path), beside);
  const hint = near === undefined ? '' : ` Did you mean '${near}'?`;
  return new Error(
    `There is no file '${basename(path)}' in ${folder}.${hint} Models that are there: ${there}.`,
  );
}

/** An error about a file, with what was to be done. */
export function cannotLoad(method: string, path: string, error: unknown): Error {
  const reason = (error as Error).message.replace(/\.$/, '');
  return new Error(`${method}: cannot load ${path}: ${reason}.`, { cause: error });
}
