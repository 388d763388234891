// A translated expression: what is written, how tightly it binds, and what is known of its value.
import { brackets, type Doc, type Item } from '../code/layout.js';
import { type Kind, unknown } from './kinds.js';

export interface Code {
  readonly doc: Doc;
  readonly level: Level;
  readonly kind: Kind;
}

/** How tightly JavaScript's operators bind. */
export const levels = {
  assign: 2,
  conditional: 3,
  nullish: 4,
  or: 4,
  and: 5,
  bitOr: 6,
  bitXor: 7,
  bitAnd: 8,
  equality: 9,
  relational: 10,
  shift: 11,
  sum: 12,
  product: 13,
  power: 14,
  unary: 15,
  call: 20,
} as const;
export type Level = number;

export const code = (doc: Doc, kind: Kind = unknown, level: Level = levels.call): Code => ({
  doc,
  level,
  kind,
});

/** In brackets where it binds less tightly than what is around it. */
export const within = ({ doc, level }: Code, least: Level): Doc => (level >= least ? doc : ['(', doc, ')']);

/** What a member is taken of. */
export const object = (one: Code): Doc => {
  const isNumber = typeof one.doc === 'string' && /^\d+$/.test(one.doc);
  return isNumber ? ['(', one.doc, ')'] : within(one, levels.call);
};

export const list = (items: readonly (Doc | Item)[]): Doc => brackets('[', items, ']');
export const call = (callee: Doc, args: readonly (Doc | Item)[]): Doc => [callee, brackets('(', args, ')')];

/** `{ a: 1 }`, with `a` alone where its value has its name. */
export function objectOf(entries: readonly (readonly [key: string, value: Doc])[]): Doc {
  const items = entries.map(([key, value]): Doc => {
    if (key === '...') return ['...', value];
    return value === key ? key : [key, ': ', value];
  });
  return brackets('{', items, '}');
}

/** A text as a literal. */
export function quoted(value: string): string {
  const escaped = value
    .replaceAll('\\', '\\\\')
    .replaceAll('\n', '\\n')
    .replaceAll('\r', '\\r')
    .replaceAll('\t', '\\t')
    .replace(/\p{Cc}/gu, (one) => `\\x${one.charCodeAt(0).toString(16).padStart(2, '0')}`);
  if (escaped.includes("'") && !escaped.includes('"')) return `"${escaped}"`;
  return `'${escaped.replaceAll("'", "\\'")}'`;
}
