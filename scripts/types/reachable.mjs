// What of the bundled declarations a cell can reach. The rest, the library's insides and the packages behind them, each
// checker would parse, bind and keep for nothing.
import ts from 'typescript';
import { apply } from './docs.mjs';
import { Reached } from './reached.mjs';

/** @typedef {import('./docs.mjs').Edit} Edit */
/** @typedef {ts.ModuleDeclaration & { readonly name: ts.StringLiteral, readonly body: ts.ModuleBlock }} AmbientModule */

/**
 * The declarations without those that the roots do not lead to.
 * @param {string} declarations ambient modules
 * @param {(name: string) => boolean} isRoot true of a module that a cell imports; those stay whole
 */
export function reachable(declarations, isRoot) {
  const source = ts.createSourceFile('/library.d.ts', declarations, ts.ScriptTarget.Latest, true);
  const modules = source.statements.filter(isAmbientModule);
  const roots = modules.filter(({ name }) => isRoot(name.text));
  const inner = modules.filter(({ name }) => !isRoot(name.text));
  const reached = new Reached(checkerOf(source));
  reached.add(roots.map(({ body }) => body));
  reached.add(inner.flatMap(({ body }) => body.statements.filter(isAugmentation)));
  const kept = keptModules(roots, inner, reached);
  const unreached = inner.flatMap((module) =>
    kept.has(module.name.text) ? removals(module, reached, kept) : [removal(module)],
  );
  const forEffects = modules.flatMap(({ body }) => body.statements.filter(isForEffects)).map(removal);
  return apply(declarations, [...unreached, ...forEffects]);
}

/** @param {ts.SourceFile} source */
function checkerOf(source) {
  const { fileName } = source;
  /** @type {ts.CompilerOptions} */
  const options = { noLib: true, types: [], module: ts.ModuleKind.ESNext, target: ts.ScriptTarget.ESNext };
  const host = {
    ...ts.createCompilerHost(options),
    fileExists: (/** @type {string} */ file) => file === fileName,
    getSourceFile: (/** @type {string} */ file) => (file === fileName ? source : undefined),
  };
  return ts.createProgram([fileName], options, host).getTypeChecker();
}

/**
 * The names of the modules of which something stays. One that only passes on what another exports stays with that.
 * @param {readonly AmbientModule[]} roots
 * @param {readonly AmbientModule[]} inner
 * @param {Reached} reached
 */
function keptModules(roots, inner, reached) {
  const kept = new Set(roots.map(({ name }) => name.text));
  for (let size = -1; size !== kept.size; ) {
    size = kept.size;
    for (const { name, body } of inner)
      if (body.statements.some((statement) => stays(statement, reached, kept))) kept.add(name.text);
  }
  return kept;
}

/**
 * @param {ts.Statement} statement
 * @param {Reached} reached
 * @param {ReadonlySet<string>} kept
 */
function stays(statement, reached, kept) {
  if (ts.isImportDeclaration(statement)) return namesOf(statement).some((name) => reached.has(name));
  if (!ts.isExportDeclaration(statement)) return reached.hasStatement(statement);
  const { exportClause, moduleSpecifier } = statement;
  if (exportClause) return namesOf(statement).some((name) => reached.has(name));
  return (
    moduleSpecifier !== undefined && ts.isStringLiteral(moduleSpecifier) && kept.has(moduleSpecifier.text)
  );
}

/**
 * @param {AmbientModule} module
 * @param {Reached} reached
 * @param {ReadonlySet<string>} kept
 * @returns {Edit[]}
 */
function removals(module, reached, kept) {
  return module.body.statements.flatMap((statement) => {
    if (!stays(statement, reached, kept))
      return isList(statement) ? [emptied(statement)] : [removal(statement)];
    return listed(statement)
      .filter((name) => !reached.has(name))
      .map(removalFromList);
  });
}

/** @param {ts.Node} node @returns {Edit} */
function removal(node) {
  return { start: node.getFullStart(), end: node.end, text: '' };
}

/**
 * Without it all of a module's declarations would be exported.
 * @param {ts.Statement} statement
 * @returns {Edit}
 */
function emptied(statement) {
  return { ...removal(statement), text: '\nexport {};' };
}

/** With the comma behind it. @param {ts.Node} name @returns {Edit} */
function removalFromList(name) {
  const text = name.getSourceFile().text;
  const [comma = ''] = /^\s*,/.exec(text.slice(name.end)) ?? [];
  return { start: name.getFullStart(), end: name.end + comma.length, text: '' };
}

/** @param {ts.Statement} statement */
function isList(statement) {
  return ts.isExportDeclaration(statement) && statement.exportClause !== undefined;
}

/**
 * What a statement imports or exports by name.
 * @param {ts.ImportDeclaration | ts.ExportDeclaration} statement
 * @returns {ts.Node[]}
 */
function namesOf(statement) {
  if (ts.isExportDeclaration(statement)) {
    const { exportClause } = statement;
    if (!exportClause) return [];
    return ts.isNamedExports(exportClause) ? [...exportClause.elements] : [exportClause];
  }
  const { name, namedBindings } = statement.importClause ?? {};
  const first = name && statement.importClause ? [statement.importClause] : [];
  if (!namedBindings) return first;
  return [...first, ...(ts.isNamedImports(namedBindings) ? namedBindings.elements : [namedBindings])];
}

/** The names in braces. @param {ts.Statement} statement */
function listed(statement) {
  if (!ts.isImportDeclaration(statement) && !ts.isExportDeclaration(statement)) return [];
  return namesOf(statement).filter((name) => ts.isImportSpecifier(name) || ts.isExportSpecifier(name));
}

/** @param {ts.Node} node @returns {node is AmbientModule} */
export function isAmbientModule(node) {
  return (
    ts.isModuleDeclaration(node) &&
    ts.isStringLiteral(node.name) &&
    !!node.body &&
    ts.isModuleBlock(node.body)
  );
}

/** An import of no name. @param {ts.Node} node */
function isForEffects(node) {
  return ts.isImportDeclaration(node) && !node.importClause;
}

/** What a module adds to others, or to all. @param {ts.Node} node */
function isAugmentation(node) {
  return (
    ts.isModuleDeclaration(node) &&
    (ts.isStringLiteral(node.name) || (node.flags & ts.NodeFlags.GlobalAugmentation) !== 0)
  );
}
