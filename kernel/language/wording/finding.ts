// One of the compiler's findings with what the rules need to know about its place.
import type TypeScript from 'typescript';
import { ts } from '../typescript.js';

export interface Finding {
  readonly diagnostic: TypeScript.Diagnostic;
  readonly program: TypeScript.Program;
  readonly checker: TypeScript.TypeChecker;
  /** The smallest piece of the program that the finding covers. */
  readonly node: TypeScript.Node;
}

/** The checker with a method that its typings leave out. */
export interface Comparing extends TypeScript.TypeChecker {
  isTypeAssignableTo(source: TypeScript.Type, target: TypeScript.Type): boolean;
}

/** Advice on a finding, if the rule has any. */
export type Rule = (finding: Finding) => string | undefined;

export function toFinding(
  diagnostic: TypeScript.Diagnostic,
  program: TypeScript.Program,
): Finding | undefined {
  const { file, start, length = 0 } = diagnostic;
  if (!file || start === undefined) return undefined;
  const node = nodeAt(file, start, start + length);
  return { diagnostic, program, checker: program.getTypeChecker(), node };
}

/** The smallest node that covers a span. */
export function nodeAt(file: TypeScript.SourceFile, start: number, end: number): TypeScript.Node {
  const find = (node: TypeScript.Node): TypeScript.Node => {
    const inner = ts.forEachChild(node, (child) =>
      child.getStart(file) <= start && child.end >= end ? child : undefined,
    );
    return inner ? find(inner) : node;
  };
  return find(file);
}

/** The name among `candidates` that was probably intended. */
export function similar(name: string, candidates: readonly string[]): string | undefined {
  return ts.getSpellingSuggestion(name, candidates, (candidate) => candidate);
}

/** `'a', 'b', 'c' …`, no more than 48 of them. */
export function listed(names: readonly string[], quote = ''): string {
  const shown = names.slice(0, 48).map((name) => `${quote}${name}${quote}`);
  return shown.join(', ') + (names.length > shown.length ? ', …' : '');
}
