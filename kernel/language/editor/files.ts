// All files of the editor's program: the cells, what the session knows, and the preloaded and installed declarations,
// which the program that checks cells before they run has parsed already.
import { statSync } from 'node:fs';
import type TypeScript from 'typescript';
import { prefix } from '../cell-text.js';
import type { ProgramBase } from '../compiler.js';
import { ambientModule, isAmbientModule } from '../elsewhere.js';
import type { Memory } from '../memory.js';
import { rareModules } from '../preload.js';
import { ts } from '../typescript.js';
import type { Cells } from './cells.js';

/** A file with what the typings leave out. */
type SourceFile = TypeScript.SourceFile & { version?: string; scriptKind?: TypeScript.ScriptKind };
type Piece = Memory['all']['pieces'][number];

/** A text without a file on the disk. */
interface Written {
  readonly text: string;
  readonly version: string;
}

/** What the user types while it is formatted: the text as it is. */
const formatted = '__formatted__.ts';

export class EditorFiles {
  readonly #base: ProgramBase;
  readonly #cells: Cells;
  readonly #memory: Memory;
  readonly #parsed = new Map<string, SourceFile>();
  #written = new Map<string, Written>();
  #versions = 0;
  /** From which pieces and cells {@link session} was made. */
  #madeOf: readonly unknown[] = [];

  constructor(base: ProgramBase, cells: Cells, memory: Memory) {
    this.#base = base;
    this.#cells = cells;
    this.#memory = memory;
  }

  get sessionName(): string {
    return `${this.#base.cwd}/__session__.d.ts`;
  }

  get formattedName(): string {
    return `${this.#base.cwd}/${formatted}`;
  }

  get #modulesName(): string {
    return `${this.#base.cwd}/__cellmodules__.d.ts`;
  }

  get roots(): string[] {
    const cells = this.#cells.all.map(({ fileName }) => fileName);
    return [...this.#base.preload, this.#modulesName, this.sessionName, ...cells];
  }

  /** Changes with everything but the cells' own texts and declarations. */
  get surroundings(): string {
    const local = [...this.#parsed.keys()].filter((name) => this.#isLocal(name));
    const versions = [this.sessionName, this.#modulesName].map((name) => this.#written.get(name)?.version);
    const additions = this.#cells.all.filter((cell) => cell.additions.length > 0);
    return JSON.stringify([versions, local.map(stampOf), additions.map(({ version }) => version)]);
  }

  /** Takes over what the session knows. To be called before the program is used. */
  refresh(): void {
    const all = this.#cells.all.filter(({ additions, modules }) => additions.length > 0 || modules !== '');
    const { pieces } = this.#memory.all;
    const madeOf = [pieces, ...all];
    if (madeOf.length === this.#madeOf.length && madeOf.every((one, at) => one === this.#madeOf[at])) return;
    this.#madeOf = madeOf;
    const own = new Set(all.flatMap(({ additions }) => additions));
    const kept = pieces.filter(({ names }) => !names.some((name) => own.has(name)));
    const isModule = (piece: Piece) => isAmbientModule(piece);
    const names = kept.filter((piece) => !isModule(piece)).map(({ text }) => text);
    const modules = [...kept.filter(isModule), ...all.map(({ modules }) => ({ text: modules }))];
    this.write(this.sessionName, prefix + names.join(''));
    this.write(
      this.#modulesName,
      modules.map((piece) => (isAmbientModule(piece) ? ambientModule(piece) : '')).join(''),
    );
  }

  write(name: string, text: string): void {
    if (this.#written.get(name)?.text !== text)
      this.#written.set(name, { text, version: `${++this.#versions}` });
  }

  exists(name: string): boolean {
    return this.#virtual(name) !== undefined || ts.sys.fileExists(name);
  }

  read(name: string): string | undefined {
    return this.#virtual(name)?.text ?? this.#shared(name)?.text ?? ts.sys.readFile(name);
  }

  versionOf(name: string): string {
    const written = this.#virtual(name);
    if (written) return written.version;
    return this.#isLocal(name) ? stampOf(name) : (this.#shared(name)?.version ?? 'read once');
  }

  isTsx(name: string): boolean {
    return this.#cells.of(name)?.isTsx ?? false;
  }

  /** The file as parsed; the same object as long as its version is the same. */
  sourceFile(
    name: string,
    kind: TypeScript.ScriptKind | undefined,
    options: TypeScript.ScriptTarget | TypeScript.CreateSourceFileOptions,
  ): SourceFile {
    const version = this.versionOf(name);
    const known = this.#parsed.get(name);
    if (known?.version === version && known.scriptKind === kind) return known;
    const file = this.#shared(name) ?? this.#parse(name, version, kind, options);
    this.#parsed.set(name, file);
    return file;
  }

  #parse(
    name: string,
    version: string,
    kind: TypeScript.ScriptKind | undefined,
    options: TypeScript.ScriptTarget | TypeScript.CreateSourceFileOptions,
  ): SourceFile {
    const snapshot = ts.ScriptSnapshot.fromString(this.read(name) ?? '');
    return ts.createLanguageServiceSourceFile(name, snapshot, options, version, true, kind);
  }

  #virtual(name: string): Written | undefined {
    const cell = this.#cells.of(name);
    return cell ? { text: cell.content, version: cell.version } : this.#written.get(name);
  }

  /** Beside the notebook, so that it may change. */
  #isLocal(name: string): boolean {
    const { preload } = this.#base;
    const isFixed =
      preload.includes(name) || name === rareModules(preload) || name.includes('/node_modules/');
    return !isFixed && !this.#virtual(name);
  }

  /** Not of a local file, which may have changed since the last cell ran. */
  #shared(name: string): SourceFile | undefined {
    if (this.#virtual(name) || this.#isLocal(name)) return undefined;
    return this.#base.program().getSourceFile(name);
  }
}

function stampOf(path: string): string {
  const stat = statSync(path, { throwIfNoEntry: false });
  return stat === undefined ? '' : `${stat.mtimeMs} ${stat.size}`;
}
