// What each cell means for those below it: a check of a cell holds as long as its text and the declarations that it
// uses are the same.
import { createHash } from 'node:crypto';
import type TypeScript from 'typescript';
import { ts } from '../typescript.js';
import type { OpenCell } from './service.js';

/** What the binder adds to a file, which the typings leave out. */
interface Bound {
  readonly locals?: ReadonlyMap<string, TypeScript.Symbol>;
  readonly identifiers: ReadonlyMap<string, string>;
}

/** Types are written out: a part that is left out might differ. */
const whole = ts.TypeFormatFlags.NoTruncation | ts.TypeFormatFlags.WriteTypeArgumentsOfSignature;
const plain = ts.SymbolFlags.Variable | ts.SymbolFlags.Function;

/** The keys of one state of all cells. */
export class CheckKeys {
  readonly #open: readonly OpenCell[];
  readonly #places: ReadonlyMap<string, number>;
  readonly #surroundings: string;
  readonly #checker: TypeScript.TypeChecker;
  readonly #signatures: Signatures;
  readonly #uses: readonly (readonly number[])[];
  readonly #keys: string[] = [];
  readonly #deep: string[] = [];

  /** @param surroundings changes with everything that is no cell's text */
  constructor(
    open: readonly OpenCell[],
    surroundings: string,
    checker: TypeScript.TypeChecker,
    signatures: Signatures,
  ) {
    this.#open = open;
    this.#places = new Map(open.map(({ cell }, place) => [cell.id, place]));
    this.#uses = usesOf(open);
    this.#surroundings = surroundings;
    this.#checker = checker;
    this.#signatures = signatures;
  }

  /** Changes when a check of the cell may find something else. */
  of(id: string): string {
    return this.#keyAt(this.#places.get(id)!);
  }

  #keyAt(place: number): string {
    this.#keys[place] ??= digest([
      this.#surroundings,
      this.#open[place]!.cell.source,
      ...this.#uses[place]!.map((used) => this.#deepAt(used)),
    ]);
    return this.#keys[place];
  }

  /** The declarations of a cell, with all that they are made of. */
  #deepAt(place: number): string {
    const { file } = this.#open[place]!;
    this.#deep[place] ??= digest([
      this.#signatures.of(this.#keyAt(place), file, this.#checker),
      ...this.#uses[place]!.map((used) => this.#deepAt(used)),
    ]);
    return this.#deep[place];
  }
}

/** For each cell, the cells above that declare a name which stands in it: for each name, the nearest. */
function usesOf(open: readonly OpenCell[]): number[][] {
  const latest = new Map<string, number>();
  return open.map(({ file }, place) => {
    const { identifiers, locals } = file as unknown as Bound;
    const used = new Set<number>();
    for (const name of identifiers.keys()) {
      const above = latest.get(ts.escapeLeadingUnderscores(name) as string);
      if (above !== undefined) used.add(above);
    }
    for (const name of locals?.keys() ?? []) latest.set(name, place);
    return [...used].sort((a, b) => a - b);
  });
}

/** What cells declare, as text. */
export class Signatures {
  #known = new Map<string, string>();

  /** @param key the cell's check key, by which the text is kept */
  of(key: string, file: TypeScript.SourceFile, checker: TypeScript.TypeChecker): string {
    const known = this.#known.get(key);
    if (known !== undefined) return known;
    const symbols = [...((file as unknown as Bound).locals?.values() ?? [])];
    const text = symbols.map((symbol) => `${symbol.name}: ${told(symbol, file, checker)}`).join('\n');
    if (this.#known.size > 5000) this.#known = new Map();
    this.#known.set(key, text);
    return text;
  }
}

/** A class, a type, an import: as written, since what is behind the name cannot be told in a line. */
function told(
  symbol: TypeScript.Symbol,
  file: TypeScript.SourceFile,
  checker: TypeScript.TypeChecker,
): string {
  const written = () => symbol.declarations?.map((one) => statementOf(one).getText(file)).join('\n') ?? '';
  if ((symbol.flags & ~plain) !== 0 || (symbol.flags & plain) === 0) return written();
  const type = checker.getTypeOfSymbol(symbol);
  const text = checker.typeToString(type, file, whole);
  const isConst = symbol.declarations?.some((one) => ts.getCombinedNodeFlags(one) & ts.NodeFlags.Const);
  const words = `${symbol.flags} ${isConst ? 'const ' : ''}${text}`;
  return /Anonymous|typeof /.test(text) ? words + written() : words;
}

function statementOf(node: TypeScript.Node): TypeScript.Node {
  let statement = node;
  while (!ts.isSourceFile(statement.parent)) statement = statement.parent;
  return statement;
}

function digest(parts: readonly string[]): string {
  return createHash('sha1').update(JSON.stringify(parts)).digest('base64');
}
