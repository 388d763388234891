// TypeScript cells: checked, made into JavaScript, completed and explained. See contract.ts for the promises and
// compiler.ts for how tslab's converter is used.

import {
  awaitsAtTop,
  calleeAround,
  declarationTexts,
  declaredMeanings,
  importedModules,
} from './cell-file.js';
import { prefix } from './cell-text.js';
import { CellCompiler } from './compiler.js';
import { noCompletion, toCompletion } from './complete.js';
import type { Completion, Conversion, Inspection, Language } from './contract.js';
import { declaredNames, type Meaning, unknownValue, without } from './declarations.js';
import { toDiagnostics } from './diagnostics.js';
import { Docs } from './docs.js';
import { nothingFound, toInspection } from './inspect.js';
import { isComplete } from './is-complete.js';
import { LocalModules } from './local-modules.js';
import { toUnits } from './positions.js';
import { preloadedTypes, rareModules } from './preload.js';
import { declarationAt, globalMeaning, identifierAt } from './symbols.js';

export type * from './contract.js';
export { type Diagnostic, format } from './diagnostics.js';

export interface LanguageOptions {
  /** The notebook's folder: local files and packages are found from here. */
  readonly cwd: string;
  /** Declaration files that every cell sees; what `npm run build` wrote unless given. */
  readonly preload?: readonly string[];
}

export function createLanguage({ cwd, preload = preloadedTypes() }: LanguageOptions): Language {
  const compiler = new CellCompiler({ cwd: cwd.replaceAll('\\', '/').replace(/(?<=.)\/$/, ''), preload });
  return new CellLanguage(compiler, new Docs([...preload, rareModules(preload)]));
}

class CellLanguage implements Language {
  readonly #compiler: CellCompiler;
  /** What the cells so far declare. */
  #earlier = '';
  /** How the person wrote each of those declarations. */
  readonly #texts = new Map<string, string>();

  readonly #docs: Docs;
  readonly #modules: LocalModules;

  constructor(compiler: CellCompiler, docs: Docs) {
    this.#compiler = compiler;
    this.#docs = docs;
    this.#modules = new LocalModules(compiler.emission);
  }

  convert(source: string, cellName: string): Conversion {
    const compiler = this.#compiler;
    const { output = '', lastExpressionVar } = compiler.convert(this.#earlier, source, cellName);
    const file = compiler.cellFile;
    if (compiler.diagnostics.length > 0) {
      const cell = { fileName: file.fileName, source, prefix: prefix.length };
      return { ok: false, diagnostics: toDiagnostics(compiler.diagnostics, cell) };
    }
    const meanings = declaredMeanings(file, compiler.program.getTypeChecker());
    const names = [...meanings].filter(([, { value }]) => value).map(([name]) => name);
    const declarations = compiler.emission.declarations;
    return {
      ok: true,
      code: output,
      map: compiler.emission.takeMap(output),
      isAsync: awaitsAtTop(file),
      ...(lastExpressionVar === undefined ? {} : { lastExpression: lastExpressionVar }),
      names,
      imports: importedModules(file).filter((specifier) => !compiler.importsLocalFile(specifier)),
      modules: this.#modules.reachedFrom(file, compiler.program),
      commit: (assigned = names) => {
        this.#commit(declarations, meanings, new Set(assigned));
        for (const [name, text] of declarationTexts(file)) this.#texts.set(name, text);
      },
    };
  }

  complete(source: string, cursor: number): Completion {
    const offset = toUnits(source, cursor);
    const info = this.#attempt(() => this.#compiler.converter.complete(this.#earlier, source, offset));
    return info
      ? toCompletion(source, info, (name) => globalMeaning(this.#compiler.program, name))
      : noCompletion(cursor);
  }

  inspect(source: string, cursor: number, detailLevel: 0 | 1): Inspection {
    const offset = toUnits(source, cursor);
    return (
      this.#inspectAt(source, offset, detailLevel) ??
      this.#inspectCall(source, offset, detailLevel) ??
      nothingFound
    );
  }

  readonly isComplete = isComplete;

  reset(): void {
    this.#earlier = '';
    this.#texts.clear();
  }

  close(): void {
    this.#compiler.converter.close();
  }

  #inspectAt(source: string, offset: number, detailLevel: 0 | 1): Inspection | undefined {
    const info = this.#attempt(() => this.#compiler.converter.inspect(this.#earlier, source, offset));
    if (!info) return undefined;
    const declaration = detailLevel === 1 ? this.#declarationAt(offset + prefix.length) : undefined;
    return toInspection(info, this.#docs.of(info), declaration);
  }

  /** Between the parentheses of a call a person wants to know of the function. */
  #inspectCall(source: string, offset: number, detailLevel: 0 | 1): Inspection | undefined {
    const callee = calleeAround(this.#compiler.cellFile, offset + prefix.length);
    if (callee === undefined) return undefined;
    return this.#inspectAt(source, callee - prefix.length, detailLevel);
  }

  #declarationAt(offset: number): string | undefined {
    const { program, cellFile } = this.#compiler;
    const name = identifierAt(cellFile, offset)?.text ?? '';
    return this.#texts.get(name) ?? declarationAt(program, cellFile, offset);
  }

  /** The compiler may stumble over text that is half written; a person who types must not be disturbed. */
  #attempt<T>(ask: () => T): T | undefined {
    this.#compiler.refresh();
    try {
      return ask();
    } catch {
      return undefined;
    }
  }

  #commit(declarations: string, meanings: ReadonlyMap<string, Meaning>, assigned: ReadonlySet<string>): void {
    const known = declaredNames(declarations);
    const taken = new Map([...meanings].filter(([name, { value }]) => !value || assigned.has(name)));
    const lost = new Map([...meanings].filter(([name]) => !taken.has(name)));
    const undeclared = [...taken].filter(([name, { value }]) => value && !known.has(name));
    this.#earlier =
      without(declarations, lost) +
      undeclared.map(([name]) => unknownValue(name)).join('') +
      without(this.#earlier, taken);
  }
}
