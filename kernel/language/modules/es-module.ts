// Turns an ES module's JavaScript into a function's body. Imports become members of an array of namespaces, and exports
// a list of expressions that read the module's own variables: so imports are live, a circle meets functions that are
// there and variables that are not yet, and the text of functions stays as it was written.
import type TypeScript from 'typescript';
import type { ModuleRequest } from '../../contract/cell-code.js';
import { isEmptyExport } from '../declarations.js';
import type { LocalPath } from '../transforms/imports.js';
import { referenced } from '../transforms/shared-names.js';
import { ts } from '../typescript.js';
import { isExported } from './format.js';

const { factory } = ts;
const imported = '__tensorcell_imported';
const defaultName = '__tensorcell_default';

type Node = TypeScript.Node;
type Statement = TypeScript.Statement;

/** An export of the module with this place among the requests; `*` is all of it. */
interface Import {
  readonly request: number;
  readonly name: string;
}

/** What an ES module imports and exports. */
export class ModuleShape {
  readonly exports: Record<string, string> = {};
  readonly stars: number[] = [];
  readonly #requests = new Map<string, Set<string>>();
  readonly #imports = new Map<Node, Import>();
  readonly #localPath: LocalPath;
  readonly #isTyped: boolean;

  /** @param isTyped what the file passes on, `export { T } from './types'`, may be a type */
  constructor(
    file: TypeScript.SourceFile,
    checker: TypeScript.TypeChecker,
    localPath: LocalPath,
    isTyped: boolean,
  ) {
    this.#localPath = localPath;
    this.#isTyped = isTyped;
    for (const statement of file.statements) {
      if (ts.isImportDeclaration(statement)) this.#addImport(statement);
    }
    for (const statement of file.statements) this.#addExports(statement, checker);
  }

  get requests(): ModuleRequest[] {
    return [...this.#requests].map(([specifier, names]) => ({ specifier, names: [...names] }));
  }

  importOf(symbol: TypeScript.Symbol | undefined): Import | undefined {
    const [declaration] = symbol?.declarations ?? [];
    return declaration && this.#imports.get(declaration);
  }

  #addImport({ moduleSpecifier, importClause }: TypeScript.ImportDeclaration): void {
    const request = this.#request(moduleSpecifier);
    if (importClause?.name) this.#addBinding(importClause, request, 'default');
    const bindings = importClause?.namedBindings;
    if (!bindings) return;
    if (ts.isNamespaceImport(bindings)) this.#imports.set(bindings, { request, name: '*' });
    else {
      for (const element of bindings.elements)
        this.#addBinding(element, request, (element.propertyName ?? element.name).text);
    }
  }

  #addBinding(declaration: Node, request: number, name: string): void {
    this.#need(request, name);
    this.#imports.set(declaration, { request, name });
  }

  #addExports(statement: Statement, checker: TypeScript.TypeChecker): void {
    if (ts.isExportAssignment(statement)) this.exports.default = defaultName;
    else if (ts.isExportDeclaration(statement)) this.#addExportDeclaration(statement, checker);
    else if (isExported(statement)) this.#addDeclared(statement);
  }

  #addDeclared(statement: Statement): void {
    if (ts.isVariableStatement(statement)) {
      for (const name of statement.declarationList.declarations.flatMap(boundNames))
        this.exports[name] = name;
      return;
    }
    const name = (statement as TypeScript.FunctionDeclaration | TypeScript.ClassDeclaration).name?.text;
    const own = name ?? defaultName;
    this.exports[isDefault(statement) ? 'default' : own] = own;
  }

  #addExportDeclaration(
    { moduleSpecifier, exportClause }: TypeScript.ExportDeclaration,
    checker: TypeScript.TypeChecker,
  ): void {
    const request = moduleSpecifier && this.#request(moduleSpecifier);
    if (!exportClause) {
      if (request !== undefined) this.stars.push(request);
    } else if (ts.isNamespaceExport(exportClause)) {
      if (request !== undefined) this.exports[exportClause.name.text] = access({ request, name: '*' });
    } else {
      for (const element of exportClause.elements) this.#addSpecifier(element, request, checker);
    }
  }

  #addSpecifier(
    element: TypeScript.ExportSpecifier,
    request: number | undefined,
    checker: TypeScript.TypeChecker,
  ): void {
    const name = (element.propertyName ?? element.name).text;
    if (request !== undefined && !this.#isTyped) this.#need(request, name);
    const source =
      request === undefined
        ? this.importOf(checker.getExportSpecifierLocalTargetSymbol(element))
        : { request, name };
    this.exports[element.name.text] = source ? access(source) : name;
  }

  #need(request: number, name: string): void {
    [...this.#requests.values()][request]?.add(name);
  }

  #request(specifier: TypeScript.Expression): number {
    const written = (specifier as TypeScript.StringLiteral).text;
    const text = this.#localPath(written) ?? written;
    if (!this.#requests.has(text)) this.#requests.set(text, new Set());
    return [...this.#requests.keys()].indexOf(text);
  }
}

/** The module's statements as a function's: without `import` and `export`. */
export function moduleBody(
  shape: ModuleShape,
  checker: TypeScript.TypeChecker,
): TypeScript.TransformerFactory<TypeScript.SourceFile> {
  return (context) => (file) => {
    const reference = (node: TypeScript.Identifier) => {
      const found = shape.importOf(referenced(node, checker));
      return found && ts.setTextRange(accessNode(found), node);
    };
    const visit = (node: Node): Node => {
      if (ts.isShorthandPropertyAssignment(node)) {
        const value = reference(node.name);
        if (value) return factory.createPropertyAssignment(node.name.text, value);
      }
      if (ts.isIdentifier(node)) return reference(node) ?? node;
      const inner = ts.visitEachChild(node, visit, context);
      return isCalledIdentifier(node) ? withoutThis(node, inner as typeof node) : inner;
    };
    return factory.updateSourceFile(file, [
      ...file.statements.filter(isAnonymousDefault).map(named),
      ...file.statements.filter(hasCode).map((statement) => plain(visit(statement) as Statement)),
    ]);
  };
}

/** Takes away what the compiler adds to a module without imports and exports. */
export const withoutEmptyExport: TypeScript.TransformerFactory<TypeScript.SourceFile> = () => (file) =>
  factory.updateSourceFile(
    file,
    file.statements.filter((statement) => !isEmptyExport(statement)),
  );

function hasCode(statement: Statement): boolean {
  return !ts.isImportDeclaration(statement) && !ts.isExportDeclaration(statement);
}

function plain(statement: Statement): Statement {
  if (ts.isExportAssignment(statement))
    return ts.setTextRange(defaultConstant(statement.expression), statement);
  return isExported(statement) ? withoutExport(statement) : statement;
}

function withoutExport(statement: Statement): Statement {
  const modifiers = ts.canHaveModifiers(statement) ? (ts.getModifiers(statement) ?? []) : [];
  const kept = modifiers.filter(({ kind }) => !exportKinds.has(kind));
  if (ts.isVariableStatement(statement))
    return factory.updateVariableStatement(statement, kept, statement.declarationList);
  if (ts.isFunctionDeclaration(statement)) {
    const { asteriskToken, name, parameters, body } = statement;
    const own = name ?? factory.createIdentifier(defaultName);
    return factory.updateFunctionDeclaration(
      statement,
      kept,
      asteriskToken,
      own,
      undefined,
      parameters,
      undefined,
      body,
    );
  }
  if (!ts.isClassDeclaration(statement)) return statement;
  const { name, heritageClauses, members } = statement;
  if (name) return factory.updateClassDeclaration(statement, kept, name, undefined, heritageClauses, members);
  const anonymous = factory.createClassExpression(undefined, undefined, undefined, heritageClauses, members);
  return ts.setTextRange(defaultConstant(anonymous), statement);
}

const exportKinds = new Set([ts.SyntaxKind.ExportKeyword, ts.SyntaxKind.DefaultKeyword]);

/** `const … = { default: … }.default`: a function without a name gets that of the export. */
function defaultConstant(value: TypeScript.Expression): Statement {
  const isAnonymous =
    ts.isFunctionExpression(value) || ts.isArrowFunction(value) || ts.isClassExpression(value);
  const object = factory.createObjectLiteralExpression([factory.createPropertyAssignment('default', value)]);
  const initializer = isAnonymous ? factory.createPropertyAccessExpression(object, 'default') : value;
  const declaration = factory.createVariableDeclaration(defaultName, undefined, undefined, initializer);
  return factory.createVariableStatement(
    undefined,
    factory.createVariableDeclarationList([declaration], ts.NodeFlags.Const),
  );
}

function isAnonymousDefault(statement: Statement): boolean {
  return ts.isFunctionDeclaration(statement) && !statement.name;
}

function named(): Statement {
  const call = factory.createCallExpression(
    factory.createPropertyAccessExpression(factory.createIdentifier('Object'), 'defineProperty'),
    undefined,
    [
      factory.createIdentifier(defaultName),
      factory.createStringLiteral('name'),
      factory.createObjectLiteralExpression([
        factory.createPropertyAssignment('value', factory.createStringLiteral('default')),
        factory.createPropertyAssignment('configurable', factory.createTrue()),
      ]),
    ],
  );
  return factory.createExpressionStatement(call);
}

type Called = TypeScript.CallExpression | TypeScript.TaggedTemplateExpression;

function isCalledIdentifier(node: Node): node is Called {
  if (ts.isCallExpression(node)) return ts.isIdentifier(node.expression);
  return ts.isTaggedTemplateExpression(node) && ts.isIdentifier(node.tag);
}

/** An imported function is called by itself, `(0, it.f)()`, not as a method of its module. */
function withoutThis(before: Called, after: Called): Called {
  const bare = (callee: TypeScript.Expression) =>
    factory.createParenthesizedExpression(factory.createComma(factory.createNumericLiteral(0), callee));
  if (ts.isCallExpression(before) && ts.isCallExpression(after)) {
    if (after.expression === before.expression) return after;
    const { questionDotToken } = after;
    const callee = bare(after.expression);
    return questionDotToken
      ? factory.updateCallChain(
          after as TypeScript.CallChain,
          callee,
          questionDotToken,
          undefined,
          after.arguments,
        )
      : factory.updateCallExpression(after, callee, undefined, after.arguments);
  }
  if (!ts.isTaggedTemplateExpression(before) || !ts.isTaggedTemplateExpression(after)) return after;
  if (after.tag === before.tag) return after;
  return factory.updateTaggedTemplateExpression(after, bare(after.tag), undefined, after.template);
}

function isDefault(statement: Statement): boolean {
  const modifiers = ts.canHaveModifiers(statement) ? ts.getModifiers(statement) : undefined;
  return modifiers?.some(({ kind }) => kind === ts.SyntaxKind.DefaultKeyword) ?? false;
}

function boundNames({ name }: TypeScript.VariableDeclaration | TypeScript.BindingElement): string[] {
  if (ts.isIdentifier(name)) return [name.text];
  return name.elements.flatMap((element) => (ts.isBindingElement(element) ? boundNames(element) : []));
}

function access({ request, name }: Import): string {
  const namespace = `${imported}[${request}]`;
  return name === '*' ? namespace : `${namespace}[${JSON.stringify(name)}]`;
}

function accessNode({ request, name }: Import): TypeScript.Expression {
  const namespace = factory.createElementAccessExpression(factory.createIdentifier(imported), request);
  return name === '*' ? namespace : factory.createPropertyAccessExpression(namespace, name);
}
