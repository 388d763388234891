// `install` adds npm packages beside the notebook.
import { spawn } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describeScripts, identity, type Scripted, scriptedPackages } from './install-scripts.js';
import { notebookFolder } from './notebook-folder.js';
import { run, type ShellOutput } from './shell.js';
import { sendStream } from './streams.js';

export interface InstallOptions {
  /** Lets the packages run their install scripts on this machine. Default: false. */
  readonly scripts?: boolean;
}

/** A name with an optional scope and version, a path or a URL; nothing that npm would read as an option. */
const packagePattern = /^[@\w.~/:][^\s]*$/;
const windows = process.platform === 'win32';

/**
 * Puts npm packages beside the notebook and makes them importable, with their types: those of `@types` where the
 * package has none of its own. A later cell imports it; the same cell can by `await import('lodash')`.
 *
 * Scripts that packages bring to be run at their installation are not run. Which packages have some is told, and
 * `{ scripts: true }` as the last argument allows them.
 *
 * @param packages names with or without a version, folders, archives or URLs, as `npm install` takes them
 * @throws where a name is none, or npm fails
 * @example
 * await install('lodash');
 */
export async function install(
  ...packages: [...names: string[], options: string | InstallOptions]
): Promise<void> {
  const { names, scripts } = readArguments(packages);
  const before = scriptedPackages(notebookFolder);
  await npm(['install', ...allowing(scripts), ...names]);
  if (scripts) await runMissed(before, names);
  else tellScripts(new Set(before.map(identity)));
  const untyped = names.map(bareName).filter((name) => !hasTypes(name));
  for (const name of untyped)
    await npm(['install', '--ignore-scripts', typesPackage(name)], true).catch(() => {});
}

function readArguments(packages: readonly (string | InstallOptions)[]) {
  const last = packages.at(-1);
  const options = typeof last === 'object' && last !== null ? last : undefined;
  const names = options ? packages.slice(0, -1) : packages;
  const wrong = names.find((name) => typeof name !== 'string' || !packagePattern.test(name));
  if (names.length === 0 || wrong !== undefined) {
    throw new Error(
      `install: expected names of npm packages. Received: ${JSON.stringify(wrong)}. Call it as install('lodash').`,
    );
  }
  const unknown = Object.keys(options ?? {}).find((name) => name !== 'scripts');
  const { scripts = false } = options ?? {};
  if (unknown !== undefined || typeof scripts !== 'boolean') {
    const received = JSON.stringify(options);
    throw new Error(
      `install: expected { scripts: true } or { scripts: false } as options. Received: ${received}. Leave other options out.`,
    );
  }
  return { names: names as string[], scripts };
}

function allowing(scripts: boolean): string[] {
  return [`--ignore-scripts=${!scripts}`];
}

/** npm does not run the scripts of a package that is there already. */
async function runMissed(before: readonly Scripted[], specs: readonly string[]): Promise<void> {
  const wanted = new Set(specs.map(installedName));
  const missed = before.map(({ name }) => name).filter((name) => wanted.has(name));
  if (missed.length > 0) await npm(['rebuild', ...allowing(true), ...missed]);
}

/** A path or an address stands in package.json beside the name that it has there. */
function installedName(spec: string): string {
  const place = spec.replace(/^(\.\/|file:)+/, '');
  const isPlace = /[/:]|\.t(ar\.)?gz$/.test(spec) && !/^@[^/]+\/[^/]+$/.test(spec);
  const known = isPlace ? dependencies().find(([, value]) => value.endsWith(place)) : undefined;
  return known?.[0] ?? bareName(spec);
}

function dependencies(): [string, string][] {
  const manifest = join(notebookFolder, 'package.json');
  if (!existsSync(manifest)) return [];
  const { dependencies = {} } = JSON.parse(readFileSync(manifest, 'utf8')) as {
    dependencies?: Record<string, string>;
  };
  return Object.entries(dependencies);
}

function tellScripts(known: ReadonlySet<string>): void {
  const fresh = scriptedPackages(notebookFolder).filter((one) => !known.has(identity(one)));
  if (fresh.length > 0) sendStream('stderr', describeScripts(fresh));
}

function npm(words: readonly string[], quiet = false): Promise<ShellOutput> {
  const args = [...words, '--prefix', notebookFolder, '--no-audit', '--no-fund'];
  const child = spawn('npm', args, {
    cwd: notebookFolder,
    shell: windows,
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  return run(`npm ${words.join(' ')}`, child, quiet);
}

/** `@scope/name@1.2` → `@scope/name`. */
function bareName(spec: string): string {
  return spec.replace(/(?<=.)@.*$/, '');
}

function hasTypes(name: string): boolean {
  const folder = join(notebookFolder, 'node_modules', name);
  if (!existsSync(join(folder, 'package.json'))) return true;
  const description = readFileSync(join(folder, 'package.json'), 'utf8');
  return /"(types|typings)"\s*:/.test(description) || existsSync(join(folder, 'index.d.ts'));
}

/** `@scope/name` has its types in `@types/scope__name`. */
function typesPackage(name: string): string {
  return `@types/${name.replace(/^@/, '').replace('/', '__')}`;
}
