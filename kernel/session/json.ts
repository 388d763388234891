// From any value to one that JSON can hold, as `JSON.stringify` would write it, or to an error that says where in the
// value it cannot.
import { types } from 'node:util';
import { wellFormed } from './text.js';

/** Python's readers of JSON give up near 1000. */
const deepest = 500;
/** Shared references can make a small object endless as text. */
const mostValues = 4_000_000;
const shownSteps = 12;

/** @param name of the value in messages: `display.json` */
export function toJson(value: unknown, name: string): unknown {
  return new Converter(name).convert(value);
}

class Converter {
  readonly #name: string;
  /** The objects that hold the one being converted, and the keys that lead to it. */
  readonly #holders: object[] = [];
  readonly #path: (string | number)[] = [];
  #left = mostValues;

  constructor(name: string) {
    this.#name = name;
  }

  convert(given: unknown): unknown {
    const value = typeof given === 'object' || typeof given === 'bigint' ? this.#own(given) : given;
    switch (typeof value) {
      case 'string':
        return wellFormed(value);
      case 'number':
        return Number.isFinite(value) ? value : null;
      case 'boolean':
        return value;
      case 'bigint':
        return this.#refuse('a BigInt', 'Convert it with Number(…) or String(…).');
      case 'object':
        return value === null ? null : this.#object(value);
      default:
        return undefined;
    }
  }

  /** What a value's own `toJSON` makes of it. */
  #own(value: object | bigint | null): unknown {
    if (value === null || (typeof value === 'object' && types.isTypedArray(value))) return value;
    const method = this.#trying(() => Reflect.get(Object(value) as object, 'toJSON', value) as unknown);
    if (typeof method !== 'function') return value;
    return this.#trying(() => Reflect.apply(method, value, [String(this.#path.at(-1) ?? '')]) as unknown);
  }

  #object(value: object): unknown {
    if (this.#holders.includes(value)) this.#refuse('an object that holds itself', 'Leave that part out.');
    if (this.#holders.length >= deepest) this.#refuse(`more than ${deepest} levels`, 'Flatten it.');
    if (types.isPromise(value)) this.#refuse('a promise', 'Await it first.');
    if (types.isBoxedPrimitive(value)) return this.convert(value.valueOf());
    this.#holders.push(value);
    const converted = this.#isList(value) ? this.#list(value) : this.#fields(value);
    this.#holders.pop();
    return converted;
  }

  #isList(value: object): value is ArrayLike<unknown> {
    return types.isTypedArray(value) || this.#trying(() => Array.isArray(value));
  }

  #list(list: ArrayLike<unknown>): unknown[] {
    const items: unknown[] = [];
    const length = this.#trying(() => list.length);
    this.#take(length);
    for (let index = 0; index < length; index++) items.push(this.#at(list, index) ?? null);
    return items;
  }

  #fields(value: object): Record<string, unknown> {
    const fields: Record<string, unknown> = {};
    const keys = this.#trying(() => Object.keys(value));
    this.#take(keys.length);
    for (const key of keys) {
      const field = this.#at(value, key);
      if (field !== undefined) define(fields, wellFormed(key), field);
    }
    return fields;
  }

  #at(holder: object, key: string | number): unknown {
    this.#path.push(key);
    const converted = this.convert(this.#trying(() => Reflect.get(holder, key) as unknown));
    this.#path.pop();
    return converted;
  }

  #take(count: number): void {
    if (count > this.#left)
      this.#refuse(`more than ${mostValues.toLocaleString('en')} values`, 'Show a part of it.');
    this.#left -= count;
  }

  #trying<T>(read: () => T): T {
    try {
      return read();
    } catch (cause) {
      const problem = `${this.#place()} throws when it is read`;
      throw new Error(`${this.#name}: expected JSON. Received: a value of which ${problem}.`, { cause });
    }
  }

  #refuse(what: string, advice: string): never {
    throw new Error(`${this.#name}: expected JSON. Received: ${what} at ${this.#place()}. ${advice}`);
  }

  #place(): string {
    if (this.#path.length === 0) return 'its top';
    const ends = [...this.#path.slice(0, shownSteps / 2), '…', ...this.#path.slice(-shownSteps / 2)];
    return (this.#path.length > shownSteps ? ends : this.#path).map(step).join('').replace(/^\./, '');
  }
}

/** Not by assignment, which a key named `__proto__` would mislead. */
function define(fields: Record<string, unknown>, key: string, value: unknown): void {
  if (key !== '__proto__') fields[key] = value;
  else Object.defineProperty(fields, key, { value, enumerable: true, writable: true, configurable: true });
}

function step(key: string | number): string {
  if (typeof key === 'number') return `[${key}]`;
  return /^[\w$…]+$/.test(key) ? `.${key}` : `[${JSON.stringify(key)}]`;
}
