// The checker's real thread for tests: a worker reads JavaScript, so the sources are compiled first, once for each
// state of them.
import {
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  renameSync,
  statSync,
  writeFileSync,
} from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import ts from 'typescript';

const root = fileURLToPath(new URL('../..', import.meta.url));
const folders = ['contract', 'convert', 'language'];

/** The address of the thread's module. */
export function compiledThread(): URL {
  const sources = folders.flatMap((folder) => sourcesIn(join('kernel', folder)));
  const stamp = Math.max(...sources.map((file) => statSync(join(root, file)).mtimeMs)).toFixed(0);
  // Inside of the project: packages are found from here.
  const target = join(root, '.cache', `checker-thread-${stamp}`);
  if (!existsSync(target)) compile(sources, target);
  return pathToFileURL(join(target, 'kernel', 'language', 'thread.js'));
}

function sourcesIn(folder: string): string[] {
  const names = readdirSync(join(root, folder), { recursive: true, encoding: 'utf8' });
  return names.filter((name) => name.endsWith('.ts')).map((name) => join(folder, name));
}

function compile(sources: readonly string[], target: string): void {
  const draft = `${target}-${process.pid}`;
  const compilerOptions = { target: ts.ScriptTarget.ES2022, module: ts.ModuleKind.ESNext };
  for (const source of sources) {
    const { outputText } = ts.transpileModule(readFileSync(join(root, source), 'utf8'), { compilerOptions });
    const file = join(draft, source.replace(/\.ts$/, '.js'));
    mkdirSync(dirname(file), { recursive: true });
    writeFileSync(file, outputText);
  }
  try {
    renameSync(draft, target);
  } catch {
    // Another process was first; its files are as good.
  }
}
