// Names around a tape's function: what it declares for itself, what it hands out, and what its gradients are called.
import type { Doc } from '../code/layout.js';
import type { Body, Statement, StatementOf } from '../python/syntax.js';
import { namesStoredIn, usesIn } from '../python/walk.js';
import { Untranslated } from './context.js';
import type { Kind } from './kinds.js';
import type { Variable } from './scope.js';
import type { StatementContext } from './statement-context.js';

/** In a block, a name that is there already is another's too: it is given a value, and not declared again. */
const isAround = (known: Variable | undefined, { isStraight }: StatementContext): known is Variable =>
  known !== undefined &&
  known.path === undefined &&
  known.isDeclared &&
  (!isStraight || handedOut.has(known));

/** What a tape hands out of its function while that is translated: a tape within gives it values too. */
export const handedOut = new WeakSet<Variable>();

export function declaredBefore(name: string, kind: Kind, type: string, context: StatementContext): Doc[] {
  const known = context.scope.own(name);
  const isThere = isAround(known, context);
  const variable = isThere ? known : context.scope.add(name, kind);
  variable.kind = kind;
  return isThere ? [] : [`let ${variable.spelling}!: ${type};`];
}

/** What a name is declared as, or the name of what is then given to it. */
export function given(
  name: string,
  kind: Kind,
  there: ReadonlySet<string>,
  context: StatementContext,
): { spelling: string; after: Doc[] } {
  const known = context.scope.own(name);
  if (isAround(known, context) && there.has(name)) {
    known.kind = kind;
    const spelling = context.scope.fresh(name);
    return { spelling, after: [[known.spelling, ' = ', spelling, ';']] };
  }
  const variable = there.has(name) ? context.scope.renew(name, kind) : context.scope.add(name, kind);
  return { spelling: variable.spelling, after: [] };
}

/** Names that are given values in a tape before anything is taken of them: the function's own, but for those that are kept. */
export function ownIn({ statements }: Body, kept: readonly string[]): string[] {
  const uses = usesIn(statements);
  return [...namesStoredIn(statements)].filter(
    (name) => !kept.includes(name) && uses.find((use) => use.name === name)?.isStore,
  );
}

/** Gradients that are changed afterwards are variables. */
export const wordFor = (names: readonly string[], { uses, around }: StatementContext): 'const' | 'let' =>
  names.every((name) => uses.isConstant(name, around)) ? 'const' : 'let';

/** Statements between a tape and its gradient stand before it, where nothing of the tape's is in them. */
export function hoisted(
  node: StatementOf<'with'>,
  between: readonly Statement[],
  context: StatementContext,
): Doc[] {
  if (between.length === 0) return [];
  const inside = namesStoredIn(node.body.statements);
  if (usesIn(between).some(({ name }) => inside.has(name)))
    throw new Untranslated('statements between a tape and its gradient that use what the tape saw');
  const place = { from: between[0]!.from, to: between.at(-1)!.to };
  return context.statements({ ...place, statements: [...between] });
}
