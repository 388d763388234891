// Where cells keep their variables, and how they load modules: packages from the notebook's folder, local files as
// the language part compiled them, the library by its own name.
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { pathToFileURL } from 'node:url';
import vm from 'node:vm';
import type { LocalModule } from '../contract/cell-code.js';
import { addSource } from './sources.js';
import type { StopCheck } from './stop.js';

type Load = (id: string) => unknown;

/** What the code of a cell or a local file receives beside its variables; the language part's transforms use it. */
export interface CodeRuntime extends StopCheck {
  /** `import(specifier)`, resolved from the notebook's folder. */
  import(specifier: string): Promise<unknown>;
  /** `import.meta` of this file. */
  readonly meta: { url: string; filename: string; dirname: string };
}

interface Parameters {
  exports: Record<string, unknown>;
  require: Load;
  runtime: CodeRuntime;
}

const localHead = '(function (exports, require, module, __filename, __dirname, __tensorcell) {';
/** Node's error codes for a package that can be imported but not required. */
const onlyImportable = new Set([
  'ERR_REQUIRE_ESM',
  'ERR_REQUIRE_ASYNC_MODULE',
  'ERR_PACKAGE_PATH_NOT_EXPORTED',
]);

export class Scope {
  /** All variables of all cells; a cell's code reads and writes them as properties. */
  readonly variables: Record<string, unknown> = {};
  /** What each cell's code is called with. */
  readonly parameters: Parameters;
  readonly #stopCheck: StopCheck;
  /** What `require` gives without looking at the disk. */
  readonly #modules: Map<string, unknown>;
  readonly #sources = new Map<string, LocalModule>();
  readonly #loaded = new Map<string, { exports: Record<string, unknown> }>();

  constructor(folder: string, builtIn: ReadonlyMap<string, unknown>, stopCheck: StopCheck) {
    this.#stopCheck = stopCheck;
    this.#modules = new Map(builtIn);
    this.parameters = this.#parametersFor(join(folder, 'notebook.ts'), this.variables);
  }

  /** A file that changed, itself or through one that it imports, runs again at its next import. */
  addModules(modules: readonly LocalModule[]): void {
    for (const module of modules) {
      if (this.#sources.get(module.path)?.version === module.version) continue;
      this.#sources.set(module.path, module);
      this.#loaded.delete(module.path);
      addSource(module.path, readSource(module.path), module.map);
    }
  }

  /** Loads the packages of ES modules among `imports`, so that the code can `require` them. */
  async prepare(imports: readonly string[]): Promise<void> {
    for (const id of imports) {
      if (this.#modules.has(id) || !this.#mustBeImported(id)) continue;
      const namespace = await importFromNotebook(id);
      this.#modules.set(id, Object.create(namespace, { __esModule: { value: true } }));
    }
  }

  /** Reads the variable that holds a cell's last expression, and removes it. */
  take(name: string): unknown {
    const value = this.variables[name];
    delete this.variables[name];
    return value;
  }

  #parametersFor(file: string, exports: Record<string, unknown>): Parameters {
    const native = createRequire(file);
    const known = (id: string) =>
      this.#modules.get(id) ?? (this.#sources.has(id) ? this.#loadLocal(id) : undefined);
    const meta = { url: pathToFileURL(file).href, filename: file, dirname: dirname(file) };
    const runtime: CodeRuntime = {
      ...this.#stopCheck,
      import: async (specifier) => known(specifier) ?? importFromNotebook(specifier),
      meta,
    };
    return { exports, require: Object.assign((id: string) => known(id) ?? native(id), native), runtime };
  }

  /** Other errors of a package are left to the cell's own `require`, which names its line. */
  #mustBeImported(id: string): boolean {
    try {
      this.parameters.require(id);
      return false;
    } catch (error) {
      return onlyImportable.has((error as NodeJS.ErrnoException).code ?? '');
    }
  }

  #loadLocal(path: string): unknown {
    const known = this.#loaded.get(path);
    if (known) return known.exports;
    const module = { exports: {} };
    // Before the file runs, so that a circle of imports ends here.
    this.#loaded.set(path, module);
    try {
      const { require, runtime } = this.#parametersFor(path, module.exports);
      this.#compile(path)(module.exports, require, module, path, dirname(path), runtime);
    } catch (error) {
      this.#loaded.delete(path);
      throw error;
    }
    return module.exports;
  }

  #compile(path: string): (...parameters: unknown[]) => void {
    const script = new vm.Script(`${localHead}${this.#sources.get(path)!.code}\n})`, {
      filename: path,
      columnOffset: -localHead.length,
    });
    return script.runInThisContext() as (...parameters: unknown[]) => void;
  }
}

// A script whose name is no path resolves from the working folder, which is the notebook's.
const importer = new vm.Script('(specifier) => import(specifier)', {
  filename: 'notebook',
  importModuleDynamically: vm.constants.USE_MAIN_CONTEXT_DEFAULT_LOADER,
});
const importFromNotebook = importer.runInThisContext() as (specifier: string) => Promise<object>;

/** For code frames in tracebacks; a file that has been deleted has none. */
function readSource(path: string): string {
  try {
    return readFileSync(path, 'utf8');
  } catch {
    return '';
  }
}
