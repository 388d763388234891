// Names of the language or of Node that the running Node does not have: the types that cells see lack them too
// (../running-node.ts).
import type TypeScript from 'typescript';
import { missingNames } from '../running-node.js';
import { ts } from '../typescript.js';
import type { Rule } from './finding.js';

/** Unknown names, and those that are types alone. */
const unknownName = new Set([2304, 2552, 2583, 2585, 2693, 2708, 2867, 2868]);
const unknownMember = new Set([2339, 2550, 2551]);

/** For `new Set([1]).union(other)` in Node 20, and for `new WebSocket(…)` there. */
export const newerName: Rule = ({ diagnostic, program, checker, node }) => {
  if (!ts.isIdentifier(node)) return undefined;
  const found = unknownName.has(diagnostic.code)
    ? missingIn(program).find((path) => path === node.text || path.startsWith(`${node.text}.`))
    : unknownMember.has(diagnostic.code)
      ? missingMember(node, program, checker)
      : undefined;
  if (found === undefined) return undefined;
  return `Node ${process.versions.node}, which runs this notebook, does not have \`${unknownName.has(diagnostic.code) ? node.text : found}\`. A newer Node may have it.`;
};

function missingMember(
  node: TypeScript.Identifier,
  program: TypeScript.Program,
  checker: TypeScript.TypeChecker,
): string | undefined {
  if (!ts.isPropertyAccessExpression(node.parent)) return undefined;
  const names = namesOf(checker.getTypeAtLocation(node.parent.expression), checker);
  return missingIn(program).find((path) => {
    const [owner = ''] = path.split('.');
    return path.endsWith(`.${node.text}`) && names.some((name) => name.includes(owner));
  });
}

/** `SetConstructor`; of an interface also what it extends. */
function namesOf(type: TypeScript.Type, checker: TypeScript.TypeChecker): string[] {
  const own = type.getSymbol();
  const declared = own && checker.getDeclaredTypeOfSymbol(own);
  const bases = declared?.isClassOrInterface() ? checker.getBaseTypes(declared) : [];
  return [own?.name ?? '', ...bases.flatMap((base) => namesOf(base, checker))];
}

function missingIn(program: TypeScript.Program): string[] {
  const [environment = ''] = program.getRootFileNames();
  return missingNames(environment);
}
