// Which declarations of one file some of its parts lead to, by the names that they mention.
import ts from 'typescript';

export class Reached {
  #checker;
  /** @type {Set<ts.Symbol>} */
  #symbols = new Set();
  /** @type {Set<ts.Node>} */
  #statements = new Set();
  /** @type {ts.Node[]} */
  #waiting = [];

  /** @param {ts.TypeChecker} checker */
  constructor(checker) {
    this.#checker = checker;
  }

  /**
   * Adds these nodes with all that they mention, and what that mentions.
   * @param {readonly ts.Node[]} nodes
   */
  add(nodes) {
    this.#waiting.push(...nodes);
    for (let node = this.#waiting.pop(); node; node = this.#waiting.pop()) this.#visit(node);
  }

  /** @param {ts.Node} declaration of a name that is imported or exported */
  has(declaration) {
    const symbol = this.#declared(declaration);
    return symbol !== undefined && this.#symbols.has(symbol);
  }

  /** @param {ts.Statement} statement of a module */
  hasStatement(statement) {
    return this.#statements.has(statement);
  }

  /** @param {ts.Node} node */
  #visit(node) {
    const statement = statementOf(node);
    if (statement) this.#statements.add(statement);
    if (ts.isIdentifier(node)) this.#addSymbol(this.#checker.getSymbolAtLocation(node));
    if (ts.isImportTypeNode(node)) this.#addSymbol(this.#imported(node));
    if (ts.isExportDeclaration(node) && !node.exportClause && node.moduleSpecifier)
      this.#addSymbol(this.#checker.getSymbolAtLocation(node.moduleSpecifier));
    ts.forEachChild(node, (child) => this.#visit(child));
  }

  /** A whole module, or one of its names. @param {ts.ImportTypeNode} node */
  #imported({ qualifier, argument }) {
    if (qualifier) return this.#checker.getSymbolAtLocation(qualifier);
    return ts.isLiteralTypeNode(argument) ? this.#checker.getSymbolAtLocation(argument.literal) : undefined;
  }

  /** @param {ts.Symbol | undefined} symbol */
  #addSymbol(symbol) {
    if (!symbol || this.#symbols.has(symbol)) return;
    this.#symbols.add(symbol);
    if (symbol.flags & ts.SymbolFlags.Alias) this.#addSymbol(this.#next(symbol));
    for (const declaration of symbol.declarations ?? []) this.#addDeclaration(declaration);
  }

  /** @param {ts.Node} declaration */
  #addDeclaration(declaration) {
    if (ts.isModuleDeclaration(declaration) && ts.isStringLiteral(declaration.name)) {
      const symbol = this.#checker.getSymbolAtLocation(declaration.name);
      for (const name of symbol ? this.#checker.getExportsOfModule(symbol) : []) this.#addSymbol(name);
      return;
    }
    const statement = statementOf(declaration);
    if (!statement || this.#statements.has(statement) || isOfOthers(statement)) return;
    this.#statements.add(statement);
    this.#waiting.push(statement);
  }

  /**
   * One step of several: each module on the way passes the name on.
   * @param {ts.Symbol} alias
   */
  #next(alias) {
    const checker =
      /** @type {ts.TypeChecker & { getImmediateAliasedSymbol(alias: ts.Symbol): ts.Symbol | undefined }} */ (
        this.#checker
      );
    return checker.getImmediateAliasedSymbol(alias);
  }

  /** @param {ts.Node} declaration */
  #declared(declaration) {
    const { name } = /** @type {ts.NamedDeclaration} */ (declaration);
    return name && this.#checker.getSymbolAtLocation(name);
  }
}

/**
 * Imports and exports stay by their names.
 * @param {ts.Node} statement
 */
function isOfOthers(statement) {
  return ts.isImportDeclaration(statement) || ts.isExportDeclaration(statement);
}

/**
 * The statement of a module that a node is in.
 * @param {ts.Node} node
 */
function statementOf(node) {
  /** @type {ts.Node | undefined} */
  let at = node;
  while (at && !isOfModule(at)) at = at.parent;
  return at;
}

/** @param {ts.Node} node */
function isOfModule({ parent }) {
  return (
    parent &&
    ts.isModuleBlock(parent) &&
    ts.isStringLiteral(parent.parent.name) &&
    ts.isSourceFile(parent.parent.parent)
  );
}
