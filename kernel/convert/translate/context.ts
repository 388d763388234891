// What translating an expression or a statement may ask for: other expressions, names, and the program around it.
import type { Doc } from '../code/layout.js';
import type { Body, Expression, Parameter, Place } from '../python/syntax.js';
import type { Code } from './code.js';
import type { Facts } from './facts.js';
import type { Kind } from './kinds.js';
import type { Scope } from './scope.js';

/** What cannot be translated, with what to do instead. */
export class Untranslated extends Error {
  /** @param kind what its names are to hold, once they are given what the words say */
  constructor(
    message: string,
    readonly kind?: Kind,
  ) {
    super(message);
  }
}

export interface Context {
  readonly scope: Scope;
  readonly facts: Facts;
  /** The text of the cell. */
  readonly text: string;
  expression(node: Expression): Code;
  /** The same where only whether it holds is asked. */
  condition(node: Expression): Code;
  /** A body of statements between braces. */
  block(body: Body, within?: Scope): Doc;
  /** A function's parameters and body. */
  arrow(parameters: readonly Parameter[], body: Expression): Code;
  /** Expressions of a scope within this one. */
  inner(scope: Scope): Context;
  /** Whether a name holds the same wherever it is read. */
  isSteady(name: string): boolean;
  /** Words for the user, before the statement. */
  note(text: string): void;
  /** Marks the function around as one that waits. */
  wait(): void;
  /** A comment that stands between two places of the text, on the line of the first. */
  commentAfter(place: Place, before: number): string | undefined;
  /** A name of a module of Node's, imported at the head of the cell. */
  import(module: string, name: string): void;
  /** Statements that must stand before the one at hand. */
  before(statement: Doc): void;
}
