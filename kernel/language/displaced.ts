// What becomes of a declaration whose name means something else now. Values that were made before keep their types: a
// type that they still need stays under a name that no cell can use, `Sampleʹ3f2a91`.
import { createHash } from 'node:crypto';
import type TypeScript from 'typescript';
import type { Meaning } from '../contract/language.js';
import { meaningOf, type Piece, parsed } from './declarations.js';
import { renamed, usesIn } from './type-names.js';
import { ts } from './typescript.js';

/** Between a hidden name's first part, which the user gave, and its second, which tells apart types of that name. */
const mark = 'ʹ';
const hiddenName = new RegExp(`([\\w$]+)${mark}\\w+`, 'g');

export function isHidden(name: string): boolean {
  return name.includes(mark);
}

/** A text of the compiler's in which hidden names are told in words, or left away. */
export function withoutHidden(text: string, words = ''): string {
  return text.includes(mark) ? text.replace(hiddenName, `$1${words}`) : text;
}

type Taken = ReadonlyMap<string, Meaning>;

/** What is read from a piece once: its meaning, and the names that it uses. */
interface Facts {
  readonly meaning: Meaning;
  readonly isFunction: boolean;
  readonly uses: readonly { readonly name: string; readonly meaning: Meaning }[];
}

export class Displacing {
  readonly #facts = new Map<string, Facts>();
  readonly #textOf: (name: string) => string | undefined;

  /** @param textOf how the user declared a name */
  constructor(textOf: (name: string) => string | undefined) {
    this.#textOf = textOf;
  }

  /**
   * The earlier pieces as they are once the names in `taken` mean something else.
   *
   * @param latest the pieces that give them their new meaning, if known
   */
  of(earlier: readonly Piece[], taken: Taken, latest: readonly Piece[] = []): Piece[] {
    const lost = earlier.filter((piece) => this.#isLost(piece, taken));
    if (lost.length === 0 && !earlier.some(({ names }) => names.some(isHidden))) return [...earlier];
    const hidden = hiddenNames(lost);
    const kept = earlier.filter((piece) => !lost.includes(piece));
    const moved = lost.map((piece) => this.#renamed(piece, lost, hidden, hidden.get(nameOf(piece))));
    const values = lost.flatMap((piece) => this.#remainingValue(piece, taken, hidden));
    const all = [...values, ...kept.map((piece) => this.#renamed(piece, lost, hidden)), ...moved];
    return this.#reachable(all, latest);
  }

  /** The earlier pieces without those that the latest ones repeat word for word. */
  repeated(earlier: readonly Piece[], taken: Taken, latest: readonly Piece[]): Piece[] {
    return this.#reachable(
      earlier.filter((piece) => !this.#isLost(piece, taken)),
      latest,
    );
  }

  isType({ text }: Piece): boolean {
    return this.#of(text).meaning.type;
  }

  #isLost({ names: [name = ''], text }: Piece, taken: Taken): boolean {
    const now = taken.get(name);
    const { meaning } = this.#of(text);
    return now !== undefined && ((meaning.value && now.value) || (meaning.type && now.type));
  }

  #renamed(piece: Piece, lost: readonly Piece[], hidden: ReadonlyMap<string, string>, own?: string): Piece {
    const isUsed = this.#of(piece.text).uses.some(({ name }) => hidden.has(name));
    if (!isUsed && own === undefined) return piece;
    const isMeant = (one: Piece, name: string, meaning: Meaning) =>
      nameOf(one) === name && share(this.#of(one.text).meaning, meaning) && !this.#follows(piece, one);
    const nameFor = (name: string, meaning: Meaning) =>
      lost.some((one) => isMeant(one, name, meaning)) ? hidden.get(name) : undefined;
    return { text: renamed(piece.text, nameFor, own), names: own === undefined ? piece.names : [own] };
  }

  /** A function that makes objects of a class makes those of the new one: names in functions mean the latest. */
  #follows(piece: Piece, lost: Piece): boolean {
    const { value, type } = this.#of(lost.text).meaning;
    if (!value || !type || !this.#of(piece.text).isFunction) return false;
    const name = nameOf(lost).replaceAll('$', '\\$');
    const use = new RegExp(`\\bnew\\s+${name}(?![\\w$])|(?<![\\w$.])${name}\\s*\\??\\.`);
    return use.test(this.#textOf(nameOf(piece)) ?? '');
  }

  /** A class whose name is that of another type now still exists as a value. */
  #remainingValue(piece: Piece, taken: Taken, hidden: ReadonlyMap<string, string>): Piece[] {
    const name = nameOf(piece);
    const { value, type } = this.#of(piece.text).meaning;
    if (!value || !type || taken.get(name)?.value !== false) return [];
    return [{ text: `declare const ${name}: typeof ${hidden.get(name)};\n`, names: [name] }];
  }

  /** Hidden pieces that nothing needs any more are dropped. */
  #reachable(pieces: readonly Piece[], latest: readonly Piece[]): Piece[] {
    const needed = new Set<Piece>(pieces.filter((piece) => !isHidden(nameOf(piece))));
    const hidden = pieces.filter((piece) => !needed.has(piece));
    const waiting: Piece[] = [...needed, ...latest];
    for (let piece = waiting.pop(); piece; piece = waiting.pop()) {
      const used = new Set(this.#of(piece.text).uses.map(({ name }) => name));
      for (const other of hidden) {
        if (needed.has(other) || !used.has(nameOf(other))) continue;
        needed.add(other);
        waiting.push(other);
      }
    }
    return pieces.filter((piece) => needed.has(piece));
  }

  #of(text: string): Facts {
    const known = this.#facts.get(text);
    if (known) return known;
    const [statement] = parsed(text).statements;
    const meaning = statement ? meaningOf(statement) : { value: false, type: false };
    const uses = usesIn(text).map((use) => ({ name: use.name.text, meaning: use.meaning }));
    const facts = { meaning, uses, isFunction: statement !== undefined && isFunction(statement) };
    this.#facts.set(text, facts);
    return facts;
  }
}

function isFunction(statement: TypeScript.Statement): boolean {
  if (ts.isFunctionDeclaration(statement)) return true;
  const [declaration] = ts.isVariableStatement(statement) ? statement.declarationList.declarations : [];
  return declaration?.type !== undefined && ts.isFunctionTypeNode(declaration.type);
}

function nameOf({ names: [name = ''] }: Piece): string {
  return name;
}

function share(a: Meaning, b: Meaning): boolean {
  return (a.value && b.value) || (a.type && b.type);
}

/** The same for the same declarations, whenever they are displaced. */
function hiddenNames(lost: readonly Piece[]): Map<string, string> {
  const names = new Map<string, string>();
  for (const name of new Set(lost.map(nameOf))) {
    const texts = lost.filter((piece) => nameOf(piece) === name).map(({ text }) => text);
    const digest = createHash('sha1').update(texts.join('')).digest('hex').slice(0, 8);
    names.set(name, isHidden(name) ? name : `${name}${mark}${digest}`);
  }
  return names;
}
