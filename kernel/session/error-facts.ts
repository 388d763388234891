// What can be read from an error, whatever it is made of: properties that throw, proxies, errors of other realms.
import { inspect, types } from 'node:util';

/** Shown by themselves, or kept for the kernel's own use. */
const shownElsewhere = new Set(['name', 'message', 'stack', 'cause', 'errors']);
const ordinaryNames = new Set([
  'Error',
  'EvalError',
  'RangeError',
  'ReferenceError',
  'SyntaxError',
  'TypeError',
  'URIError',
  'AggregateError',
]);
const mostDetails = 12;
const mostCauses = 10;
const detailOptions = { depth: 0, maxArrayLength: 5, maxStringLength: 200, breakLength: 100 } as const;

/** Also one that was made in another realm, by `vm` for example. */
export function isError(value: unknown): value is Error {
  try {
    return types.isNativeError(value) || value instanceof Error;
  } catch {
    return false;
  }
}

/** A subclass that sets no name of its own is called by its class. */
export function nameOf(error: Error): string {
  const name = textOf(read(error, 'name'));
  const className = textOf(read(read(error, 'constructor'), 'name'));
  if (name !== '' && !(ordinaryNames.has(name) && isErrorName(className))) return name;
  return className || 'Error';
}

/** Classes of packages that were made small have names of a letter or two. */
function isErrorName(name: string): boolean {
  return name.length > 2 && name !== 'Object';
}

export function messageOf(error: Error): string {
  return textOf(read(error, 'message'));
}

export function stackOf(error: Error): string {
  const stack = read(error, 'stack');
  return typeof stack === 'string' ? stack : '';
}

/** What the error carries besides (`code`, `status`), as lines of text. */
export function detailsOf(error: Error): string[] {
  try {
    const keys = Object.keys(error).filter((key) => !shownElsewhere.has(key));
    const entries = keys.map((key) => [key, read(error, key)]).filter(([, value]) => value !== undefined);
    if (entries.length === 0) return [];
    return inspect(Object.fromEntries(entries.slice(0, mostDetails)), detailOptions).split('\n');
  } catch {
    return [];
  }
}

export function causesOf(error: Error): { shown: readonly unknown[]; hidden: number } {
  const errors = read(error, 'errors');
  const cause = read(error, 'cause');
  const all = types.isNativeError(error) && isList(errors) ? errors : [];
  const shown = [...Array.from({ length: Math.min(all.length, mostCauses) }, (_, at) => read(all, at))];
  if (cause !== undefined) shown.push(cause);
  return { shown, hidden: Math.max(all.length - mostCauses, 0) };
}

function isList(value: unknown): value is readonly unknown[] {
  try {
    return Array.isArray(value);
  } catch {
    return false;
  }
}

/** Reading a property may run code of the error's own. */
function read(holder: unknown, key: string | number): unknown {
  try {
    return Reflect.get(Object(holder) as object, key);
  } catch {
    return undefined;
  }
}

function textOf(value: unknown): string {
  if (typeof value === 'string') return value;
  if (value === undefined || value === null) return '';
  try {
    return String(value);
  } catch {
    return '';
  }
}
