// `export` has no meaning in a cell, whose names are all visible to later cells: what it says is written without it,
// in the same room. A name that it gives to something is a name of the cell: `export { p as q }` is `const q=p`, and
// `export { a } from 'm'` an import. A default export without a name is called `_default`.
import type TypeScript from 'typescript';
import { fitted } from './fitted.js';
import { parseCell } from './jsx.js';
import { ts } from './typescript.js';

/** What stands for a piece of the cell's text. */
interface Edit {
  readonly start: number;
  readonly end: number;
  readonly text: string;
}

const blank = (node: TypeScript.Node): Edit => replace(node, '');
const replace = (node: TypeScript.Node, text: string): Edit => ({
  start: node.getStart(),
  end: node.end,
  text,
});

export function withoutExports(source: string): string {
  if (!source.includes('export')) return source;
  const file = parseCell(source);
  return file.statements.flatMap(edits).reduce(applied, source);
}

function applied(text: string, { start, end, text: other }: Edit): string {
  return text.slice(0, start) + fitted(other, text.slice(start, end)) + text.slice(end);
}

function edits(statement: TypeScript.Statement): Edit[] {
  if (ts.isExportDeclaration(statement)) {
    return statement.moduleSpecifier ? reexport(statement, statement.moduleSpecifier) : [listed(statement)];
  }
  if (ts.isExportAssignment(statement)) return [evaluated(statement)];
  return ts.canHaveModifiers(statement) ? declaration(statement) : [];
}

/** `export { … } from 'm'` binds what `import { … } from 'm'` does; `export *` only loads the module. */
function reexport(statement: TypeScript.ExportDeclaration, from: TypeScript.Expression): Edit[] {
  const { exportClause, isTypeOnly } = statement;
  const word = { start: statement.getStart(), end: statement.getStart() + 'export'.length, text: 'import' };
  if (!exportClause || (ts.isNamespaceExport(exportClause) && !isUsable(exportClause.name))) {
    return isTypeOnly ? [blank(statement)] : [{ ...word, end: from.getStart(), text: 'import ' }];
  }
  if (ts.isNamespaceExport(exportClause)) return [word];
  const unnamed = exportClause.elements.filter(({ name }) => !isUsable(name));
  return [word, ...unnamed.map(withComma)];
}

function isUsable(name: TypeScript.ModuleExportName): boolean {
  return ts.isIdentifier(name) && name.text !== 'default' && /^[\p{ID_Start}$_]/u.test(name.text);
}

function withComma(node: TypeScript.Node): Edit {
  const { text } = node.getSourceFile();
  const comma = /^\s*,/.exec(text.slice(node.end))?.[0].length ?? 0;
  return { start: node.getStart(), end: node.end + comma, text: '' };
}

/** `export { p, q as r, T as U }`: other names for values and types of the cell. */
function listed(statement: TypeScript.ExportDeclaration): Edit {
  const { exportClause, isTypeOnly } = statement;
  const elements = exportClause && ts.isNamedExports(exportClause) ? exportClause.elements : [];
  const types = typesOf(statement.getSourceFile());
  const renamed = elements.flatMap((element) => {
    const { name, propertyName } = element;
    if (!propertyName || !isUsable(name) || name.text === propertyName.text) return [];
    const isType = isTypeOnly || element.isTypeOnly || types.has(propertyName.text);
    return [`${isType ? 'type' : 'const'} ${name.text}=${propertyName.text};`];
  });
  return replace(statement, renamed.join(''));
}

function typesOf(file: TypeScript.SourceFile): Set<string> {
  const types = file.statements.filter(
    (one): one is TypeScript.InterfaceDeclaration | TypeScript.TypeAliasDeclaration =>
      ts.isInterfaceDeclaration(one) || ts.isTypeAliasDeclaration(one),
  );
  return new Set(types.map(({ name }) => name.text));
}

/** `export default 1 + 1`, `export = 2`: the expression is evaluated. Not a block where it begins with a brace. */
function evaluated(statement: TypeScript.ExportAssignment): Edit {
  return { start: statement.getStart(), end: statement.expression.getStart(), text: 'void 0,' };
}

function declaration(statement: TypeScript.Statement): Edit[] {
  const modifiers = (ts.canHaveModifiers(statement) && ts.getModifiers(statement)) || [];
  const [first] = modifiers.filter(({ kind }) => kind === ts.SyntaxKind.ExportKeyword);
  if (!first) return [];
  const words = modifiers.filter(
    ({ kind }) => kind === ts.SyntaxKind.ExportKeyword || kind === ts.SyntaxKind.DefaultKeyword,
  );
  const isUnnamed =
    (ts.isFunctionDeclaration(statement) || ts.isClassDeclaration(statement)) && !statement.name;
  return isUnnamed ? [named(statement, first)] : words.map(blank);
}

/** `export default async function* (` becomes `async function* _default (`. */
function named(
  statement: TypeScript.FunctionDeclaration | TypeScript.ClassDeclaration,
  first: TypeScript.Node,
): Edit {
  const { text } = statement.getSourceFile();
  const head = /^[\s\S]*?\b(?:function\s*\*?|class\b)/.exec(text.slice(first.getStart()))?.[0] ?? '';
  const kept = head
    .replace(/\bexport\b|\bdefault\b/g, '')
    .replace(/\s+/g, ' ')
    .trim();
  const start = first.getStart();
  return { start, end: start + head.length, text: `${kept} _default` };
}
