// What a running Node may lack: each global and each member of one that newer libraries declare, with its place in the
// text. The kernel looks each up in the Node that runs it, and takes out what is not there
// (kernel/language/running-node.ts).
import ts from 'typescript';

/** @typedef {[path: string, start: number, end: number]} Name `Set.prototype.union`, `Symbol.prototype.@@dispose` */
/** @typedef {(path: string, node: ts.Node) => void} Add */
/** @typedef {Map<string, string>} Owners the object that has an interface's members, by the interface's name */

/**
 * Not asked for: what each CommonJS module has of its own, which the session gives to cells, and the members of
 * `process`, which come and go.
 */
const known = /^(require|module|exports|__dirname|__filename|process)\b/;

/**
 * Interfaces that are not named as the object that has their members.
 * @type {Record<string, string>}
 */
const otherOwners = {
  ReadonlyArray: 'Array.prototype',
  ReadonlyMap: 'Map.prototype',
  ReadonlySet: 'Set.prototype',
  IteratorObject: '%Iterator%',
  AsyncIteratorObject: '%AsyncIterator%',
};

/**
 * What an interface without members says by what it extends.
 * @type {Record<string, string>}
 */
const disposal = { Disposable: '@@dispose', AsyncDisposable: '@@asyncDispose' };

/**
 * @param {string} text declarations
 * @param {number} from where in the text the newer libraries begin
 * @returns {Name[]} in the order of their places
 */
export function namesToLookUp(text, from) {
  const source = ts.createSourceFile('names.d.ts', text, ts.ScriptTarget.Latest, true);
  /** @type {Owners} */
  const owners = new Map(Object.entries(otherOwners));
  /** @type {Name[]} */
  const names = [];
  for (const [statement, prefix] of globalStatements(source.statements)) addOwners(statement, prefix, owners);
  for (const [statement, prefix] of globalStatements(source.statements)) {
    if (statement.pos < from) continue;
    lookUp(statement, prefix, owners, (path, node) => {
      if (!known.test(path)) names.push([path, node.pos, node.end]);
    });
  }
  return names.sort((a, b) => a[1] - b[1]);
}

/**
 * The statements that declare globals, with what their names begin with: those of a script, of its namespaces and of
 * `declare global`.
 * @param {readonly ts.Statement[]} statements
 * @returns {[statement: ts.Statement, prefix: string][]}
 */
function globalStatements(statements, prefix = '') {
  return statements.flatMap((statement) => {
    if (!ts.isModuleDeclaration(statement) || !statement.body || !ts.isModuleBlock(statement.body))
      return [/** @type {[ts.Statement, string]} */ ([statement, prefix])];
    const inner = statement.body.statements;
    if (ts.isStringLiteral(statement.name)) return globalStatements(inner.filter(isGlobalBlock), prefix);
    return globalStatements(inner, isGlobalBlock(statement) ? '' : `${prefix}${statement.name.text}.`);
  });
}

/** @param {ts.Statement} statement */
function isGlobalBlock(statement) {
  return (statement.flags & ts.NodeFlags.GlobalAugmentation) !== 0;
}

/**
 * `var Set: SetConstructor` tells whose members are those of `SetConstructor` and of `Set`; `var Math: Math` has them
 * itself.
 * @param {ts.Statement} statement
 * @param {string} prefix
 * @param {Owners} owners
 */
function addOwners(statement, prefix, owners) {
  if (!ts.isVariableStatement(statement)) return;
  for (const { name, type } of statement.declarationList.declarations) {
    const path = prefix + name.getText();
    const typeName = type && ts.isTypeReferenceNode(type) ? prefix + type.typeName.getText() : undefined;
    if (typeName !== path && !owners.has(path)) owners.set(path, `${path}.prototype`);
    if (typeName !== undefined && !otherOwners[typeName]) owners.set(typeName, path);
  }
}

/**
 * @param {ts.Statement} statement
 * @param {string} prefix
 * @param {Owners} owners
 * @param {Add} add
 */
function lookUp(statement, prefix, owners, add) {
  if (ts.isVariableStatement(statement)) {
    const [{ name, type }, ...others] = statement.declarationList.declarations;
    if (others.length === 0 && !mayBeAbsent(type)) add(prefix + name.getText(), statement);
  } else if (ts.isFunctionDeclaration(statement) || ts.isClassDeclaration(statement)) {
    if (statement.name) add(prefix + statement.name.text, statement);
  } else if (ts.isInterfaceDeclaration(statement)) {
    const owner = owners.get(prefix + statement.name.text);
    const base = statement.heritageClauses?.[0]?.types[0]?.getText() ?? '';
    if (owner !== undefined && disposal[base]) add(`${owner}.${disposal[base]}`, statement);
    else lookUpMembers(statement, owner, add);
  }
}

/**
 * `var gc: (() => void) | undefined`
 * @param {ts.TypeNode | undefined} type
 */
function mayBeAbsent(type) {
  const parts = type && ts.isUnionTypeNode(type) ? type.types : [];
  return parts.some(({ kind }) => kind === ts.SyntaxKind.UndefinedKeyword);
}

/**
 * @param {ts.InterfaceDeclaration} declaration
 * @param {string | undefined} owner
 * @param {Add} add
 */
function lookUpMembers({ members }, owner, add) {
  const isPrototype = /^%|\.prototype$/.test(owner ?? '');
  for (const member of members) {
    const name = member.name && keyOf(member.name);
    if (name === undefined) continue;
    const isLookedUp = isPrototype ? isOfPrototype(member) : !member.questionToken;
    if (owner !== undefined && isLookedUp) add(`${owner}.${name}`, member);
    // Without the symbol, a checker takes the member for one of any name.
    else if (name.startsWith('@@')) add(`Symbol.${name.slice('@@'.length)}`, member);
  }
}

/**
 * A property that can be set is each object's own.
 * @param {ts.TypeElement} member
 */
function isOfPrototype(member) {
  if (!ts.isPropertySignature(member)) return true;
  return !member.questionToken && (member.modifiers?.some(isReadonly) ?? false);
}

/** @param {ts.ModifierLike} modifier */
function isReadonly({ kind }) {
  return kind === ts.SyntaxKind.ReadonlyKeyword;
}

/**
 * `[Symbol.iterator]` as `@@iterator`.
 * @param {ts.PropertyName} name
 */
function keyOf(name) {
  if (ts.isIdentifier(name) || ts.isStringLiteral(name)) return name.text;
  return /^\[Symbol\.(\w+)\]$/.exec(name.getText())?.[1]?.replace(/^/, '@@');
}
