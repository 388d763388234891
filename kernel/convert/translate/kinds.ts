// What is known of a value: enough to say what an operator or a method of Python's means for it.

export type KindName =
  | 'unknown'
  | 'mixed'
  | 'number'
  | 'text'
  | 'boolean'
  | 'none'
  | 'tensor'
  | 'symbolic'
  | 'variable'
  | 'shape'
  | 'list'
  | 'tuple'
  | 'dict'
  | 'map'
  | 'set'
  | 'function'
  | 'layer'
  | 'model'
  | 'optimizer'
  | 'metric'
  | 'loss'
  | 'callback'
  | 'initializer'
  | 'setting'
  | 'history'
  | 'scores'
  | 'own'
  | 'table'
  | 'column'
  | 'dataset'
  | 'batches'
  | 'generator'
  | 'path'
  | 'tape'
  | 'scaler'
  | 'tokenizer'
  | 'pattern'
  | 'axes'
  | 'file'
  | 'chance'
  | 'zip'
  | 'archive'
  | 'slice'
  | 'property'
  | 'error';

export interface Kind {
  readonly name: KindName;
  /** Of a number: whole and not negative. */
  readonly isCount?: boolean;
  /** Of what is counted: the least that it can be. */
  readonly least?: number;
  /** Of a dictionary: where it is written, at the end. */
  readonly madeAt?: readonly number[];
  /** Of a Map: its keys. */
  readonly key?: Kind;
  /** Of a tensor: true and false. */
  readonly isMask?: boolean;
  /** Of a tensor: it is one number. */
  readonly isScalar?: boolean;
  /** Of a tensor of numbers: how many axes it has. */
  readonly rank?: number;
  /** Of a list or an object literal: nothing is in it yet. */
  readonly isEmpty?: boolean;
  /** Of what is counted: it may be None. */
  readonly isOrNone?: boolean;
  /** What a list holds, or a data set gives. */
  readonly of?: Kind;
  /** What a tuple holds, place by place. */
  readonly items?: readonly Kind[];
  /** What a function gives. */
  readonly gives?: Kind;
  /** The class of one's own that it is made from. */
  readonly className?: string;
}

const plain = (name: KindName): Kind => ({ name });

export const unknown = plain('unknown');
/** A function in one place and a text or a number in another: nothing is assumed of it, whatever else is learned. */
export const mixed = plain('mixed');
export const number = plain('number');
export const count: Kind = { name: 'number', isCount: true };
export const text = plain('text');
export const boolean = plain('boolean');
export const none = plain('none');
export const tensor = plain('tensor');
/** The same of a name that gets other values: what is counted may be less than none then. */
export const settled = ({ isCount, least, ...kind }: Kind): Kind => kind;
/** The same with axes and types that are not known. */
export const unranked = ({ rank, isMask, ...kind }: Kind): Kind => kind;
/** A tensor of numbers with so many axes. */
export const ranked = (rank: number | undefined): Kind => (rank === undefined ? tensor : { ...tensor, rank });
/** A tensor of true and false. */
export const mask: Kind = { name: 'tensor', isMask: true };
/** A tensor of one number. */
export const scalar: Kind = { name: 'tensor', isScalar: true };
export const symbolic = plain('symbolic');
export const shape = plain('shape');
export const kindOf = plain;
export const listOf = (of: Kind): Kind => ({ name: 'list', of });
export const tupleOf = (items: readonly Kind[]): Kind => ({ name: 'tuple', items });

export const isTensor = ({ name }: Kind): boolean =>
  name === 'tensor' || name === 'symbolic' || name === 'variable';
export const isList = ({ name }: Kind): boolean => name === 'list' || name === 'tuple' || name === 'shape';
/** What `===` compares as Python's `==` does. */
export const isPlain = ({ name }: Kind): boolean =>
  name === 'number' || name === 'text' || name === 'boolean' || name === 'none';

/** Whether nothing is known of a value: it was not seen, or it is now this and now that. */
export const isVague = ({ name }: Kind): boolean => name === 'unknown' || name === 'mixed';

const isWord = (kind: Kind): boolean => isPlain(kind) && kind.name !== 'none';

function isMixed(a: Kind, b: Kind): boolean {
  if (a.name === 'mixed' || b.name === 'mixed') return true;
  const isText = (a.name === 'text' || b.name === 'text') && a.name !== b.name;
  if (isWord(a) && isWord(b)) return isText;
  return (a.name === 'function' && isWord(b)) || (b.name === 'function' && isWord(a));
}

/** Lists and such, whose length is asked. */
const orNone = (kind: Kind): Kind =>
  isList(kind) || /^(dict|map|set)$/.test(kind.name) ? { ...kind, isOrNone: true } : kind;

/** What one of the values may be, where one of several is meant. */
export function joined(a: Kind, b: Kind): Kind {
  if (isMixed(a, b)) return mixed;
  if (a.name === 'none') return orNone(b);
  if (b.name === 'none') return orNone(a);
  if (a.name === 'unknown') return b;
  if (b.name === 'unknown') return a;
  if (a.name === 'tuple' && b.name === 'tuple' && a.items?.length !== b.items?.length)
    return listOf(joined(elementOf(a), elementOf(b)));
  if (a.name === b.name) {
    if (a.name === 'model' && a.className !== b.className) return plain('model');
    if (a.name === 'loss') return a.className === undefined ? b : a;
    if (a.name === 'number') return a.isCount && b.isCount ? count : number;
    const { isScalar, rank, isMask, key, ...same } = a;
    const madeAt = [...new Set([...(a.madeAt ?? []), ...(b.madeAt ?? [])])].sort((one, other) => one - other);
    const both = {
      ...(b.isOrNone && { isOrNone: true }),
      ...(isScalar && b.isScalar && { isScalar }),
      ...(rank !== undefined && rank === b.rank && { rank }),
      ...(isMask && b.isMask && { isMask }),
      ...(key && b.key && { key: joined(key, b.key) }),
      ...(madeAt.length > 0 && { madeAt }),
    };
    return { ...same, ...both, ...(a.of && b.of && { of: joined(a.of, b.of) }) };
  }
  if (isTensor(a) && isTensor(b)) return tensor;
  if (isList(a) && isList(b)) return listOf(joined(elementOf(a), elementOf(b)));
  return unknown;
}

/** Of what is held together: each part may be used as what it is, so that nothing sticks. */
export function joinedParts(a: Kind, b: Kind): Kind {
  const both = joined(a, b);
  return both.name === 'mixed' ? unknown : both;
}

/** What a loop over it gives each time. */
export function elementOf(kind: Kind): Kind {
  if (kind.name === 'text') return text;
  if (kind.name === 'shape') return number;
  if (kind.name === 'tensor') return tensor;
  if (kind.name === 'symbolic') return symbolic;
  if (kind.name === 'tuple' && kind.items) return kind.items.reduce(joinedParts, unknown);
  return kind.of ?? unknown;
}

/** How it is written as a type; undefined where the compiler finds it by itself. */
export function typeOf(kind: Kind): string | undefined {
  switch (kind.name) {
    case 'number':
      return 'number';
    case 'text':
    case 'path':
      return 'string';
    case 'boolean':
      return 'boolean';
    case 'tensor':
      return 'tf.Tensor';
    case 'symbolic':
      return 'tf.SymbolicTensor';
    case 'variable':
      return 'tf.Variable';
    case 'shape':
      return 'number[]';
    case 'model':
      return kind.className === 'sequential' ? 'SequentialModel' : 'Model';
    case 'slice':
      return 'readonly [number | null, number | null, number | null]';
    case 'table':
      return 'Table';
    case 'list': {
      const of = kind.of && typeOf(kind.of);
      return of && `${of}[]`;
    }
    case 'tuple': {
      const items = kind.items?.map(typeOf);
      return items?.every((one) => one !== undefined) ? `[${items.join(', ')}]` : undefined;
    }
    case 'own':
      return kind.className;
    default:
      return undefined;
  }
}

export const sameKind = (a: Kind, b: Kind): boolean => JSON.stringify(a) === JSON.stringify(b);
