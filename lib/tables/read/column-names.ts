// The columns' names: those of the file, made plain and different from each other, or those that are given.
import type { CsvOptions } from './csv-options.js';

/** @param raw as Polars has them, which marks a name that was there before by `_duplicated_0` */
export function columnNames(where: string, raw: readonly string[], { names }: CsvOptions): string[] {
  if (names === undefined) return plainNames(raw);
  const twice = names.find((name, i) => names.indexOf(name) !== i);
  if (names.length === raw.length && twice === undefined) return [...names];
  throw new Error(
    twice === undefined
      ? `${where}: names must be one for each of the ${raw.length} columns. Received: ${names.length}.`
      : `${where}: names must differ. Received: '${twice}' twice.`,
  );
}

function plainNames(raw: readonly string[]): string[] {
  const taken = new Set<string>();
  return raw.map((name, i) => {
    const plain = name.replace(/_duplicated_\d+$/, '').trim() || `column_${i + 1}`;
    const free = firstFree(plain, taken);
    taken.add(free);
    return free;
  });
}

/** `age`, then `age.1`, as pandas has it. */
function firstFree(name: string, taken: ReadonlySet<string>): string {
  if (!taken.has(name)) return name;
  let count = 1;
  while (taken.has(`${name}.${count}`)) count += 1;
  return `${name}.${count}`;
}
