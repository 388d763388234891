// Operators on sets, and on dictionaries: JavaScript's work on numbers alone.
import type { Doc } from '../code/layout.js';
import { type Code, code, levels, object, within } from './code.js';
import { Untranslated } from './context.js';
import { joinedParts, unknown } from './kinds.js';

const kept = (test: string): string => `((all: Set<unknown>) => (one: unknown) => ${test})`;

/** `a | b`, `a & b`, `a - b` of sets; `a | b` of dictionaries. */
export function onSets(operator: string, left: Code, right: Code): Code | undefined {
  const [a, b] = [left.kind.name, right.kind.name];
  if (operator === '|' && a === 'dict' && b === 'dict')
    return code(['{ ...', within(left, levels.assign), ', ...', within(right, levels.assign), ' }'], {
      name: 'dict',
      of: joinedParts(left.kind.of ?? unknown, right.kind.of ?? unknown),
    });
  if (operator === '|' && a === 'map' && b === 'map')
    return code(['new Map([...', object(left), ', ...', object(right), '])'], left.kind);
  if (a !== 'set' && b !== 'set') return undefined;
  if (a !== 'set' || b !== 'set' || left.kind.className !== right.kind.className)
    throw new Untranslated(`\`${operator}\` of a set and of what is not known to be one`);
  const all: Doc = ['[...', object(left), ']'];
  switch (operator) {
    case '|':
      return code(['new Set([...', object(left), ', ...', object(right), '])'], left.kind);
    case '&':
      return code(['new Set(', all, '.filter(', kept('all.has(one)'), '(', right.doc, ')))'], left.kind);
    case '-':
      return code(['new Set(', all, '.filter(', kept('!all.has(one)'), '(', right.doc, ')))'], left.kind);
    default:
      throw new Untranslated(`\`${operator}\` of sets has no counterpart here`);
  }
}
