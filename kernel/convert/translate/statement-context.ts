// What translating a statement may ask for besides.
import type { Doc } from '../code/layout.js';
import type { Body, Place, Statement } from '../python/syntax.js';
import type { Context } from './context.js';
import type { Scope } from './scope.js';
import type { Uses } from './uses.js';

export interface StatementContext extends Context {
  readonly uses: Uses;
  /** Whether it stands in no block: then each name may be declared where it gets its value. */
  readonly isStraight: boolean;
  /** The block within a statement that it stands in. */
  readonly within: Body | undefined;
  /** Where the cell begins. */
  readonly cell: number;
  /** The cell, or the function around. */
  readonly around: Place;
  /** Statements one after the other. @param within the scope of a function of its own */
  statements(body: Body, within?: { scope: Scope; uses: Uses }): Doc[];
  /** The statements of a block of the same scope. */
  blockOf(body: Body): Doc;
}

/** @param rest the statements after it; what is taken of them is counted in the result */
export type StatementHandler<T extends Statement> = (
  node: T,
  context: StatementContext,
  rest: readonly Statement[],
) => Doc[] | { readonly docs: Doc[]; readonly taken: number };
