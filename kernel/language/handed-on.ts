// A cell's program takes over the type checker of the one before, where only the cell's text is another: what the checker
// has found out of the library and of earlier cells holds for the next cell as well, and to make one costs more than
// to check most cells.
import type TypeScript from 'typescript';
import { giveChecker, ts } from './typescript.js';

type Program = TypeScript.Program;

/** What the compiler keeps of a file and of a program, which the typings leave out. */
interface Augmenting extends TypeScript.SourceFile {
  readonly moduleAugmentations?: readonly unknown[];
}

interface Reusing extends Program {
  /** 2: all that is beside the files' texts is as it was in the program before. */
  readonly structureIsReused?: number;
}

interface Diagnosing extends TypeScript.TypeChecker {
  /** All that it has found in a file, what directives hide too; it keeps them by the file's name. */
  getDiagnostics(file: TypeScript.SourceFile): readonly TypeScript.Diagnostic[];
}

/** It keeps the types of all cells that it has checked. */
const mostCells = 50;

export class HandedOn {
  readonly #cell: string;
  /** What the next program may be given. */
  #checker: TypeScript.TypeChecker | undefined;
  #cells = 0;

  /** @param cell the name of the cells' file */
  constructor(cell: string) {
    this.#cell = cell;
  }

  /** Something is asked of the program that may end anywhere, find mistakes, or be asked of an unfinished text. */
  begin(): void {
    this.#checker = undefined;
  }

  /** The program's cell was checked to its end, and nothing is wrong with it. */
  end(program: Program): void {
    const checker = program.getTypeChecker() as Diagnosing;
    const found = checker.getDiagnostics(program.getSourceFile(this.#cell)!);
    this.#cells += 1;
    this.#checker = found.length === 0 && this.#cells < mostCells ? checker : undefined;
  }

  /** Gives the checker to the next program, if that sees what the one before it saw. */
  pass(before: Program | undefined, next: Program): void {
    if (before && this.#checker && this.#areAlike(before, next)) {
      // A checker binds the files that are there when it is made.
      ts.bindSourceFile(next.getSourceFile(this.#cell)!, next.getCompilerOptions());
      giveChecker(next, this.#checker);
      return;
    }
    this.#checker = undefined;
    this.#cells = 0;
  }

  #areAlike(before: Program, next: Reusing): boolean {
    if (next.structureIsReused !== 2) return false;
    const [old, files] = [before.getSourceFiles(), next.getSourceFiles()];
    return files.every((file, i) =>
      file.fileName === this.#cell
        ? [file, old[i]].every((one: Augmenting | undefined) => one?.moduleAugmentations?.length === 0)
        : file === old[i],
    );
  }
}
