// Moves what modules add to an interface of another one there. Each checker would merge every addition with the interface
// again: TensorFlow.js has 137 of one method each, a sixth of what a trivial cell's check takes.
import ts from 'typescript';
import { apply } from './docs.mjs';
import { isAmbientModule } from './reachable.mjs';

/** @typedef {import('./docs.mjs').Edit} Edit */
/** @typedef {import('./reachable.mjs').AmbientModule} AmbientModule */
/** @typedef {{ readonly module: AmbientModule, readonly target: AmbientModule, readonly addition: ts.InterfaceDeclaration }} Addition */

/**
 * Each addition has to be all that its module does, and names mean in the interface's module what they mean in its own.
 * @param {string} declarations ambient modules
 */
export function withoutAugmentations(declarations) {
  const source = ts.createSourceFile('/library.d.ts', declarations, ts.ScriptTarget.Latest, true);
  const modules = source.statements.filter(isAmbientModule);
  /** @type {Map<string, Addition[]>} */
  const byInterface = new Map();
  for (const module of modules) {
    const augmentation = onlyAugmentation(module);
    const addition = augmentation && onlyInterface(augmentation);
    const target = modules.find(({ name }) => name.text === augmentation?.name.text);
    if (!addition || !target) continue;
    const place = `${target.name.text}\n${headerOf(addition)}`;
    byInterface.set(place, [...(byInterface.get(place) ?? []), { module, target, addition }]);
  }
  return apply(declarations, [...byInterface.values()].flatMap(moved));
}

/**
 * @param {readonly Addition[]} additions to one interface
 * @returns {Edit[]}
 */
function moved(additions) {
  const [{ target, addition: first }] = /** @type {[Addition]} */ (additions);
  const members = additions.map(({ addition }) =>
    addition.members.map((member) => member.getFullText()).join(''),
  );
  const text = `${imports(target, additions)}\n${headerOf(first)} {${members.join('')}\n}\n`;
  const end = target.body.end - 1;
  const gone = additions.map(({ module }) => ({ start: module.getFullStart(), end: module.end, text: '' }));
  return [{ start: end, end, text }, ...gone];
}

/**
 * What the additions import and their new module does not.
 * @param {AmbientModule} target
 * @param {readonly Addition[]} additions
 */
function imports(target, additions) {
  const known = importedNames(target);
  const needed = new Map(additions.flatMap(({ module }) => [...importedNames(module)]));
  const lines = [...needed].flatMap(([name, from]) => {
    if (known.get(name) === from) return [];
    if (known.has(name) || declares(target, name))
      throw new Error(`${name} is not the same in ${target.name.text} as in a module that adds to it.`);
    return [`import { ${name} } from ${JSON.stringify(from)};`];
  });
  return lines.join('\n');
}

/**
 * Names that are imported as they are called where they come from, with that module.
 * @param {AmbientModule} module
 * @returns {Map<string, string>}
 */
function importedNames({ body }) {
  const declarations = body.statements.filter(ts.isImportDeclaration);
  return new Map(
    declarations.flatMap(({ importClause, moduleSpecifier }) => {
      const bindings = importClause?.namedBindings;
      if (!bindings || !ts.isNamedImports(bindings) || !ts.isStringLiteral(moduleSpecifier)) return [];
      return bindings.elements.map((one) => /** @type {const} */ ([one.name.text, moduleSpecifier.text]));
    }),
  );
}

/**
 * @param {AmbientModule} module
 * @param {string} name
 */
function declares({ body }, name) {
  return body.statements.some((statement) => {
    const { name: own } = /** @type {ts.Statement & { name?: ts.Node }} */ (statement);
    return own !== undefined && ts.isIdentifier(own) && own.text === name;
  });
}

/** The one thing that a module does beside importing names. @param {AmbientModule} module */
function onlyAugmentation({ body }) {
  const rest = body.statements.filter((statement) => !isPlainImport(statement));
  const [first] = rest;
  return rest.length === 1 && first && isAmbientModule(first) ? first : undefined;
}

/** Of names that are not called otherwise. @param {ts.Statement} statement */
function isPlainImport(statement) {
  if (!ts.isImportDeclaration(statement)) return false;
  const bindings = statement.importClause?.namedBindings;
  return (
    bindings !== undefined &&
    statement.importClause?.name === undefined &&
    ts.isNamedImports(bindings) &&
    bindings.elements.every(({ propertyName }) => propertyName === undefined)
  );
}

/** @param {AmbientModule} module */
function onlyInterface({ body: { statements } }) {
  const [first] = statements;
  return statements.length === 1 && first && ts.isInterfaceDeclaration(first) ? first : undefined;
}

/** @param {ts.InterfaceDeclaration} declaration */
function headerOf({ name, typeParameters = /** @type {never} */ ([]) }) {
  const parameters = [...typeParameters].map((one) => one.getText()).join(', ');
  return `export interface ${name.text}${parameters && `<${parameters}>`}`;
}
