// What one pass over a program learns for the next: what functions take and give, which of them wait, which of our names
// are used.
import type { Parameter, StatementOf } from '../python/syntax.js';
import type { Attached } from './attached.js';
import { joined, type Kind, mixed, sameKind, unknown } from './kinds.js';
import { memberName } from './names.js';

export interface FunctionFacts {
  readonly parameters: readonly Parameter[];
  readonly kinds: Map<string, Kind>;
  gives: Kind;
  /** Whether it gives None at times. */
  givesNone?: boolean;
  isAsync: boolean;
  /** Whether it passes its `*args` on to a class of Keras', whose constructors take none here. */
  hasNoRest?: boolean;
}

export interface ClassFacts {
  readonly name: string;
  /** Of the class that it extends: `keras.layers.Layer`, or the name of a class of one's own. */
  readonly base: string | undefined;
  readonly fields: Map<string, Kind>;
  /** The getters of properties among them. */
  readonly methods: Map<string, FunctionFacts>;
  readonly properties: Set<string>;
  /** What the class itself holds. */
  readonly statics: Map<string, Kind>;
  /** Of properties that are given values. */
  readonly setters: Map<string, FunctionFacts>;
}

/**
 * Whether a function takes lists in the place of `*args`: something comes after them, by name. It is then called as
 * `f(a, [b, c], { by: 2 })`.
 */
export function takesLists({ parameters }: FunctionFacts): boolean {
  const place = parameters.findIndex(({ kind }) => kind === 'list');
  return place >= 0 && place < parameters.length - 1;
}

export const packedValue =
  'a function of `*args` and of names as a value: what calls it would have to know its names, so give them';

export class Facts {
  readonly functions = new Map<string, FunctionFacts>();
  readonly classes = new Map<string, ClassFacts>();
  /** Kinds of variables of the whole notebook. */
  readonly variables = new Map<string, Kind>();
  /** Names of the cell's library that the translation uses. */
  readonly used = new Set<string>();
  /** Whether some model is compiled with metrics: then evaluate gives several numbers. */
  hasMetrics = false;
  /** Whether something was learned in this pass. */
  changed = false;

  /** What is put on classes from outside. */
  readonly attached: readonly Attached[];
  readonly #text: string;

  constructor(text = '', attached: readonly Attached[] = []) {
    this.#text = text;
    this.attached = attached;
  }

  /** A member's name: `_x` keeps its underscore where there is an `x` too. */
  member(name: string): string {
    return memberName(name, (plain) => new RegExp(`(?:\\.|\\bdef )${plain}\\b`).test(this.#text));
  }

  /** Names of dictionaries that are passed on as Keras' arguments: their keys are ours. */
  readonly settings = new Set<string>();

  /** Places of numbers whose variables are given tensors afterwards. */
  readonly tensorsLater = new Set<number>();

  /** Whether nothing is known of what functions are given. */
  isFirst = true;

  becomesTensor(place: number): void {
    if (this.isFirst) {
      this.changed = true;
      return;
    }
    if (this.tensorsLater.has(place)) return;
    this.tensorsLater.add(place);
    this.changed = true;
  }

  /** Places of tapes whose loss is one number. */
  readonly #scalarLosses = new Set<number>();

  /** Places of dictionaries whose keys are computed. */
  readonly #maps = new Set<number>();

  isMap(place: number): boolean {
    return this.#maps.has(place);
  }

  becomesMap(place: number): void {
    if (this.#maps.has(place)) return;
    this.#maps.add(place);
    this.changed = true;
  }

  isScalarLoss(tape: number): boolean {
    return this.#scalarLosses.has(tape);
  }

  learnScalarLoss(tape: number, isScalar: boolean): void {
    if (this.#scalarLosses.has(tape) === isScalar) return;
    if (isScalar) this.#scalarLosses.add(tape);
    else this.#scalarLosses.delete(tape);
    this.changed = true;
  }

  /** Whether some call gives names to `**kwargs` that are spelled otherwise here. */
  isRespelled = false;

  respell(): void {
    if (this.isRespelled) return;
    this.isRespelled = true;
    this.changed = true;
  }

  passOn(name: string): void {
    if (this.settings.has(name)) return;
    this.settings.add(name);
    this.changed = true;
  }

  use(name: string): string {
    const [root = name] = name.split('.');
    if (!this.used.has(root)) this.changed = true;
    this.used.add(root);
    return name;
  }

  function(name: string, parameters: readonly Parameter[]): FunctionFacts {
    return factsOf(this.functions, name, parameters);
  }

  class(name: string, base: string | undefined): ClassFacts {
    const known = this.classes.get(name);
    if (known) return known;
    const facts: ClassFacts = {
      name,
      base,
      fields: new Map(),
      methods: new Map(),
      properties: new Set(),
      statics: new Map(),
      setters: new Map(),
    };
    this.classes.set(name, facts);
    return facts;
  }

  method(owner: ClassFacts, name: string, parameters: readonly Parameter[]): FunctionFacts {
    return factsOf(owner.methods, name, parameters);
  }

  readonly #ofAttached = new Map<number, FunctionFacts>();

  /** Of a function that is put on a class; its parameters are those after `self`. */
  attachedFunction({ from, parameters }: StatementOf<'function'>): FunctionFacts {
    return factsOf(this.#ofAttached, from, parameters.slice(1));
  }

  /** The class, this or one that it extends, of which a name is a property. */
  propertyOwner(className: string | undefined, name: string): ClassFacts | undefined {
    const known = className === undefined ? undefined : this.classes.get(className);
    return known && (known.properties.has(name) ? known : this.propertyOwner(known.base, name));
  }

  setter(owner: ClassFacts, name: string, parameters: readonly Parameter[]): FunctionFacts {
    return factsOf(owner.setters, name, parameters);
  }

  /** The class, this or one that it extends, that holds a value for all of its objects. */
  staticOwner(className: string | undefined, name: string): ClassFacts | undefined {
    const known = className === undefined ? undefined : this.classes.get(className);
    if (!known || known.fields.has(name)) return undefined;
    return known.statics.has(name) ? known : this.staticOwner(known.base, name);
  }

  /** The first base that is not of one's own: `keras.layers.Layer`. */
  rootOf(name: string | undefined): string | undefined {
    const known = name === undefined ? undefined : this.classes.get(name);
    return known ? this.rootOf(known.base) : name;
  }

  /** A method of a class or of those that it extends. */
  methodOf(className: string | undefined, name: string): FunctionFacts | undefined {
    const known = className === undefined ? undefined : this.classes.get(className);
    return known && (known.methods.get(name) ?? this.methodOf(known.base, name));
  }

  learn(kinds: Map<string, Kind>, name: string, kind: Kind): void {
    const before = kinds.get(name);
    const now = before ? (this.#ofClasses(before, kind) ?? joined(before, kind)) : kind;
    if (before && sameKind(before, now)) return;
    kinds.set(name, now);
    this.changed = true;
  }

  /** What objects of several classes are: any model, or what is known of none. */
  #ofClasses(a: Kind, b: Kind): Kind | undefined {
    if (a.name !== 'own' && b.name !== 'own') return undefined;
    if (a.name === b.name && a.className === b.className) return undefined;
    const isModel = ({ name, className }: Kind): boolean =>
      name === 'model' || (name === 'own' && this.rootOf(className) === 'keras.models.Model');
    if (isModel(a) && isModel(b)) return { name: 'model' };
    return a.name === b.name ? mixed : undefined;
  }

  gives(facts: FunctionFacts, kind: Kind): void {
    if (kind.name === 'none' && !facts.givesNone) {
      facts.givesNone = true;
      this.changed = true;
    }
    const now = joined(facts.gives, kind);
    if (sameKind(now, facts.gives)) return;
    facts.gives = now;
    this.changed = true;
  }

  waits(facts: FunctionFacts): void {
    if (facts.isAsync) return;
    facts.isAsync = true;
    this.changed = true;
  }
}

/** Facts that are known already, or those of a function of which nothing is known yet. */
function factsOf<K>(known: Map<K, FunctionFacts>, key: K, parameters: readonly Parameter[]): FunctionFacts {
  const facts = known.get(key) ?? { parameters, kinds: new Map(), gives: unknown, isAsync: false };
  known.set(key, facts);
  return facts;
}
