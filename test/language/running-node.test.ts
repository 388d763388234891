// What the checker knows of the language and of Node is what the running Node has: each global and each member that a
// cell can name is looked up in it. No list by hand: the names are the checker's.
import type TypeScript from 'typescript';
import { afterAll, describe, expect, it } from 'vitest';
import { CheckProgress } from '../../kernel/contract/check-progress.js';
import { CellCompiler } from '../../kernel/language/compiler.js';
import { ts } from '../../kernel/language/typescript.js';
import './notebook.js';
import { testTypes } from './types.js';

const compiler = new CellCompiler({
  cwd: '/nowhere',
  preload: testTypes(),
  progress: new CheckProgress(),
  project: { strict: true },
});
const iterators =
  'const ofArray = [1].values(), ofFunction = (function* () {})(), ofPromises = (async function* () {})()';
compiler.convert({ declarations: '', modules: '', captured: new Set() }, iterators, 'Cell[1]');
afterAll(() => compiler.converter.close());

const { program, cellFile } = compiler;
const checker = program.getTypeChecker();
const [environment = ''] = testTypes();

/** Each CommonJS module's own, which the session gives to cells, and the members of what changes as a process runs. */
const ofSession = new Set(['require', 'module', 'exports', '__dirname', '__filename', 'process', 'global']);

interface Known {
  readonly path: string;
  readonly isThere: boolean;
}

const globals = checker
  .getSymbolsInScope(cellFile, ts.SymbolFlags.Value)
  .filter(({ name }) => /^[\w$]+$/.test(name) && !ofSession.has(name))
  .filter(({ declarations }) => declarations?.some((one) => one.getSourceFile().fileName === environment));

function known(symbol: TypeScript.Symbol, owner: object, before = ''): Known[] {
  const path = before + symbol.name;
  const type = checker.getTypeOfSymbolAtLocation(symbol, cellFile);
  const value = memberOf(owner, symbol.name);
  // `__promisify__` is there for the types of `util.promisify` only.
  if (mayBeAbsent(type) || symbol.name === '__promisify__') return [];
  if (!isObject(value)) return [{ path, isThere: symbol.name in owner }];
  const isGroup = (symbol.flags & ts.SymbolFlags.Module) !== 0;
  const members = checker.getPropertiesOfType(type).filter(({ name }) => name !== 'prototype');
  const own = members.flatMap((member) =>
    isGroup ? known(member, value, `${path}.`) : lookUp(member, value, path),
  );
  return [{ path, isThere: true }, ...own, ...instances(type, value, path)];
}

/** What the objects of a class have from its prototype. */
function instances(type: TypeScript.Type, value: object, path: string): Known[] {
  const prototype = type.getProperty('prototype');
  const shared = memberOf(value, 'prototype');
  if (!prototype || !isObject(shared)) return [];
  const members = checker.getPropertiesOfType(checker.getTypeOfSymbolAtLocation(prototype, cellFile));
  return members
    .filter((member) => (member.flags & (ts.SymbolFlags.Method | ts.SymbolFlags.Accessor)) !== 0)
    .flatMap((member) => lookUp(member, shared, `${path}.prototype`));
}

function lookUp(member: TypeScript.Symbol, owner: object, path: string): Known[] {
  if ((member.flags & ts.SymbolFlags.Optional) !== 0 || !isGlobal(member)) return [];
  const key = keyOf(member);
  return [{ path: `${path}.${String(key)}`, isThere: key !== undefined && key in owner }];
}

/** False of what a global has from a class in one of Node's modules: the types of a module are its version's. */
function isGlobal({ declarations = [] }: TypeScript.Symbol): boolean {
  return declarations.some((declaration) => {
    for (let node: TypeScript.Node = declaration; node; node = node.parent) {
      if (!ts.isModuleDeclaration(node)) continue;
      if ((node.flags & ts.NodeFlags.GlobalAugmentation) !== 0) return true;
      if (ts.isStringLiteral(node.name)) return false;
    }
    return true;
  });
}

function keyOf({ escapedName, name }: TypeScript.Symbol): string | symbol | undefined {
  const symbol = /^__@(\w+)@\d+$/.exec(String(escapedName))?.[1];
  return symbol === undefined ? name : (memberOf(Symbol, symbol) as symbol | undefined);
}

function mayBeAbsent(type: TypeScript.Type): boolean {
  return type.isUnion() && type.types.some(({ flags }) => (flags & ts.TypeFlags.Undefined) !== 0);
}

function memberOf(owner: object, name: string): unknown {
  try {
    return (owner as Record<string, unknown>)[name];
  } catch {
    return undefined;
  }
}

function isObject(value: unknown): value is object {
  return (typeof value === 'object' && value !== null) || typeof value === 'function';
}

describe('the running Node', () => {
  const all = globals.flatMap((symbol) => known(symbol, globalThis));

  it('is asked for everything', () => {
    const paths = all.map(({ path }) => path);
    expect(paths.length).toBeGreaterThan(1000);
    expect(paths).toEqual(
      expect.arrayContaining([
        'Array.prototype.at',
        'Intl.NumberFormat.prototype.format',
        'Math.max',
        'fetch',
        'WebAssembly.Module.exports',
      ]),
    );
  });

  it.each([
    ['ofArray', [1].values()],
    ['ofFunction', (function* () {})()],
    ['ofPromises', (async function* () {})()],
  ])('has what the iterator %s has', (name, iterator) => {
    const [symbol] = checker
      .getSymbolsInScope(cellFile, ts.SymbolFlags.Value)
      .filter((one) => one.name === name);
    const type = checker.getTypeOfSymbolAtLocation(symbol!, cellFile);
    const members = checker.getPropertiesOfType(type).flatMap((member) => lookUp(member, iterator, name));
    expect(members.length).toBeGreaterThan(1);
    // Any iterator may have them, those of the language do not.
    const lacking = members.filter(({ isThere, path }) => !isThere && !/\.(return|throw)$/.test(path));
    expect(lacking.map(({ path }) => path)).toEqual([]);
  });

  it('has every name that a cell can use', () => {
    expect(all.filter(({ isThere }) => !isThere).map(({ path }) => path)).toEqual([]);
  });
});
