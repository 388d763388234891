// A notebook for tests: cells are converted by the language part and run here as the session would run them.
import { mkdtempSync, realpathSync, rmSync, utimesSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { vi } from 'vitest';
import type { Diagnostic } from '../../kernel/contract/diagnostics.js';
import type { Converted, Language } from '../../kernel/contract/language.js';
import { createLanguage } from '../../kernel/language/language.js';
import { compileAlone } from '../../kernel/language/modules/alone.js';
import { readProject } from '../../kernel/language/project.js';
import { withTranslation } from '../../kernel/language/translation.js';
import { Scope } from '../../kernel/session/scope.js';
import type { StopCheck } from '../../kernel/session/stop.js';
import { testTypes } from './types.js';

// A checker's first answers take their time on a busy machine.
vi.setConfig({ testTimeout: 60_000, hookTimeout: 60_000 });

function stop(): never {
  throw new Error('stopped');
}

type Exports = Record<string, unknown>;

const same = <T>(callback: T): T => callback;

/** What the session gives to the code of cells, where nothing is stopped. */
const unstopped: Omit<StopCheck, 'flag' | 'check'> = {
  waited: undefined,
  wait(value) {
    this.waited = value;
    return undefined;
  },
  back: (_, value) => value,
  settled: same,
  each: same,
  cleanUp() {},
  later: same,
  reaction: same,
  cleaning: same,
};

export class Notebook {
  readonly folder = realpathSync(mkdtempSync(join(tmpdir(), 'tensorcell-notebook-')));
  readonly language: Language = createLanguage({ cwd: this.folder, preload: testTypes() });
  /** Raised as Stop does it; every check at a loop's head counts. */
  readonly flag = new Int32Array(1);
  readonly builtIn = new Map<string, unknown>();
  readonly #scope = new Scope({
    folder: this.folder,
    builtIn: this.builtIn,
    stopCheck: { ...unstopped, flag: this.flag, check: stop },
    compile: (path) => compileAlone(path, readProject(this.folder).options),
  });
  /** All variables of all cells. */
  readonly variables: Exports = this.#scope.variables;
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

  /** Makes a cell's names known as if it had run. */
  declare(source: string): void {
    this.language.commit(this.convert(source).declared);
  }

  /** What is wrong with a cell that must not run. */
  errors(source: string): readonly Diagnostic[] {
    const result = this.language.convert(source, `Cell[${++this.#count}]`);
    return result.ok ? [] : result.diagnostics;
  }

  /** The same as the user is told it: with the translation of a cell of Python. */
  async told(source: string): Promise<readonly Diagnostic[]> {
    const converted = this.language.convert(source, `Cell[${++this.#count}]`);
    const { texts } = this.language.earlierCells();
    const result = await withTranslation(source, converted, (name) => texts.has(name));
    return result.ok ? [] : result.diagnostics;
  }

  /** Runs a cell and gives its last expression's value. */
  async run(source: string): Promise<unknown> {
    const cell = this.convert(source);
    const before = { ...this.variables };
    try {
      await this.#start(cell);
    } catch (error) {
      this.language.commit(
        cell.declared,
        cell.names.filter((name) => !Object.is(this.variables[name], before[name])),
      );
      throw error;
    }
    this.language.commit(cell.declared);
    return cell.lastExpression === undefined ? undefined : this.variables[cell.lastExpression];
  }

  /** As the session does it after Stop. */
  stop(): void {
    this.#scope.forgetUnfinished();
  }

  close(): void {
    this.language.close();
    rmSync(this.folder, { recursive: true });
  }

  async #start({ code, isAsync, imports, modules }: Converted): Promise<unknown> {
    this.#scope.addModules(modules);
    await this.#scope.prepare(imports);
    const { exports, require, runtime } = this.#scope.parameters;
    const AsyncFunction = (async () => {}).constructor as FunctionConstructor;
    const cell = new (isAsync ? AsyncFunction : Function)('exports', 'require', '__tensorcell', code);
    return cell(exports, require, runtime);
  }
}
