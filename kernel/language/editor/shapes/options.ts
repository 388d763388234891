// The options of a layer as far as its call says them.
import type { Size } from './shape.js';

/** What the text says; undefined where it does not tell. */
export type Value = number | string | boolean | null | readonly Value[] | undefined;

/** By their names; an option that is given with a value that is not known is there, as undefined. */
export type Options = ReadonlyMap<string, Value>;

/** A whole number; unknown where it is anything else, which the layer itself refuses. */
export function size(options: Options, name: string, fallback?: number): number | undefined {
  if (!options.has(name)) return fallback;
  const value = options.get(name);
  return typeof value === 'number' && Number.isInteger(value) && value > 0 ? value : undefined;
}

/** One number for all axes, or one for each. */
export function sizes(
  options: Options,
  name: string,
  rank: number,
  fallback?: number,
): (number | undefined)[] {
  const all = (value: number | undefined) => Array.from({ length: rank }, () => value);
  if (!options.has(name) || options.get(name) === null) return all(fallback);
  const value = options.get(name);
  if (!Array.isArray(value)) return all(size(options, name));
  return value.length === rank
    ? value.map((one) => (typeof one === 'number' && one > 0 ? one : undefined))
    : all(undefined);
}

export function flag(options: Options, name: string): boolean | undefined {
  if (!options.has(name)) return false;
  const value = options.get(name);
  return typeof value === 'boolean' ? value : undefined;
}

export function word(options: Options, name: string, fallback: string): string | undefined {
  if (!options.has(name)) return fallback;
  const value = options.get(name);
  return typeof value === 'string' ? value : undefined;
}

/** The shape of a sample that a layer is told, with the samples first. */
export function inputShape(options: Options, names: readonly string[]): Size[] | 'none' | undefined {
  for (const name of names) {
    if (!options.has(name)) continue;
    const value = options.get(name);
    if (!Array.isArray(value)) return undefined;
    const given = value.map((one) => (typeof one === 'number' || one === null ? one : undefined));
    if (/^batch/.test(name)) return given;
    const samples = options.has('batchSize') ? size(options, 'batchSize') : null;
    return [samples, ...given];
  }
  return 'none';
}
