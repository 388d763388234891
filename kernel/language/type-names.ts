// Which names a piece of declarations uses, and the same piece with other names. Types and values of one name are told
// apart: `typeof x` uses the value, `x` in a type's place the type.
import type TypeScript from 'typescript';
import type { Meaning } from '../contract/language.js';
import { parsed } from './declarations.js';
import { ts } from './typescript.js';

type Node = TypeScript.Node;

export interface Use {
  readonly name: TypeScript.Identifier;
  readonly meaning: Meaning;
}

/** Every use of a name that comes from outside of the text. */
export function usesIn(text: string): Use[] {
  const uses: Use[] = [];
  const visit = (node: Node, inner: ReadonlySet<string>): void => {
    const use = useAt(node);
    if (use && !inner.has(use.name.text)) uses.push(use);
    const own = typeParameters(node);
    const names = own.length > 0 ? new Set([...inner, ...own]) : inner;
    ts.forEachChild(node, (child) => visit(child, names));
  };
  visit(parsed(text), new Set());
  return uses;
}

function useAt(node: Node): Use | undefined {
  if (ts.isTypeReferenceNode(node)) return use(node.typeName, false, true);
  if (ts.isTypeQueryNode(node)) return use(node.exprName, true, false);
  if (ts.isExpressionWithTypeArguments(node)) {
    const isOfClass = ts.isClassDeclaration(node.parent.parent);
    return use(node.expression, isOfClass, true);
  }
  if (ts.isComputedPropertyName(node)) return use(node.expression, true, false);
  return ts.isImportEqualsDeclaration(node) ? use(node.moduleReference, true, true) : undefined;
}

/** The first word of `a.b.c`; as the name of a namespace it may be either. */
function use(node: Node, value: boolean, type: boolean): Use | undefined {
  if (ts.isIdentifier(node)) return { name: node, meaning: { value, type } };
  if (ts.isQualifiedName(node)) return use(node.left, true, true);
  return ts.isPropertyAccessExpression(node) ? use(node.expression, true, true) : undefined;
}

/** The names that mean a parameter inside of a node: `T` in `<T>(x: T) => T`, and what `infer` finds. */
function typeParameters(node: Node): string[] {
  if (ts.isMappedTypeNode(node)) return [node.typeParameter.name.text];
  if (ts.isConditionalTypeNode(node)) return inferred(node.extendsType);
  const { typeParameters: parameters } = node as {
    typeParameters?: readonly TypeScript.TypeParameterDeclaration[];
  };
  return parameters?.map(({ name }) => name.text) ?? [];
}

function inferred(node: Node): string[] {
  const found: string[] = [];
  const visit = (part: Node): void => {
    if (ts.isInferTypeNode(part)) found.push(part.typeParameter.name.text);
    ts.forEachChild(part, visit);
  };
  visit(node);
  return found;
}

/** A text in which what `nameFor` gives stands for the names that it uses and, with `declared`, for the one it declares. */
export function renamed(
  text: string,
  nameFor: (use: string, meaning: Meaning) => string | undefined,
  declared?: string,
): string {
  const places = usesIn(text).flatMap(({ name, meaning }) => {
    const other = nameFor(name.text, meaning);
    return other === undefined ? [] : [{ name, other }];
  });
  const own = declared === undefined ? [] : declaredNames(text, declared);
  return [...places, ...own]
    .sort((a, b) => b.name.end - a.name.end)
    .reduce(
      (changed, { name, other }) => changed.slice(0, name.getStart()) + other + changed.slice(name.end),
      text,
    );
}

/** The identifiers that name what a piece declares, with what is to stand there. */
function declaredNames(text: string, other: string): { name: TypeScript.Identifier; other: string }[] {
  const found: { name: TypeScript.Identifier; other: string }[] = [];
  const add = (name: Node | undefined): void => {
    if (name && ts.isIdentifier(name)) found.push({ name, other });
  };
  for (const statement of parsed(text).statements) {
    if (ts.isVariableStatement(statement))
      for (const { name } of statement.declarationList.declarations) add(name);
    else if (ts.isImportDeclaration(statement)) ts.forEachChild(statement, (clause) => nameImport(clause));
    else add((statement as { name?: Node }).name);
  }
  return found;

  function nameImport(node: Node): void {
    if (ts.isImportSpecifier(node) && !node.propertyName) {
      found.push({ name: node.name, other: `${node.name.text} as ${other}` });
    } else if (ts.isImportClause(node) || ts.isNamespaceImport(node) || ts.isImportSpecifier(node)) {
      add(node.name);
      if (ts.isImportClause(node)) ts.forEachChild(node, nameImport);
    } else if (ts.isNamedImports(node)) ts.forEachChild(node, nameImport);
  }
}
