// What the language gives, and the kernel itself stands on. A cell that replaces some of it (`Array.prototype.map = …`)
// has its own for as long as its code runs; then it is put back, and the cell says so. Date and Math are left to the
// user, who sets clocks and seeds by them.

const { defineProperty, getOwnPropertyDescriptor, getPrototypeOf, prototype: ofAll } = Object;
const { deleteProperty, ownKeys } = Reflect;
const toText = String;

/** Of the global object: they are kept, with their own properties and those of their prototypes. */
const names: readonly string[] = `
  AbortController AbortSignal AggregateError Array ArrayBuffer Atomics BigInt Boolean Buffer DataView Error
  EventTarget FinalizationRegistry Float32Array Float64Array Function Int32Array JSON Map Number Object Promise Proxy
  RangeError Reflect RegExp Set SharedArrayBuffer String Symbol SyntaxError TypeError Uint8Array WeakMap WeakRef
  WeakSet
`.match(/\w+/g)!;

/** Settings, which are there to be set. */
const settings = ['Error.prepareStackTrace', 'Error.stackTraceLimit', 'Buffer.poolSize'];

interface Property {
  readonly owner: object;
  readonly key: string | symbol;
  /** As in `Array.prototype.map`. */
  readonly name: string;
  /** Without a prototype, so that nothing that is added to all objects counts as part of it. */
  readonly descriptor: PropertyDescriptor;
  /** The descriptor's, which is slow to read: all are compared around each cell. */
  readonly value: unknown;
  readonly get: PropertyDescriptor['get'];
  readonly set: PropertyDescriptor['set'];
}

const kept: Property[] = [];

export function keepBuiltIns(): void {
  for (const name of names) {
    // Asked for first: Node makes some when they are.
    const value = Reflect.get(globalThis, name) as { prototype?: object };
    keep(globalThis, name, name);
    keepAll(value, name);
    if (value.prototype) keepAll(value.prototype, `${name}.prototype`);
  }
  for (const [name, prototype] of namelessPrototypes()) keepAll(prototype, name);
}

/** What loops, spreads and typed arrays go through. */
function namelessPrototypes(): [name: string, prototype: object][] {
  const examples: [string, object][] = [
    ['Array Iterator', [][Symbol.iterator]()],
    ['Map Iterator', new Map()[Symbol.iterator]()],
    ['Set Iterator', new Set()[Symbol.iterator]()],
    ['String Iterator', ''[Symbol.iterator]()],
    ['TypedArray', Uint8Array.prototype],
    ['Generator', function* () {}.prototype],
  ];
  return examples.map(([name, example]) => [`${name}.prototype`, getPrototypeOf(example) as object]);
}

function keepAll(owner: object, name: string): void {
  for (const key of ownKeys(owner)) keep(owner, key, `${name}.${toText(key)}`);
}

function keep(owner: object, key: string | symbol, name: string): void {
  const descriptor = getOwnPropertyDescriptor(owner, key);
  if (!descriptor?.configurable || settings.includes(name)) return;
  const { value, get, set } = descriptor;
  kept.push({
    owner,
    key,
    name,
    descriptor: Object.assign(Object.create(null), descriptor),
    value,
    get,
    set,
  });
}

/**
 * Puts back what was replaced, and takes from all objects what was added to them. Calls no method that may have been
 * replaced.
 * @returns the names of both
 */
export function putBackBuiltIns(): string[] {
  const changed: string[] = [];
  const keys = ownKeys(ofAll);
  for (let i = 0; i < keys.length; i++) {
    const key = keys[i]!;
    if (!isSeenInAll(key) || !deleteProperty(ofAll, key)) continue;
    changed[changed.length] = `Object.prototype.${toText(key)}`;
  }
  for (let i = 0; i < kept.length; i++) {
    const property = kept[i]!;
    if (isAsKept(property)) continue;
    defineProperty(property.owner, property.key, property.descriptor);
    changed[changed.length] = property.name;
  }
  return changed;
}

function isAsKept({ owner, key, value, get, set }: Property): boolean {
  const now = getOwnPropertyDescriptor(owner, key);
  // None of them is NaN.
  return now !== undefined && now.value === value && now.get === get && now.set === set;
}

/** Nothing of the language is; what a library adds for all (`should`) takes care not to be. */
const isSeenInAll = (key: string | symbol): boolean =>
  getOwnPropertyDescriptor(ofAll, key)?.enumerable === true;
