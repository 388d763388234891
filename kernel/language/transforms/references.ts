// Rewrites uses of names that live in `exports`, earlier cells' and the cell's own shared ones, to `exports.name`, and
// the declarations of shared variables to assignments. In place of what tslab does after the compiler: that is by
// symbol alone, breaks the shorthand `{ a }` and rewrites the `a` in `const { a: b } = options`.
import type TypeScript from 'typescript';
import { ts } from '../typescript.js';
import type { Home } from './home.js';
import { declarationAsAssignment, patternAsTarget } from './shared-declarations.js';
import { declaredIn, type Names, referenced } from './shared-names.js';

const { factory } = ts;

/** @param isEarlier whether a symbol is an earlier cell's */
export function references(
  checker: TypeScript.TypeChecker,
  names: Names,
  home: Home,
  isEarlier: (symbol: TypeScript.Symbol) => boolean,
): TypeScript.TransformerFactory<TypeScript.SourceFile> {
  return (context) => (file) => {
    /** The symbol of the class, enum or namespace around a node: inside, the name is bound by the language. */
    const within: TypeScript.Symbol[] = [];
    const visitStatement = (node: TypeScript.Node) => (ts.isExportDeclaration(node) ? node : visit(node));
    const visit = (node: TypeScript.Node): TypeScript.VisitResult<TypeScript.Node> => {
      if (ts.isTypeNode(node) && !ts.isExpressionWithTypeArguments(node)) return node;
      if (ts.isVariableStatement(node) && declaresShared(node.declarationList)) return variables(node);
      if (ts.isForStatement(node) && isSharedList(node.initializer)) return loop(node, node.initializer);
      if ((ts.isForInStatement(node) || ts.isForOfStatement(node)) && isSharedList(node.initializer)) {
        return loopOver(node, node.initializer);
      }
      if (ts.isImportEqualsDeclaration(node)) return alias(node);
      if (ts.isShorthandPropertyAssignment(node)) return shorthand(node);
      if (ts.isCallExpression(node) && ts.isIdentifier(node.expression)) return call(node, node.expression);
      if (ts.isIdentifier(node)) return isReference(node) && isInExports(node) ? home.at(node) : node;
      return bindsOwnName(node) ? insideOf(node) : inner(node);
    };
    const inner = <T extends TypeScript.Node>(node: T) => ts.visitEachChild(node, visit, context);
    const insideOf = (node: TypeScript.DeclarationStatement) => {
      const symbol = node.name && checker.getSymbolAtLocation(node.name);
      if (symbol) within.push(symbol);
      const visited = inner(node);
      if (symbol) within.pop();
      return visited;
    };
    const isInExports = (node: TypeScript.Identifier) => {
      const symbol = referenced(node, checker);
      if (!symbol || within.includes(symbol)) return false;
      return names.own.has(symbol) ? names.shared.has(symbol) : isEarlier(symbol);
    };
    const declaresShared = (node: TypeScript.Node): boolean =>
      ts.isVariableDeclarationList(node)
        ? node.declarations.some(declaresShared)
        : declaredIn(node, checker).some((symbol) => names.shared.has(symbol));
    const isSharedList = (
      node: TypeScript.ForInitializer | undefined,
    ): node is TypeScript.VariableDeclarationList =>
      node !== undefined && ts.isVariableDeclarationList(node) && declaresShared(node);

    const variables = (node: TypeScript.VariableStatement) =>
      node.declarationList.declarations.flatMap((declaration) => {
        if (!declaresShared(declaration)) return [kept(node, declaration)];
        return isUsing(node) ? [used(node, declaration)] : assigned(declaration);
      });
    const assigned = (declaration: TypeScript.VariableDeclaration): TypeScript.Statement[] => {
      const value = assignment(declaration);
      return value ? [inPlaceOf(declaration, factory.createExpressionStatement(value))] : [];
    };
    /** `using file = open()` as `using temporary = exports.file = open()`: it is closed as before. */
    const used = (node: TypeScript.VariableStatement, declaration: TypeScript.VariableDeclaration) => {
      const name = factory.createUniqueName('using');
      const held = factory.createVariableDeclaration(name, undefined, undefined, assignment(declaration));
      const list = factory.createVariableDeclarationList([held], node.declarationList.flags);
      return inPlaceOf(declaration, factory.createVariableStatement(undefined, list));
    };
    const assignment = (declaration: TypeScript.VariableDeclaration) =>
      declarationAsAssignment(declaration, rewriting);
    const kept = (node: TypeScript.VariableStatement, declaration: TypeScript.VariableDeclaration) => {
      const { flags } = node.declarationList;
      const list = factory.createVariableDeclarationList([inner(declaration)], flags);
      return inPlaceOf(declaration, factory.createVariableStatement(undefined, list));
    };
    const visitExpression = (node: TypeScript.Expression) => ts.visitNode(node, visit, ts.isExpression);
    const rewriting = { at: home.at, visit: visitExpression };
    const loop = (node: TypeScript.ForStatement, list: TypeScript.VariableDeclarationList) => {
      const assignments = list.declarations.flatMap((declaration) => assignment(declaration) ?? []);
      const head = assignments.length > 0 ? assignments.reduce(factory.createComma) : undefined;
      const { condition, incrementor, statement } = node;
      return factory.updateForStatement(
        node,
        head,
        condition && visitExpression(condition),
        incrementor && visitExpression(incrementor),
        body(statement),
      );
    };
    const body = (node: TypeScript.Statement) => ts.visitNode(node, visit, ts.isStatement, asBlock);
    const loopOver = (
      node: TypeScript.ForInOrOfStatement,
      { declarations: [declaration] }: TypeScript.VariableDeclarationList,
    ) => {
      const target = patternAsTarget(declaration!.name, rewriting);
      const [over, statement] = [visitExpression(node.expression), body(node.statement)];
      return ts.isForInStatement(node)
        ? factory.updateForInStatement(node, target, over, statement)
        : factory.updateForOfStatement(node, node.awaitModifier, target, over, statement);
    };

    /** `import x = group.x` of an earlier cell's group. */
    const alias = (node: TypeScript.ImportEqualsDeclaration) => {
      const { moduleReference, name } = node;
      const symbol = checker.getSymbolAtLocation(name);
      if (ts.isExternalModuleReference(moduleReference) || !symbol || !names.own.has(symbol)) return node;
      const value = member(moduleReference);
      const declaration = factory.createVariableDeclaration(name, undefined, undefined, value);
      const list = factory.createVariableDeclarationList([declaration], ts.NodeFlags.Const);
      return ts.setTextRange(factory.createVariableStatement(undefined, list), node);
    };
    const member = (node: TypeScript.EntityName): TypeScript.Expression =>
      ts.isIdentifier(node)
        ? visitExpression(node)
        : factory.createPropertyAccessExpression(member(node.left), node.right);

    const shorthand = (node: TypeScript.ShorthandPropertyAssignment) => {
      const value = isInExports(node.name) ? home.at(node.name) : node.name;
      const preset = node.objectAssignmentInitializer && visitExpression(node.objectAssignmentInitializer);
      if (value === node.name && preset === node.objectAssignmentInitializer) return node;
      const initializer = preset ? factory.createAssignment(value, preset) : value;
      return factory.createPropertyAssignment(node.name, initializer);
    };
    /** `exports.f()` would make `exports` the function's `this`. Errors are shown where its name begins, as Node shows them. */
    const call = (node: TypeScript.CallExpression, callee: TypeScript.Identifier) => {
      const visited = inner(node);
      if (visited.expression === callee || node.questionDotToken) return visited;
      const bare = factory.createComma(factory.createNumericLiteral(0), visited.expression);
      const wrapped = ts.setTextRange(factory.createParenthesizedExpression(bare), callee);
      ts.setSourceMapRange(wrapped, { pos: callee.pos, end: callee.getStart() });
      return factory.updateCallExpression(visited, wrapped, visited.typeArguments, visited.arguments);
    };
    return ts.visitEachChild(file, visitStatement, context);
  };
}

function isUsing({ declarationList }: TypeScript.VariableStatement): boolean {
  return (declarationList.flags & ts.NodeFlags.Using) !== 0;
}

/** Later transforms read from the declaration what the statement assigns. */
function inPlaceOf<T extends TypeScript.Node>(declaration: TypeScript.VariableDeclaration, node: T): T {
  return ts.setTextRange(ts.setOriginalNode(node, declaration), declaration);
}

function asBlock(nodes: readonly TypeScript.Node[]): TypeScript.Statement {
  return factory.createBlock(nodes.filter(ts.isStatement));
}

function bindsOwnName(node: TypeScript.Node): node is TypeScript.DeclarationStatement {
  return ts.isClassDeclaration(node) || ts.isEnumDeclaration(node) || ts.isModuleDeclaration(node);
}

/** False where an identifier only names a property, a label or what is declared. */
export function isReference(node: TypeScript.Identifier): boolean {
  const { parent } = node;
  if (ts.isPropertyAccessExpression(parent)) return parent.name !== node;
  if (ts.isBindingElement(parent)) return parent.initializer === node;
  if (ts.isPropertyAssignment(parent)) return parent.name !== node;
  if (ts.isImportSpecifier(parent) || ts.isImportClause(parent) || ts.isNamespaceImport(parent)) return false;
  return !(parent as { name?: TypeScript.Node }).name || (parent as { name?: TypeScript.Node }).name !== node;
}
