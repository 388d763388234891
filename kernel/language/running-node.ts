// What the declarations of the language and of Node say and the running Node lacks: TypeScript knows tomorrow's names
// too, and Node's types are those of its version's last release. What is taken out, the checker refuses.
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';

/** A global, or a member of one, with its place in the declarations; scripts/types/names.mjs writes them. */
type Name = readonly [path: string, start: number, end: number];

/** The text of a declaration file without what the running Node does not have. */
export function withoutMissing(file: string, text: string): string {
  const kept: string[] = [];
  let at = 0;
  for (const [, start, end] of missing(file)) {
    kept.push(text.slice(at, start));
    at = end;
  }
  return kept.join('') + text.slice(at);
}

/** The names that any version of Node has and the running one does not, each once: `Set.prototype.union`. */
export function missingNames(file: string): string[] {
  return [...new Set(missingPaths(file).map((path) => path.replace(/^%(\w+)%/, '$1.prototype')))];
}

/** Of the names of all versions of Node, those that the running one does not have. */
export function missingPaths(file: string): string[] {
  const versions = dirname(dirname(file));
  const folders = readdirSync(versions).filter((name) => name.startsWith('node'));
  const names = folders.flatMap((folder) => namesIn(join(versions, folder)));
  return [...new Set(names.map(([path]) => path))].filter(isMissing);
}

/** While a snapshot is taken, Node lacks more than when it is started. */
let told: ReadonlySet<string> | undefined;

/** Believes the {@link missingPaths} of another process of this Node; undefined: looks by itself again. */
export function believe(paths: readonly string[] | undefined): void {
  told = paths && new Set(paths);
}

function missing(file: string): Name[] {
  return namesIn(dirname(file)).filter(([path]) => isMissing(path));
}

function isMissing(path: string): boolean {
  return told ? told.has(path) : !isThere(path);
}

function namesIn(folder: string): Name[] {
  const list = join(folder, 'names.json');
  return existsSync(list) ? (JSON.parse(readFileSync(list, 'utf8')) as Name[]) : [];
}

/** `Set.prototype.union`, `Symbol.prototype.@@toPrimitive`, `%Iterator%.map`. */
function isThere(path: string): boolean {
  const keys = path.split('.');
  const last = keys.pop() ?? '';
  const owner = keys.reduce<unknown>(member, globalThis);
  const key = keyOf(last);
  return key !== undefined && isObject(owner) && key in owner;
}

const prototypeOf = (value: object): object => Object.getPrototypeOf(value) as object;

/** Objects that no global has as its own. */
const unnamed: Readonly<Record<string, object>> = {
  '%Iterator%': prototypeOf(prototypeOf([].values())),
  '%AsyncIterator%': prototypeOf(prototypeOf((async function* () {})())),
};

function member(owner: unknown, name: string): unknown {
  if (Object.hasOwn(unnamed, name)) return unnamed[name];
  const key = keyOf(name);
  return key !== undefined && isObject(owner) ? (owner as Record<PropertyKey, unknown>)[key] : undefined;
}

/** Undefined for a symbol that this Node does not have. */
function keyOf(name: string): string | symbol | undefined {
  if (!name.startsWith('@@')) return name;
  return (Symbol as unknown as Record<string, symbol | undefined>)[name.slice('@@'.length)];
}

function isObject(value: unknown): value is object {
  return (typeof value === 'object' && value !== null) || typeof value === 'function';
}
