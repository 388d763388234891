// The names of a function, or of the whole notebook: their spelling here, what they hold, and where they are declared.
import type { Body } from '../python/syntax.js';
import type { FunctionFacts } from './facts.js';
import { type Kind, typeOf, unknown } from './kinds.js';
import { variableName } from './names.js';

/** The numbers of an array, in a loop. */
interface NumbersOf {
  readonly spelling: string;
  isUsed: boolean;
  /** Whether single numbers are asked for, by a place for each axis. */
  isByNumbers?: boolean;
}

export interface Variable {
  spelling: string;
  kind: Kind;
  isDeclared: boolean;
  /** Set where it is a module or something of one: `np`, `Dense`. */
  path?: string;
  /** Where the number ends that it was declared with. */
  numberAt?: number;
  /** The block that declares it. */
  block?: Body | undefined;
  /** Whether it was declared before the block that gives it values. */
  isHoisted?: boolean;
  /** Of an array: whether something else holds it too, or a part of it. */
  isShared?: boolean;
  /** Whether a later cell gives its value. */
  isLater?: boolean;
  /** Of a function that is a method too: its `this` is what it is given first. */
  method?: FunctionFacts;
  /** In a loop that reads its numbers and leaves them: the buffer that has them. */
  numbers?: NumbersOf;
  /** In a loop that sets its places: the buffer that stands for it there. */
  buffer?: NumbersOf;
}

export class Scope {
  readonly #variables = new Map<string, Variable>();
  readonly parent: Scope | undefined;
  /** Of the function around. */
  readonly facts: FunctionFacts | undefined;
  /** The class whose method this is, and the name of its `self`. */
  readonly owner: { readonly className: string; readonly self: string } | undefined;
  /** Spellings that stand for something of the library. */
  readonly #reserved: ReadonlySet<string>;
  /** Names of cells before the program. */
  readonly #known: ((name: string) => boolean) | undefined;
  isWaiting = false;

  constructor(
    parent: Scope | undefined,
    options: {
      facts?: FunctionFacts;
      owner?: { className: string; self: string };
      reserved?: ReadonlySet<string>;
      known?: (name: string) => boolean;
    } = {},
  ) {
    this.parent = parent;
    this.facts = options.facts ?? undefined;
    this.owner = options.owner ?? parent?.owner;
    this.#reserved = options.reserved ?? new Set();
    this.#known = options.known;
  }

  /** The variable that a name stands for, here or around. */
  find(name: string): Variable | undefined {
    return this.#variables.get(name) ?? this.parent?.find(name);
  }

  own(name: string): Variable | undefined {
    const own = this.#variables.get(name);
    return own ?? (this.isOuter(name) ? this.parent?.find(name) : undefined);
  }

  readonly #outer = new Set<string>();

  /** `global name`, `nonlocal name`: what a function around, or the notebook, has. */
  reachOut(names: readonly string[]): void {
    for (const name of names) this.#outer.add(name);
  }

  isOuter(name: string): boolean {
    return this.#outer.has(name);
  }

  /** Classes of the cell at hand, which are types before they are written too. */
  classesOfCell: ReadonlySet<string> = new Set();

  #isOfCell(className: string): boolean {
    if (this.classesOfCell.has(className)) return true;
    const { parent } = this;
    return parent ? parent.#isOfCell(className) : false;
  }

  /** A kind as a type; undefined where it is one of a class that is not there yet. */
  typeOf(kind: Kind): string | undefined {
    const isThere = ({ name, className, of, items = [] }: Kind): boolean => {
      const found = name === 'own' && className !== undefined ? this.find(className) : undefined;
      const isHere = className !== undefined && this.#isOfCell(className);
      const isOwn = name !== 'own' || isHere || (found?.kind.className === className && !found?.isLater);
      return isOwn && [...(of ? [of] : []), ...items].every(isThere);
    };
    return isThere(kind) ? typeOf(kind) : undefined;
  }

  /** Makes a name known. */
  add(name: string, kind: Kind = unknown, isDeclared = true): Variable {
    this.#variables.delete(name);
    // Classes keep their capitals: `GAN`.
    const isClass = kind.name === 'function' && kind.className !== undefined;
    const made = { spelling: isClass ? this.#classNameOf(name) : this.#spellingOf(name), kind, isDeclared };
    this.#variables.set(name, made);
    return made;
  }

  /** What was declared by a block is not there after it. @param before names that were declared before it */
  leave(before: ReadonlySet<string>): void {
    for (const [name, variable] of this.#variables)
      if (variable.path === undefined && !before.has(name)) variable.isDeclared = false;
  }

  declared(): Set<string> {
    return new Set([...this.#variables].filter(([, { isDeclared }]) => isDeclared).map(([name]) => name));
  }

  /** Names that something within declares for itself; the result makes those of before known again. */
  hide(names: Iterable<string>): () => void {
    const hidden = [...names].flatMap((name) => {
      const variable = this.#variables.get(name);
      return variable ? [[name, variable] as const] : [];
    });
    for (const [name] of hidden) this.#variables.delete(name);
    return () => {
      for (const [name, variable] of hidden) this.#variables.set(name, variable);
    };
  }

  import(name: string, path: string): void {
    this.#variables.set(name, { spelling: name, kind: unknown, isDeclared: true, path });
  }

  /** Another spelling for a name that from here on holds something else. */
  renew(name: string, kind: Kind): Variable {
    const before = this.#variables.get(name);
    this.#variables.delete(name);
    if (before) this.#kept.add(before.spelling);
    return this.add(name, kind);
  }

  /** Spellings that earlier meanings of a name have. */
  readonly #kept = new Set<string>();

  #classNameOf(name: string): string {
    if (!this.#isTaken(name)) return name;
    if (!this.#kept.has(name)) return this.#spellingOf(name);
    let count = 2;
    while (this.#isTaken(`${name}${count}`)) count++;
    return `${name}${count}`;
  }

  #spellingOf(name: string): string {
    return variableName(name, (spelling) => this.#isTaken(spelling));
  }

  #isTaken(spelling: string): boolean {
    for (const { spelling: other, path } of this.#variables.values())
      if (other === spelling && path === undefined) return true;
    return this.#kept.has(spelling) || this.isReserved(spelling);
  }

  /** Whether a cell before the program has a name. */
  isKnown(name: string): boolean {
    return this.#known?.(name) ?? this.parent?.isKnown(name) ?? false;
  }

  isReserved(spelling: string): boolean {
    return this.#reserved.has(spelling) || (this.parent?.isReserved(spelling) ?? false);
  }

  /** A name that nothing has yet. */
  fresh(wanted: string): string {
    const spelling = variableName(wanted, (one) => this.#isTaken(one) || this.#isAround(one));
    this.#kept.add(spelling);
    return spelling;
  }

  #isAround(spelling: string): boolean {
    return this.parent !== undefined && (this.parent.#isTaken(spelling) || this.parent.#isAround(spelling));
  }
}
