// The files beside the notebook that a cell reaches, as code for the session. Emitting needs the checker, so an
// unchanged file is emitted once.
import { createHash } from 'node:crypto';
import type TypeScript from '@tslab/typescript-for-tslab';
import type { LocalModule } from '../contract/cell-code.js';
import { withDependencies } from './dependencies.js';
import type { Emission, Emitted } from './emission.js';

interface Compiled {
  readonly program: TypeScript.Program;
  readonly emission: Emission;
}

export class LocalModules {
  readonly #emitted = new WeakMap<TypeScript.SourceFile, Emitted>();

  reachedFrom(cell: TypeScript.SourceFile, { program, emission }: Compiled): LocalModule[] {
    const reached = withDependencies(program, cell).filter((file) => file !== cell);
    return reached.map((file) => ({
      path: file.fileName,
      version: version(file, program),
      ...this.#emit(file, program, emission),
    }));
  }

  #emit(file: TypeScript.SourceFile, program: TypeScript.Program, emission: Emission): Emitted {
    const known = this.#emitted.get(file);
    if (known) return known;
    const emitted = emission.emitLocal(program, file);
    this.#emitted.set(file, emitted);
    return emitted;
  }
}

/** Of the file and all that it imports: a change in an imported file changes the version. */
function version(file: TypeScript.SourceFile, program: TypeScript.Program): string {
  const hash = createHash('sha1');
  for (const { text } of withDependencies(program, file)) hash.update(text);
  return hash.digest('hex');
}
