// A notebook for tests: cells are converted by the language part and run here as the session would run them.
import { mkdtempSync, realpathSync, rmSync, utimesSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { vi } from 'vitest';
import type { LocalModule } from '../../kernel/contract/cell-code.js';
import type { Diagnostic } from '../../kernel/contract/diagnostics.js';
import type { Converted, Language } from '../../kernel/contract/language.js';
import { createLanguage } from '../../kernel/language/language.js';
import { testTypes } from './types.js';

// A checker's first answers take their time on a busy machine.
vi.setConfig({ testTimeout: 60_000, hookTimeout: 60_000 });

type Exports = Record<string, unknown>;

/** What the session gives to the code of cells besides, where nothing is stopped. */
const unstopped = {
  waited: undefined as unknown,
  wait(value: unknown) {
    this.waited = value;
  },
  back: (_: unknown, value: unknown) => value,
  settled: (value: unknown) => value,
  each: (source: unknown) => source,
  cleanUp() {},
  later: (callback: unknown) => callback,
  reaction: (callback: unknown) => callback,
  cleaning: (callback: unknown) => callback,
};

export class Notebook {
  readonly folder = realpathSync(mkdtempSync(join(tmpdir(), 'tensorcell-notebook-')));
  readonly language: Language = createLanguage({ cwd: this.folder, preload: testTypes() });
  /** All variables of all cells. */
  readonly variables: Exports = {};
  /** Raised as Stop does it; every check at a loop's head counts. */
  readonly flag = new Int32Array(1);
  readonly builtIn = new Map<string, unknown>();
  readonly #modules = new Map<string, LocalModule>();
  readonly #loaded = new Map<string, { version: string; exports: Exports }>();
  #count = 0;

  /** Writes a file beside the notebook. */
  write(name: string, text: string): string {
    const path = join(this.folder, name);
    writeFileSync(path, text);
    // Two writes of the same length within a clock tick must still look different.
    const time = new Date(2020, 0, 1, 0, 0, ++this.#count);
    utimesSync(path, time, time);
    return path;
  }

  convert(source: string): Converted {
    const result = this.language.convert(source, `Cell[${++this.#count}]`);
    if (!result.ok) throw new Error(result.diagnostics.map(({ message }) => message).join('\n'));
    return result;
  }

  /** What is wrong with a cell that must not run. */
  errors(source: string): readonly Diagnostic[] {
    const result = this.language.convert(source, `Cell[${++this.#count}]`);
    return result.ok ? [] : result.diagnostics;
  }

  /** Runs a cell and gives its last expression's value. */
  async run(source: string): Promise<unknown> {
    const cell = this.convert(source);
    for (const module of cell.modules) this.#modules.set(module.path, module);
    const before = { ...this.variables };
    for (const name of cell.names) delete this.variables[name];
    try {
      await this.#start(cell);
    } catch (error) {
      const assigned = cell.names.filter((name) => name in this.variables);
      for (const [name, value] of Object.entries(before)) this.variables[name] ??= value;
      cell.commit(assigned);
      throw error;
    }
    cell.commit();
    return cell.lastExpression === undefined ? undefined : this.variables[cell.lastExpression];
  }

  close(): void {
    this.language.close();
    rmSync(this.folder, { recursive: true });
  }

  #start({ code, isAsync }: Converted): unknown {
    const runtime = this.#runtime();
    const AsyncFunction = (async () => {}).constructor as FunctionConstructor;
    const cell = new (isAsync ? AsyncFunction : Function)('exports', 'require', '__tensorcell', code);
    return cell(this.variables, this.#require, runtime);
  }

  #runtime() {
    const check = () => {
      throw new Error('stopped');
    };
    return {
      ...unstopped,
      flag: this.flag,
      check,
      import: async (id: string) => this.#require(id),
      meta: { dirname: this.folder },
    };
  }

  readonly #require = (id: string): unknown => {
    if (this.builtIn.has(id)) return this.builtIn.get(id);
    const module = this.#modules.get(id);
    return module ? this.#load(module) : createRequire(join(this.folder, 'notebook.js'))(id);
  };

  #load({ path, code, version }: LocalModule): Exports {
    const known = this.#loaded.get(path);
    if (known?.version === version) return known.exports;
    const module = { version, exports: {} as Exports };
    this.#loaded.set(path, module);
    const names = ['exports', 'require', 'module', '__filename', '__dirname', '__tensorcell'];
    new Function(...names, code)(module.exports, this.#require, module, path, dirname(path), this.#runtime());
    return module.exports;
  }
}
