// The one place where what leaves the kernel becomes JSON. Whatever it holds, a message goes out that every front end
// can read: values that JSON has no form for, circles, depth and size are replaced by a note, half a surrogate pair by
// U+FFFD, and errors are cut to a length that a notebook can show.
import { isErrorContent, shortenError } from './error-content.js';

/** Front ends read JSON recursively, Python to a depth of about 1000; beyond it they would lose the whole message. */
const depthLimit = 500;
/** How many values one message may hold: shared references can make a small object endless as text. */
const valueLimit = 4_000_000;
/** How many characters; JSON may write each as six, and V8's strings end at 2 ** 29. */
const characterLimit = 2 ** 26;

/** Never throws. */
export function encodeJson(value: unknown): Buffer {
  try {
    const text = JSON.stringify(new Guard().safe(value)) as string | undefined;
    return Buffer.from(wellFormedJson(text ?? '{}'));
  } catch {
    // Only a value whose own code answers differently each time comes here.
    return Buffer.from('{}');
  }
}

/** What of a value JSON cannot hold, and where, such as `a BigInt at data.rows`; `undefined` when it holds all. */
export function jsonProblem(value: unknown): string | undefined {
  const guard = new Guard();
  guard.safe(value);
  return guard.problem;
}

/** An escaped backslash, an escaped pair of surrogates, and half of one. */
const escapes =
  /\\\\|\\u[dD][89abAB][0-9a-fA-F]{2}\\u[dD][c-fC-F][0-9a-fA-F]{2}|(\\u[dD][89a-fA-F][0-9a-fA-F]{2})/g;

/** Replaces halves of surrogate pairs, in keys as in values, by U+FFFD. JSON text holds them as escapes only. */
export function wellFormedJson(text: string): string {
  if (!/\\u[dD][89a-fA-F]/.test(text)) return text;
  return text.replace(escapes, (found, half?: string) => (half ? '\ufffd' : found));
}

/** Walks a value once and copies only the parts that must change. */
class Guard {
  problem: string | undefined;
  #values = valueLimit;
  #characters = characterLimit;
  readonly #above = new Set<object>();
  readonly #path: (string | number)[] = [];

  safe(value: unknown): unknown {
    switch (typeof value) {
      case 'string':
        return this.#text(value);
      case 'bigint':
        return this.#refuse('a BigInt');
      case 'function':
      case 'symbol':
        return this.#refuse(`a ${typeof value}`);
      case 'object':
        return value === null ? null : this.#container(value);
      default:
        return value;
    }
  }

  #text(text: string): string {
    if (text.length > this.#characters) return this.#refuse(`a text of ${text.length} characters`);
    this.#characters -= text.length;
    return text;
  }

  #container(value: object): unknown {
    if (this.#above.has(value)) return this.#refuse('a circular reference');
    if (this.#above.size >= depthLimit) return this.#refuse(`a value more than ${depthLimit} levels deep`);
    this.#above.add(value);
    try {
      return this.#opened(value);
    } catch (error) {
      return this.#refuse(`a value that cannot be read (${reason(error)})`);
    } finally {
      this.#above.delete(value);
    }
  }

  #opened(value: object): unknown {
    if (ArrayBuffer.isView(value)) return this.#take(value.byteLength) ?? value;
    if ('toJSON' in value && typeof value.toJSON === 'function') return this.safe(value.toJSON());
    if (Array.isArray(value)) return this.#take(value.length) ?? this.#array(value);
    const keys = Object.keys(value);
    return this.#take(keys.length) ?? this.#object(value as Record<string, unknown>, keys);
  }

  #array(list: readonly unknown[]): unknown {
    let copy: unknown[] | undefined;
    for (let index = 0; index < list.length; index++) {
      const safe = this.#at(index, list[index]);
      if (Object.is(safe, list[index])) continue;
      copy ??= [...list];
      copy[index] = safe;
    }
    return copy ?? list;
  }

  #object(value: Record<string, unknown>, keys: readonly string[]): unknown {
    let result = isErrorContent(value) ? shortenError(value) : value;
    for (const key of keys) {
      this.#characters -= key.length;
      const before = result[key];
      const safe = this.#at(key, before);
      if (Object.is(safe, before)) continue;
      if (result === value) result = { ...value };
      define(result, key, safe);
    }
    return result;
  }

  #at(key: string | number, value: unknown): unknown {
    this.#path.push(key);
    const safe = this.safe(value);
    this.#path.pop();
    return safe;
  }

  /** Takes `count` values from what is left; a note when that is too little. */
  #take(count: number): string | undefined {
    if (count >= this.#values) return this.#refuse(`more than ${valueLimit} values`);
    this.#values -= count + 1;
    return undefined;
  }

  /** A note in place of the value; the first one tells where. */
  #refuse(what: string): string {
    this.problem ??= this.#path.length === 0 ? what : `${what} at ${this.#path.slice(0, 8).join('.')}`;
    return `(${what} was left out)`;
  }
}

/** A key such as `__proto__` is data like every other. */
function define(target: object, key: string, value: unknown): void {
  Object.defineProperty(target, key, { value, enumerable: true, configurable: true, writable: true });
}

function reason(error: unknown): string {
  try {
    return String((error as Error).message).slice(0, 200);
  } catch {
    return 'its own code failed';
  }
}
