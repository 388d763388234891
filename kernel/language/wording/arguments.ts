// Calls whose arguments do not fit: which one is missing, and how the function is called.
import type TypeScript from 'typescript';
import { ts } from '../typescript.js';
import type { Comparing, Finding, Rule } from './finding.js';

/** The checker with a method that its typings leave out. */
interface Expanding extends TypeScript.TypeChecker {
  getExpandedParameters(signature: TypeScript.Signature): readonly (readonly TypeScript.Symbol[])[];
}

interface Call {
  readonly given: readonly TypeScript.Expression[];
  readonly parameters: readonly TypeScript.Symbol[];
  /** `fit(x: Data, y: Data, args?: FitArgs)`. */
  readonly form: string;
}

interface Argument {
  readonly call: Call;
  readonly index: number;
  readonly argument: TypeScript.Expression;
}

const tooFew = new Set([2554, 2555]);
/** The last: lists and the like, which the compiler reports by the members they lack. */
const doesNotFit = new Set([2345, 2559, 2740]);

/** For `fit(x)`: that `y` is missing. */
export const missingArgument: Rule = (finding) => {
  if (!tooFew.has(finding.diagnostic.code)) return undefined;
  const { node, checker } = finding;
  const call = toCall(node, checker) ?? toCall(node.parent, checker) ?? toCall(node.parent.parent, checker);
  if (!call) return undefined;
  const missing = call.parameters[call.given.length];
  return missing ? `\`${missing.name}\` is missing: ${call.form}.` : `It is called so: ${call.form}.`;
};

/** For `fit(x, { epochs: 3 })`: the argument in the place of `y` is meant for the next parameter. */
export const shiftedArgument: Rule = (finding) => {
  const at = argumentAt(finding);
  const next = at?.call.parameters[at.index + 1];
  if (!next || !ts.isObjectLiteralExpression(at.argument)) return undefined;
  const checker = finding.checker as Comparing;
  const given = checker.getTypeAtLocation(at.argument);
  const wanted = checker.getNonNullableType(checker.getTypeOfSymbolAtLocation(next, at.argument));
  if (!checker.isTypeAssignableTo(given, wanted)) return undefined;
  return `\`${at.call.parameters[at.index]!.name}\` is missing before it: ${at.call.form}.`;
};

/** For `sequential(layer)`: a list of layers is expected. */
export const missingList: Rule = (finding) => {
  const at = argumentAt(finding);
  const parameter = at?.call.parameters[at.index];
  if (!parameter) return undefined;
  const checker = finding.checker as Comparing;
  const wanted = checker.getNonNullableType(checker.getTypeOfSymbolAtLocation(parameter, at.argument));
  const [item] = checker.isArrayType(wanted)
    ? checker.getTypeArguments(wanted as TypeScript.TypeReference)
    : [];
  if (!item || !checker.isTypeAssignableTo(checker.getTypeAtLocation(at.argument), item)) return undefined;
  return `Put it in a list: \`[${at.argument.getText()}]\`.`;
};

/** For `modelCheckpoint(3)`: how it is called. */
export const formOfCall: Rule = (finding) => {
  const at = argumentAt(finding);
  // Mistakes within an object of options have advice of their own.
  if (!at || ts.isObjectLiteralExpression(at.argument)) return undefined;
  return `It is called so: ${at.call.form}.`;
};

function argumentAt({ node, diagnostic, checker }: Finding): Argument | undefined {
  const call = doesNotFit.has(diagnostic.code) ? toCall(node.parent, checker) : undefined;
  const index = call?.given.findIndex((argument) => (argument as TypeScript.Node) === node) ?? -1;
  return call && index >= 0 ? { call, index, argument: call.given[index]! } : undefined;
}

function toCall(node: TypeScript.Node, checker: TypeScript.TypeChecker): Call | undefined {
  const signature = ts.isCallExpression(node) ? checker.getResolvedSignature(node) : undefined;
  if (!signature || !ts.isCallExpression(node)) return undefined;
  const callee = node.expression;
  const name = ts.isPropertyAccessExpression(callee) ? callee.name.text : callee.getText();
  const [parameters = []] = (checker as Expanding).getExpandedParameters(signature);
  return { given: node.arguments, parameters, form: name + withoutResult(signature, checker) };
}

/** `(path: string, options?: Options)` of `(path: string, options?: Options): Callback`. */
function withoutResult(signature: TypeScript.Signature, checker: TypeScript.TypeChecker): string {
  const full = checker.signatureToString(signature);
  const result = checker.typeToString(signature.getReturnType());
  return (full.endsWith(`: ${result}`) ? full.slice(0, -result.length - 2) : full).replace(/^<[^(]*>/, '');
}
