// Loads a CommonJS module by hand: what it requires, what its text says and which words it finds around it are ours.
import { createRequire } from 'node:module';
import { dirname } from 'node:path';
import { compileFunction } from 'node:vm';

export interface Loading {
  /** Answers before Node's `require` does; undefined leaves it to that. */
  readonly provided?: Readonly<Record<string, unknown>>;
  /** Further variables of the module. */
  readonly words?: Readonly<Record<string, unknown>>;
}

/** What the module exports; each call is a new instance. */
export function loadModule(path: string, text: string, { provided = {}, words = {} }: Loading): unknown {
  const ownRequire = createRequire(path);
  const require = (name: string): unknown =>
    Object.hasOwn(provided, name) ? provided[name] : ownRequire(name);
  const module = { exports: {} };
  const parameters = {
    exports: module.exports,
    require: Object.assign(require, { resolve: ownRequire.resolve }),
    module,
    __filename: path,
    __dirname: dirname(path),
    ...words,
  };
  const load = compileFunction(text, Object.keys(parameters), { filename: path });
  load(...Object.values(parameters));
  return module.exports;
}
