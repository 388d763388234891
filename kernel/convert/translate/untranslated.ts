// What stays Python: its lines as a comment, with what to do, and its names declared so that the rest can be read.
import type { Doc } from '../code/layout.js';
import type { Statement } from '../python/syntax.js';
import { namesStoredIn } from '../python/walk.js';
import type { Untranslated } from './context.js';
import { type Kind, unknown } from './kinds.js';
import type { StatementContext } from './statement-context.js';

export function kept(
  node: Statement,
  { message: reason, kind = unknown }: Untranslated,
  context: StatementContext,
): Doc[] {
  const text = context.text.slice(node.from, node.to).trimEnd();
  const lines = withoutIndent(text, node.from, context.text);
  const names = node.type === 'import' || node.type === 'from' ? [] : [...namesStoredIn([node])];
  return [
    `// TODO, not translated: ${reason}.`,
    ...lines.map((line) => `// ${line}`.trimEnd()),
    ...names.flatMap((name) => declared(name, kind, context)),
    // What calls the function can be read then.
    ...(node.type === 'return' ? ['return undefined as any; // TODO: its value'] : []),
  ];
}

/** A name that the rest of the program uses. */
function declared(name: string, kind: Kind, context: StatementContext): Doc[] {
  const before = context.scope.own(name);
  if (before && before.path === undefined && before.isDeclared) return [];
  const { spelling } = context.scope.add(name, kind);
  return [`let ${spelling}: any; // TODO: its value`];
}

function withoutIndent(text: string, from: number, whole: string): string[] {
  const indent = from - (whole.lastIndexOf('\n', from - 1) + 1);
  return text
    .split('\n')
    .map((line, i) => (i === 0 ? line : line.replace(new RegExp(`^ {0,${indent}}`), '')));
}
