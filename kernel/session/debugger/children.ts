// What is inside of a value: its elements, entries and properties, without running a getter.
import { types } from 'node:util';
import { isBlock } from './tensor-view.js';

export interface Child {
  readonly name: string;
  /** What is shown where the value is unknown without running code. */
  readonly note?: string;
  readonly value?: unknown;
}

/** More would freeze a front end. */
const mostChildren = 1000;

export function childrenOf(
  holder: object,
  { start = 0, count = mostChildren }: { start?: number; count?: number },
): Child[] {
  const size = Math.min(count > 0 ? count : mostChildren, mostChildren);
  if (isBlock(holder)) return indexed(holder.length, start, size, (at) => holder.at(at));
  if (types.isProxy(holder)) return [];
  if (ArrayBuffer.isView(holder) && !(holder instanceof DataView)) {
    const list = holder as unknown as ArrayLike<unknown>;
    return indexed(list.length, start, size, (at) => list[at]);
  }
  if (types.isMap(holder)) return [...entriesOf(holder)].slice(start, start + size);
  if (types.isSet(holder)) return [...valuesOf(holder)].slice(start, start + size);
  return properties(holder).slice(start, start + size);
}

function indexed(length: number, start: number, size: number, at: (index: number) => unknown): Child[] {
  const shown = Math.max(0, Math.min(size, length - start));
  return Array.from({ length: shown }, (_, index) => ({
    name: String(start + index),
    value: at(start + index),
  }));
}

function* entriesOf(map: Map<unknown, unknown>): Generator<Child> {
  for (const [key, value] of Map.prototype.entries.call(map)) yield { name: keyText(key), value };
}

function* valuesOf(set: Set<unknown>): Generator<Child> {
  let index = 0;
  for (const value of Set.prototype.values.call(set)) yield { name: String(index++), value };
}

function keyText(key: unknown): string {
  if (typeof key === 'string') return key;
  return typeof key === 'object' && key !== null ? '{…}' : String(key);
}

function properties(holder: object): Child[] {
  const names = Object.getOwnPropertyNames(holder).filter(
    (name) => !(Array.isArray(holder) && name === 'length'),
  );
  const own = names.flatMap((name): Child[] => {
    const found = partOf(holder, name);
    if (!found || (typeof holder === 'function' && ['prototype', 'length', 'name'].includes(name))) return [];
    if ('value' in found) return [{ name, value: found.value }];
    return [{ name, note: found.get === notYet ? '(not set yet)' : '(computed when it is read)' }];
  });
  return own;
}

/** In place of a getter for what a scope declares further below: V8 lets nobody look at it, from Node 22 on. */
const notYet = (): undefined => undefined;

export function partOf(holder: object, name: string): PropertyDescriptor | undefined {
  try {
    return Object.getOwnPropertyDescriptor(holder, name);
  } catch (error) {
    if (error instanceof ReferenceError) return { get: notYet };
    throw error;
  }
}

/** Puts a value in the place of an element, an entry or a property; gives why it cannot be. */
export function setPart(holder: object, name: string, value: unknown): string | undefined {
  if (isBlock(holder)) return 'The values of a tensor do not change. Give its variable another tensor.';
  if (types.isSet(holder)) return 'The values of a Set have no names. Change it by its methods.';
  if (types.isMap(holder)) {
    const keys = [...Map.prototype.keys.call(holder)].filter((key) => keyText(key) === name);
    if (keys.length !== 1)
      return `${keys.length === 0 ? 'No key is' : 'More than one key is'} shown as ${name}.`;
    Map.prototype.set.call(holder, keys[0], value);
    return undefined;
  }
  const found = Object.getOwnPropertyDescriptor(holder, name);
  if (found && !('value' in found)) return `${name} is computed when it is read.`;
  return Reflect.set(holder, name, value) ? undefined : `${name} cannot be changed: it is read-only.`;
}
