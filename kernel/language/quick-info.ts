// What is at the cursor: the compiler's own words for it, without a language service around the program.
import type TypeScript from 'typescript';
import { behindAlias } from './symbols.js';
import { ts } from './typescript.js';

type Node = TypeScript.Node;
type TypeChecker = TypeScript.TypeChecker;

export function quickInfo(
  file: TypeScript.SourceFile,
  checker: TypeChecker,
  position: number,
): TypeScript.QuickInfo | undefined {
  const touched = ts.getTouchingPropertyName(file, position);
  if (touched === file) return undefined;
  const node = meant(touched);
  const symbol = symbolAt(node, checker);
  if (symbol && !checker.isUnknownSymbol(symbol)) return ofSymbol(symbol, node, file, checker);
  return hasType(node, file, position) ? ofType(node, file, checker) : undefined;
}

function ofSymbol(
  symbol: TypeScript.Symbol,
  node: Node,
  file: TypeScript.SourceFile,
  checker: TypeChecker,
): TypeScript.QuickInfo {
  const { symbolKind, ...told } = ts.SymbolDisplay.getSymbolDisplayPartsDocumentationAndSymbolKind(
    checker,
    symbol,
    file,
    ts.getContainerNode(node),
    node,
  );
  const { displayParts, documentation = [], tags } = told;
  const kindModifiers = ts.SymbolDisplay.getSymbolModifiers(checker, symbol);
  const textSpan = spanOf(node, file);
  return {
    kind: symbolKind,
    kindModifiers,
    textSpan,
    displayParts,
    documentation: documentation.length > 0 ? documentation : otherwiseSaid(symbol, checker),
    ...(tags && { tags }),
  };
}

/** Of a call, TypeScript gives its signature's comment alone, and of a constant that holds a function the constant's. */
function otherwiseSaid(named: TypeScript.Symbol, checker: TypeChecker): TypeScript.SymbolDisplayPart[] {
  const symbol = behindAlias(named, checker);
  const own = symbol.getDocumentationComment(checker);
  if (own.length > 0) return own;
  const [signature] = checker.getTypeOfSymbol(symbol).getCallSignatures();
  return signature?.getDocumentationComment(checker) ?? [];
}

function ofType(node: Node, file: TypeScript.SourceFile, checker: TypeChecker): TypeScript.QuickInfo {
  const type = checker.getTypeAtLocation(node);
  return {
    kind: ts.ScriptElementKind.unknown,
    kindModifiers: ts.ScriptElementKindModifier.none,
    textSpan: spanOf(node, file),
    displayParts: ts.typeToDisplayParts(checker, type, ts.getContainerNode(node)),
    documentation: type.symbol?.getDocumentationComment(checker) ?? [],
    tags: type.symbol?.getJsDocTags(checker) ?? [],
  };
}

function spanOf(node: Node, file: TypeScript.SourceFile): TypeScript.TextSpan {
  return ts.createTextSpanFromBounds(node.getStart(file), node.getEnd());
}

/** `new` means the class, an element's name its tuple, `meta` all of `import.meta`. */
function meant(node: Node): Node {
  const { parent } = node;
  if (ts.isNewExpression(parent) && node.pos === parent.pos) return parent.expression;
  if (ts.isNamedTupleMember(parent) && node.pos === parent.pos) return parent;
  if (ts.isMetaProperty(parent) && parent.name === node) return parent;
  return ts.isJsxNamespacedName(parent) ? parent : node;
}

/** A property of an object literal is that of the type which is expected there. */
function symbolAt(node: Node, checker: TypeChecker): TypeScript.Symbol | undefined {
  const property = ts.getContainingObjectLiteralElement(node);
  const expected =
    property && checker.getContextualType(property.parent as TypeScript.ObjectLiteralExpression);
  const [symbol, ...others] =
    property && expected ? ts.getPropertySymbolsFromContextualType(property, checker, expected, false) : [];
  return symbol && others.length === 0 ? symbol : checker.getSymbolAtLocation(node);
}

/** True of words that stand for a value even where they name nothing that is declared. */
function hasType(node: Node, file: TypeScript.SourceFile, position: number): boolean {
  if (ts.isIdentifier(node)) return !ts.isLabelName(node);
  if (ts.isPropertyAccessExpression(node) || ts.isQualifiedName(node)) return !ts.isInComment(file, position);
  if (ts.isMetaProperty(node)) return node.keywordToken === ts.SyntaxKind.ImportKeyword;
  return ts.isThisTypeNode(node) || ts.isNamedTupleMember(node) || isThisOrSuper(node);
}

function isThisOrSuper({ kind }: Node): boolean {
  return kind === ts.SyntaxKind.ThisKeyword || kind === ts.SyntaxKind.SuperKeyword;
}
