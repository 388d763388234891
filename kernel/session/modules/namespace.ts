// What `import * as it` gives: of an ES module its exports, of CommonJS `module.exports` as the default and its
// properties by their names.
import { inspect, types } from 'node:util';

export type Namespace = Readonly<Record<string, unknown>>;

/** An ES module's namespace while it is being made. */
export function emptyNamespace(): Namespace {
  const namespace: object = Object.create(null);
  return Object.defineProperties(namespace, {
    // Cells are CommonJS: this tells their imports that `default` is the module's own.
    __esModule: { value: true },
    [Symbol.toStringTag]: { value: 'Module' },
    [inspect.custom]: { value: shown },
  }) as Namespace;
}

/** Adds an export that is read from the module's variable each time. */
export function addExport(namespace: Namespace, name: string, get: () => unknown): void {
  Object.defineProperty(namespace, name, { get, enumerable: true, configurable: true });
}

/** As the language has it: names in order, none to be added. */
export function closeNamespace(namespace: Namespace): void {
  const own = Object.getOwnPropertyDescriptors(namespace);
  const names = Object.keys(namespace).sort();
  for (const name of names) Reflect.deleteProperty(namespace, name);
  for (const name of names) Object.defineProperty(namespace, name, { ...own[name], configurable: false });
  Object.preventExtensions(namespace);
}

const known = new WeakMap<object, Namespace>();

/** A CommonJS module as an ES module sees it; one that was an ES module once keeps its own default. */
export function namespaceOf(exports: unknown): Namespace {
  if (types.isModuleNamespaceObject(exports)) return exports as Namespace;
  if (!isObject(exports)) return ofValue(exports);
  const made = known.get(exports) ?? ofValue(exports);
  known.set(exports, made);
  addExports(made, exports);
  return made;
}

/** Those that were added to `exports` since are added too. */
function addExports(namespace: Namespace, exports: object): void {
  for (const name of Object.keys(exports)) {
    if (!(name in namespace)) addExport(namespace, name, () => Reflect.get(exports, name));
  }
}

function ofValue(exports: unknown): Namespace {
  const namespace = emptyNamespace();
  const names = isObject(exports) ? Object.keys(exports) : [];
  for (const name of new Set([...names, 'default'].sort())) {
    if (name !== 'default') addExport(namespace, name, () => Reflect.get(exports as object, name));
    else addExport(namespace, name, () => (hasOwnDefault(exports) ? exports.default : exports));
  }
  return namespace;
}

function hasOwnDefault(exports: unknown): exports is { default: unknown } {
  return isObject(exports) && Reflect.get(exports, '__esModule') === true && 'default' in exports;
}

function isObject(value: unknown): value is object {
  return (typeof value === 'object' && value !== null) || typeof value === 'function';
}

/** As Node prints a module; a variable that has no value yet is named as such. */
function shown(this: Namespace, _depth: number, options: object): string {
  const values = Object.keys(this).map((name) => [name, current(this, name)]);
  return `[Module: null prototype] ${inspect(Object.fromEntries(values), options)}`;
}

const uninitialized = { [inspect.custom]: () => '<uninitialized>' };

function current(namespace: Namespace, name: string): unknown {
  try {
    return namespace[name];
  } catch {
    return uninitialized;
  }
}
