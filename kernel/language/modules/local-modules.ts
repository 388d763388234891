// The files beside the notebook that a cell reaches, as code for the session. Emitting needs the checker, so an
// unchanged file is emitted once.
import { createHash } from 'node:crypto';
import type TypeScript from 'typescript';
import type { LocalModule } from '../../contract/cell-code.js';
import { localFile, withDependencies } from '../dependencies.js';
import { emitLocal } from './emit.js';

type Program = TypeScript.Program;
type SourceFile = TypeScript.SourceFile;

export class LocalModules {
  readonly #emitted = new WeakMap<SourceFile, LocalModule>();

  reachedFrom(cell: SourceFile, program: Program): LocalModule[] {
    const reached = withDependencies(program, cell).filter((file) => file !== cell);
    return reached.map((file) => this.#module(file, program));
  }

  #module(file: SourceFile, program: Program): LocalModule {
    const now = version(file, program);
    const known = this.#emitted.get(file);
    if (known?.version === now) return known;
    const localPath = (specifier: string) => localFile(program, specifier, file)?.fileName;
    const module = { path: file.fileName, version: now, ...emitLocal(program, file, localPath) };
    this.#emitted.set(file, module);
    return module;
  }
}

/** Of the file and all that it imports: a change in an imported file changes the version. */
function version(file: SourceFile, program: Program): string {
  const hash = createHash('sha1');
  for (const { text } of withDependencies(program, file)) hash.update(text);
  return hash.digest('hex');
}
