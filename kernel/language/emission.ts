// Emits the files of one cell: our transforms run before tslab's, and the maps of both stages become one.
import type TypeScript from '@tslab/typescript-for-tslab';
import type { SourceMap } from '../contract/source-map.js';
import { compose } from './compose-maps.js';
import { localFile } from './dependencies.js';
import { mappingsOf, transpile, withoutMapComment } from './second-stage.js';
import { fileNames } from './transforms/file-names.js';
import { imports } from './transforms/imports.js';
import { references } from './transforms/references.js';
import { sharedExports } from './transforms/shared-exports.js';
import { stopChecks } from './transforms/stop-checks.js';
import { unnamedResult } from './transforms/unnamed-result.js';

type Program = TypeScript.Program;
type SourceFile = TypeScript.SourceFile;

function noMap(source: string): SourceMap {
  return { version: 3, sources: [source], names: [], mappings: '' };
}

export interface CellFiles {
  readonly cell: string;
  readonly earlier: string;
}

/** `force`: declarations are written even where a type in them has no name that later cells could use. */
interface Emitting {
  emit(
    file: SourceFile,
    write: TypeScript.WriteFileCallback,
    token: undefined,
    onlyDeclarations: undefined,
    transformers: TypeScript.CustomTransformers,
    force: boolean,
  ): TypeScript.EmitResult;
}

export class Emission {
  readonly #files: CellFiles;
  /** The map of each text that was emitted in the cell's first stage. */
  readonly #firstMaps = new Map<string, string>();
  /** The map of each text that the second stage made. */
  readonly #maps = new Map<string, SourceMap>();
  /** How the cell is called in tracebacks. */
  #cellName = '';
  #cellLines = 0;
  /** What the last emitted cell declares, without what earlier cells do. */
  declarations = '';

  constructor(files: CellFiles) {
    this.#files = files;
  }

  begin(cellName: string, source: string): void {
    this.#cellName = cellName;
    this.#cellLines = source.split('\n').length;
  }

  /** Replaces `BuilderProgram.emit`; tslab receives the cell's output under the names that it expects. */
  emitCell(
    program: Program,
    file: SourceFile,
    write: TypeScript.WriteFileCallback,
    custom: TypeScript.CustomTransformers = {},
  ): TypeScript.EmitResult {
    const earlier = program.getSourceFile(this.#files.earlier);
    const checker = program.getTypeChecker();
    const own = earlier ? [references(checker, earlier)] : [];
    const isCells = (other: SourceFile) => other === file || other === earlier;
    const { code, map, declarations, result } = this.#emit(program, file, {
      ...custom,
      before: [
        ...own,
        fileNames(checker, isCells),
        ...transforms(program, file),
        unnamedResult,
        ...(custom.before ?? []),
      ],
    });
    this.#firstMaps.set(code, map);
    this.declarations = declarations;
    write('outDir/__tslab__.js', code, false);
    write('outDir/__tslab__.d.ts', declarations, false);
    return result;
  }

  /** Replaces `ts.transpileModule`, tslab's second stage. */
  readonly transpileCell = (code: string): TypeScript.TranspileOutput => {
    const second = transpile(code, { after: [sharedExports] });
    const first = this.#firstMaps.get(code);
    if (first)
      this.#maps.set(
        second.code,
        compose(second.mappings, mappingsOf(first), this.#cellName, this.#ownLines()),
      );
    this.#firstMaps.clear();
    return { outputText: second.code };
  };

  /** The map of a text that {@link transpileCell} gave; forgotten afterwards. */
  takeMap(code: string): SourceMap {
    const map = this.#maps.get(code);
    this.#maps.clear();
    return map ?? noMap(this.#cellName);
  }

  /** The user's lines in the compiler's file: tslab adds one line before them and one after. */
  #ownLines() {
    return { first: 1, count: this.#cellLines };
  }

  #emit(program: Program, file: SourceFile, transformers: TypeScript.CustomTransformers) {
    const written = { code: '', map: '', declarations: '' };
    const write = (name: string, text: string) => {
      if (name.endsWith('.map')) written.map = text;
      else if (name.endsWith('.d.ts')) written.declarations = text;
      else written.code = withoutMapComment(text);
    };
    const emitting: Emitting = program;
    const result = emitting.emit(file, write, undefined, undefined, transformers, true);
    return { ...written, result };
  }
}

/** Before tslab's, on the cell as it was written. */
function transforms(program: Program, file: SourceFile): TypeScript.TransformerFactory<SourceFile>[] {
  return [stopChecks, imports((specifier) => localFile(program, specifier, file)?.fileName)];
}
