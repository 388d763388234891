// What other kernels have magics for, as functions: `sh` runs a command, `install` adds an npm package.
import { type ChildProcess, spawn } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { displaySymbol } from '../../lib/kernel-door.js';
import { currentCell } from './current-cell.js';
import { sendStream } from './streams.js';

/** What a command printed. On a cell's last line it shows nothing: its output has been shown already. */
export interface ShellOutput {
  readonly stdout: string;
  readonly stderr: string;
}

const windows = process.platform === 'win32';
/** A name with an optional scope and version, a path or a URL; nothing that npm would read as an option. */
const packagePattern = /^[@\w.~/:][^\s]*$/;

/**
 * Runs a command in the notebook's folder, its output streamed into the cell. Values are quoted, so that file
 * names with blanks are safe. A command that fails throws; Stop ends it.
 *
 * @example
 * const { stdout } = await sh`ls -l ${folder}`;
 */
export function sh(parts: TemplateStringsArray, ...values: unknown[]): Promise<ShellOutput> {
  const command = parts
    .map((part, index) => part + (index < values.length ? quote(String(values[index])) : ''))
    .join('');
  return run(command, spawn(command, { shell: true, stdio: ['ignore', 'pipe', 'pipe'] }));
}

/**
 * Puts npm packages beside the notebook and makes them importable, with their types: those of `@types` where the
 * package has none of its own.
 *
 * @example
 * await install('lodash');
 */
export async function install(...packages: string[]): Promise<void> {
  const wrong = packages.find((name) => !packagePattern.test(name));
  if (packages.length === 0 || wrong !== undefined) {
    throw new Error(
      `Expected names of npm packages, such as install('lodash'). Received: ${JSON.stringify(wrong)}`,
    );
  }
  await npm(packages);
  const untyped = packages.map(bareName).filter((name) => !hasTypes(name));
  for (const name of untyped) await npm([typesPackage(name)], true).catch(() => {});
}

function npm(packages: readonly string[], quiet = false): Promise<ShellOutput> {
  const args = ['install', '--prefix', process.cwd(), '--no-audit', '--no-fund', ...packages];
  const child = spawn('npm', args, { shell: windows, stdio: ['ignore', 'pipe', 'pipe'] });
  return run(`npm install ${packages.join(' ')}`, child, quiet);
}

/** Resolves with what the child printed, which the cell has shown meanwhile. */
function run(command: string, child: ChildProcess, quiet = false): Promise<ShellOutput> {
  const output = { stdout: '', stderr: '' };
  for (const name of ['stdout', 'stderr'] as const) {
    child[name]?.setEncoding('utf8').on('data', (text: string) => {
      output[name] += text;
      if (!quiet) sendStream(name, text);
    });
  }
  currentCell().signal.addEventListener('abort', () => child.kill('SIGINT'), { once: true });
  return new Promise((resolve, reject) => {
    child.once('error', (cause) =>
      reject(new Error(`The command could not be started: ${command}`, { cause })),
    );
    child.once('close', (code, signal) => {
      if (code === 0) resolve(Object.defineProperty(output, displaySymbol, { value: () => undefined }));
      else reject(new Error(`The command ended with ${signal ?? `exit code ${code}`}: ${command}`));
    });
  });
}

function quote(value: string): string {
  return windows ? `"${value.replaceAll('"', '""')}"` : `'${value.replaceAll("'", "'\\''")}'`;
}

/** `@scope/name@1.2` → `@scope/name`. */
function bareName(spec: string): string {
  return spec.replace(/(?<=.)@.*$/, '');
}

function hasTypes(name: string): boolean {
  const folder = join(process.cwd(), 'node_modules', name);
  if (!existsSync(join(folder, 'package.json'))) return true;
  const description = readFileSync(join(folder, 'package.json'), 'utf8');
  return /"(types|typings)"\s*:/.test(description) || existsSync(join(folder, 'index.d.ts'));
}

/** `@scope/name` has its types in `@types/scope__name`. */
function typesPackage(name: string): string {
  return `@types/${name.replace(/^@/, '').replace('/', '__')}`;
}
