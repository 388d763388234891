// The code of the files beside the notebook: of those that a cell's text names as the check compiled them, of others
// when they are asked for.
import { readFileSync, statSync } from 'node:fs';
import { jsonCode, type LocalModule } from '../../contract/cell-code.js';
import { addFunctionTexts } from '../function-texts.js';
import { addSource } from '../sources.js';

export type Compile = (path: string) => LocalModule;

interface Known {
  readonly module: LocalModule;
  readonly stamp: string;
}

export class ModuleSources {
  readonly #compile: Compile;
  readonly #known = new Map<string, Known>();

  constructor(compile: Compile) {
    this.#compile = compile;
  }

  of(path: string): LocalModule {
    return this.#known.get(path)?.module ?? this.#learn(path, json(path) ?? this.#compile(path));
  }

  /** Takes a cell's files and forgets those that have changed on the disk; gives the paths of all that differ now. */
  update(modules: readonly LocalModule[]): string[] {
    const changed = [...this.#known].filter(([path, { stamp }]) => stampOf(path) !== stamp);
    const differing = modules.filter((module) => !this.#isSame(module));
    for (const [path] of changed) this.#known.delete(path);
    for (const module of modules) this.#learn(module.path, module);
    return [...changed.map(([path]) => path), ...differing.map(({ path }) => path)];
  }

  #isSame({ path, version, code }: LocalModule): boolean {
    const known = this.#known.get(path);
    return known !== undefined && (known.module.version === version || known.module.code === code);
  }

  #learn(path: string, module: LocalModule): LocalModule {
    if (this.#known.get(path)?.module !== module) {
      addSource(path, textOf(path), module.map);
      addFunctionTexts(module);
    }
    this.#known.set(path, { module, stamp: stampOf(path) });
    return module;
  }
}

function json(path: string): LocalModule | undefined {
  if (!path.endsWith('.json')) return undefined;
  const code = readFileSync(path, 'utf8');
  return { path, version: code, ...jsonCode(path, code) };
}

function stampOf(path: string): string {
  const stat = statSync(path, { throwIfNoEntry: false });
  return stat === undefined ? '' : `${stat.mtimeMs} ${stat.size}`;
}

/** For code frames in tracebacks; a file that has been deleted has none. */
function textOf(path: string): string {
  try {
    return readFileSync(path, 'utf8');
  } catch {
    return '';
  }
}
