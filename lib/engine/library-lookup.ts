// Where TensorFlow's shared libraries are on this machine. Looks only at files; loads nothing.
import { existsSync, readdirSync, statSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { fetchedLibraryFolders } from './fetched-library.js';

/** The shared libraries of one TensorFlow, in the order they must be loaded. */
export interface TensorFlowLibrary {
  readonly source: 'TENSORCELL_LIBTENSORFLOW' | 'python environment' | 'tensorcell setup' | 'tfjs-node';
  readonly folder: string;
  readonly files: readonly string[];
}

/** What the search found, and the places it went through: the second half of an error that helps. */
export interface LookupResult {
  readonly library?: TensorFlowLibrary;
  readonly searched: readonly string[];
}

export interface LookupOptions {
  readonly environment?: Record<string, string | undefined>;
  readonly platform?: NodeJS.Platform;
  readonly workingFolder?: string;
  readonly packageFolder?: string;
  /** More folders of Python packages, looked into after the others. */
  readonly packages?: readonly string[];
}

type Source = TensorFlowLibrary['source'];

// The Python wheel and tfjs-node's archive name the same C API differently; each needs its framework first.
const namesByPlatform: Partial<Record<NodeJS.Platform, readonly (readonly string[])[]>> = {
  linux: [
    ['libtensorflow_framework.so.2', 'libtensorflow_cc.so.2'],
    ['libtensorflow_framework.so.2', 'libtensorflow.so.2'],
  ],
  darwin: [
    ['libtensorflow_framework.2.dylib', 'libtensorflow_cc.2.dylib'],
    ['libtensorflow_framework.2.dylib', 'libtensorflow.2.dylib'],
  ],
  win32: [['python\\_pywrap_tensorflow_common.dll'], ['_pywrap_tensorflow_common.dll'], ['tensorflow.dll']],
};

/**
 * Finds TensorFlow: the environment variable first, then the Python environment that the package or the project lies
 * in, then what `tensorcell setup` fetched, then tfjs-node.
 */
export function findTensorFlow(options: LookupOptions = {}): LookupResult {
  const platform = options.platform ?? process.platform;
  const searched: string[] = [];
  for (const [source, folder] of candidates(options, platform)) {
    searched.push(folder);
    const files = filesIn(folder, platform);
    if (files) return { library: { source, folder, files }, searched };
  }
  return { searched };
}

function* candidates(options: LookupOptions, platform: NodeJS.Platform): Generator<[Source, string]> {
  const environment = options.environment ?? process.env;
  const named = environment.TENSORCELL_LIBTENSORFLOW;
  if (named) for (const folder of foldersAround(named)) yield ['TENSORCELL_LIBTENSORFLOW', folder];
  for (const [source, folder] of pythonPackages(options, platform))
    yield [source, join(folder, 'tensorflow')];
  const packageFolder = options.packageFolder ?? ownPackageFolder();
  for (const root of [...rootsOf(options), ...ancestors(packageFolder)]) {
    for (const name of ['tfjs-node-gpu', 'tfjs-node']) {
      yield ['tfjs-node', join(root, 'node_modules', '@tensorflow', name, 'deps', 'lib')];
    }
  }
}

/** The folders of Python packages that may hold libraries for us, in the order in which they count. */
export function* pythonPackages(
  options: LookupOptions = {},
  platform: NodeJS.Platform = process.platform,
): Generator<['python environment' | 'tensorcell setup', string]> {
  const around = pythonPackagesAround(options.packageFolder);
  if (around) yield ['python environment', around];
  for (const root of rootsOf(options)) {
    for (const folder of sitePackages(join(root, '.venv'), platform)) yield ['python environment', folder];
  }
  const environment = options.environment ?? process.env;
  for (const folder of Object.values(fetchedLibraryFolders(environment, platform))) {
    yield ['tensorcell setup', folder];
  }
  for (const folder of options.packages ?? []) yield ['python environment', folder];
}

function rootsOf({
  packageFolder = ownPackageFolder(),
  workingFolder = process.cwd(),
}: LookupOptions): Set<string> {
  return new Set([packageFolder, ...ancestors(workingFolder)]);
}

/** The folder of Python packages that pip put our package into; undefined in a clone and in npm's package. */
export function pythonPackagesAround(packageFolder = ownPackageFolder()): string | undefined {
  return ancestors(packageFolder).find((folder) => /^(site|dist)-packages$/.test(basename(folder)));
}

// The variable may name the library itself, its folder, or the environment that holds it.
function foldersAround(path: string): string[] {
  if (existsSync(path) && statSync(path).isFile()) return [dirname(path), dirname(dirname(path))];
  return [path, join(path, 'tensorflow'), join(path, 'lib')];
}

function filesIn(folder: string, platform: NodeJS.Platform): string[] | undefined {
  for (const names of namesByPlatform[platform] ?? []) {
    const files = names.map((name) => join(folder, ...name.split('\\')));
    if (files.every((file) => existsSync(file))) return files;
  }
  return undefined;
}

function sitePackages(environment: string, platform: NodeJS.Platform): string[] {
  if (platform === 'win32') return [join(environment, 'Lib', 'site-packages')];
  const lib = join(environment, 'lib');
  if (!existsSync(lib)) return [join(lib, 'python3', 'site-packages')];
  const versions = readdirSync(lib).filter((name) => name.startsWith('python3'));
  return versions.map((version) => join(lib, version, 'site-packages'));
}

function ancestors(folder: string): string[] {
  const parent = dirname(folder);
  return parent === folder ? [folder] : [folder, ...ancestors(parent)];
}

// Compiled or not, this file lies somewhere below the folder of our own package.json.
function ownPackageFolder(): string {
  const here = dirname(fileURLToPath(import.meta.url));
  return ancestors(here).find((folder) => existsSync(join(folder, 'package.json'))) ?? here;
}
