// Which file beside the notebook a specifier means when it is computed: Node's rules, then TypeScript's endings.
import { readFileSync, realpathSync, statSync } from 'node:fs';
import { createRequire, isBuiltin } from 'node:module';
import { dirname, isAbsolute, join, resolve, sep } from 'node:path';
import { fileURLToPath } from 'node:url';

/** In the order in which a name without ending is tried. */
const endings = ['.ts', '.tsx', '.mts', '.cts', '.js', '.jsx', '.mjs', '.cjs', '.json'];
/** The TypeScript that an import of JavaScript means where the JavaScript has not been made. */
const sources: Readonly<Record<string, readonly string[]>> = {
  '.js': ['.ts', '.tsx'],
  '.jsx': ['.tsx'],
  '.mjs': ['.mts'],
  '.cjs': ['.cts'],
};
const local = new RegExp(`(${endings.map((ending) => `\\${ending}`).join('|')})$`);
const inPackages = `${sep}node_modules${sep}`;

/**
 * The absolute path, links followed; `undefined` for a package, a module of Node, and what does not exist.
 *
 * @param from the absolute path of the file that names it
 */
export function resolveLocal(specifier: string, from: string): string | undefined {
  if (isBuiltin(specifier)) return undefined;
  const path = pathsOf(specifier, dirname(from))
    .map(existing)
    .find((found) => found !== undefined);
  const found = path ?? (isRelative(specifier) ? undefined : byPackage(specifier, from));
  const real = found && realpathSync(found);
  return real && isLocalFile(real) ? real : undefined;
}

/** True of a file that the kernel compiles itself; others are Node's. */
export function isLocalFile(path: string): boolean {
  return local.test(path) && !path.includes(inPackages);
}

function isRelative(specifier: string): boolean {
  return /^\.{0,2}(\/|$)|^file:/.test(specifier) || isAbsolute(specifier);
}

/** A specifier as a path and, as `import` reads it, as a URL. */
function pathsOf(specifier: string, folder: string): string[] {
  if (!isRelative(specifier)) return [];
  if (!specifier.startsWith('file:'))
    return [resolve(folder, specifier), resolve(folder, unescaped(specifier))];
  try {
    return [fileURLToPath(specifier)];
  } catch {
    return [];
  }
}

function unescaped(specifier: string): string {
  try {
    return decodeURIComponent(specifier.replace(/[?#].*$/, ''));
  } catch {
    return specifier;
  }
}

function existing(path: string): string | undefined {
  const ending = /\.[cm]?jsx?$/.exec(path)?.[0] ?? '';
  const stem = path.slice(0, path.length - ending.length);
  const candidates = [path, ...(sources[ending] ?? []).map((source) => stem + source)];
  return [...candidates, ...endings.map((other) => path + other)].find(isFile) ?? inFolder(path);
}

function inFolder(path: string): string | undefined {
  if (!statSync(path, { throwIfNoEntry: false })?.isDirectory()) return undefined;
  const main = mainOf(join(path, 'package.json'));
  const named = main === undefined ? undefined : existing(join(path, main));
  return named ?? endings.map((ending) => join(path, `index${ending}`)).find(isFile);
}

function mainOf(manifest: string): string | undefined {
  try {
    const { main } = JSON.parse(readFileSync(manifest, 'utf8')) as { main?: unknown };
    return typeof main === 'string' && main !== '' && !/^\.?\/?$/.test(main) ? main : undefined;
  } catch {
    return undefined;
  }
}

/** By the "imports" or "exports" of the file's own package.json. */
function byPackage(specifier: string, from: string): string | undefined {
  try {
    return createRequire(from).resolve(specifier);
  } catch {
    return undefined;
  }
}

function isFile(path: string): boolean {
  return statSync(path, { throwIfNoEntry: false })?.isFile() ?? false;
}
