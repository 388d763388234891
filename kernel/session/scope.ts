// Where cells keep their variables, and what their code is called with.
import { join } from 'node:path';
import type { LocalModule } from '../contract/cell-code.js';
import type { BuiltIn } from './modules/built-in.js';
import { type CodeRuntime, ModuleLoader } from './modules/loader.js';
import type { Compile } from './modules/module-sources.js';
import type { StopCheck } from './stop.js';

export interface ScopeParts {
  /** The notebook's. */
  readonly folder: string;
  /** What `require` gives without looking at the disk. */
  readonly builtIn: BuiltIn;
  readonly stopCheck: StopCheck;
  /** Compiles a file that no cell's text names. */
  readonly compile: Compile;
  /** Where they are to be. Default: an object of its own. */
  readonly variables?: Record<string, unknown>;
}

interface Parameters {
  exports: Record<string, unknown>;
  require: NodeJS.Require;
  runtime: CodeRuntime;
}

export class Scope {
  /** All variables of all cells; a cell's code reads and writes them as properties. */
  readonly variables: Record<string, unknown>;
  /** What each cell's code is called with. */
  readonly parameters: Parameters;
  /** The name that cells have as a module, which is none on the disk. */
  readonly #file: string;
  readonly #loader: ModuleLoader;

  constructor({ folder, variables = {}, ...parts }: ScopeParts) {
    this.variables = variables;
    this.#file = join(folder, 'notebook.ts');
    this.#loader = new ModuleLoader(parts);
    const { require, runtime } = this.#loader.contextOf(this.#file);
    this.parameters = { exports: this.variables, require, runtime };
  }

  /** A file that changed, itself or through one that it imports, runs again at its next import. */
  addModules(modules: readonly LocalModule[]): void {
    this.#loader.update(modules);
  }

  /** Loads what the code is going to `require` and what cannot be loaded at once. */
  prepare(imports: readonly string[]): Promise<void> {
    return this.#loader.prepare(imports, this.#file);
  }

  /** After Stop: a local file that was still waiting for something starts anew at its next import. */
  forgetUnfinished(): void {
    this.#loader.forgetUnfinished();
  }

  /** Reads the variable that holds a cell's last expression, and removes it. */
  take(name: string): unknown {
    const value = this.variables[name];
    delete this.variables[name];
    return value;
  }
}
