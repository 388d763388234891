// Checks of what callers give, and the words for what is wrong.
import { unknownName } from './names.js';

/** Throws when `options` has a key that is not in `known`. */
export function checkOptions(where: string, options: object, known: readonly string[]): void {
  if (options === null || typeof options !== 'object') {
    throw new Error(
      `${where}: expected an object of options, such as { ${known[0]}: … }. Received: ${received(options)}.`,
    );
  }
  for (const key of Object.keys(options)) {
    if (!known.includes(key)) throw unknownName(`option of ${where}`, key, known);
  }
}

/** Throws unless `value` is a whole number of at least `least`. */
export function checkWhole(where: string, name: string, value: unknown, least: number): void {
  if (Number.isInteger(value) && (value as number) >= least) return;
  throw new Error(
    `${where}: ${name} must be a whole number of at least ${least}. Received: ${received(value)}.`,
  );
}

/** A value as a message shows it: texts in quotes, functions by name. */
export function received(value: unknown): string {
  if (typeof value === 'string') return `'${value}'`;
  if (typeof value === 'function') return `the function ${value.name || '(…) => …'}`;
  if (Array.isArray(value)) return `a list of ${value.length}`;
  if (typeof value !== 'object' || value === null) return String(value);
  const name = value.constructor?.name ?? 'Object';
  return name === 'Object' ? `an object of ${Object.keys(value).join(', ') || 'nothing'}` : `a ${name}`;
}
