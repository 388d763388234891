// Functions that others call later (promises, timers, microtasks, events) go through the session, which does not call
// them any more once their cell is stopped. Known by the names of what they are given to.
import type TypeScript from 'typescript';
import { ts } from '../typescript.js';
import { call as sessionCall } from './session-calls.js';

const { factory } = ts;

/** For each name, how its parameters are passed on. */
type Ways = readonly (string | undefined)[];

const ofPromises = new Map<string, Ways>([
  ['then', ['reaction', 'cleaning']],
  ['catch', ['cleaning']],
  ['finally', ['cleaning']],
]);
const ofEvents = new Map<string, Ways>(
  ['addListener', 'on', 'once', 'prependListener', 'prependOnceListener'].map((name) => [
    name,
    [undefined, 'later'],
  ]),
);
const ofTurns = new Map<string, Ways>(
  ['nextTick', 'queueMicrotask', 'setImmediate', 'setInterval', 'setTimeout'].map((name) => [
    name,
    ['later'],
  ]),
);
const ofMethods = new Map([...ofPromises, ...ofEvents, ...ofTurns]);

/** @param node a call with what is inside of it transformed */
export function laterCall(node: TypeScript.CallExpression): TypeScript.CallExpression {
  const ways = waysOf(node.expression) ?? targetStyle(node) ?? callbackStyle(node);
  if (!ways || !node.arguments.some((parameter, at) => ways[at] && mayBeFunction(parameter))) return node;
  const parameters = node.arguments.map((parameter, at) => passedOn(parameter, ways[at]));
  return withParameters(node, parameters);
}

function waysOf(callee: TypeScript.Expression): Ways | undefined {
  if (ts.isIdentifier(callee)) return ofTurns.get(callee.text);
  if (!ts.isPropertyAccessExpression(callee)) return undefined;
  return ofMethods.get(callee.name.text);
}

/** Event targets know a listener by identity: only one that nothing else names is passed on. */
function targetStyle({ expression, arguments: [, listener] }: TypeScript.CallExpression): Ways | undefined {
  if (!ts.isPropertyAccessExpression(expression) || expression.name.text !== 'addEventListener')
    return undefined;
  return listener && isFunction(listener) ? [undefined, 'later'] : undefined;
}

/** `port.onmessage = () => …`. @param node an expression with what is inside of it transformed */
export function laterAssignment(node: TypeScript.BinaryExpression): TypeScript.BinaryExpression {
  const { left, operatorToken, right } = node;
  const isHandler = ts.isPropertyAccessExpression(left) && /^on[a-z]+$/.test(left.name.text);
  if (!isHandler || operatorToken.kind !== ts.SyntaxKind.EqualsToken || !isFunction(right)) return node;
  return factory.updateBinaryExpression(node, left, operatorToken, sessionCall('later', right, right));
}

/** `readFile(path, (error, data) => …)`. */
function callbackStyle({ arguments: parameters }: TypeScript.CallExpression): Ways | undefined {
  const last = parameters.at(-1);
  if (!last || !isFunction(last) || last.parameters.length > 3) return undefined;
  const [first] = last.parameters;
  const isError = first && ts.isIdentifier(first.name) && /^_?err(or)?$/.test(first.name.text);
  return isError ? parameters.map((parameter) => (parameter === last ? 'later' : undefined)) : undefined;
}

function passedOn(parameter: TypeScript.Expression, way: string | undefined): TypeScript.Expression {
  return way && mayBeFunction(parameter) ? sessionCall(way, parameter, parameter) : parameter;
}

function mayBeFunction(parameter: TypeScript.Expression): boolean {
  return !ts.isLiteralExpression(parameter) && !ts.isSpreadElement(parameter) && !isNothing(parameter);
}

function isNothing(parameter: TypeScript.Expression): boolean {
  return (
    parameter.kind === ts.SyntaxKind.NullKeyword ||
    (ts.isIdentifier(parameter) && parameter.text === 'undefined')
  );
}

function isFunction(
  node: TypeScript.Expression,
): node is TypeScript.ArrowFunction | TypeScript.FunctionExpression {
  return ts.isArrowFunction(node) || ts.isFunctionExpression(node);
}

function withParameters(
  node: TypeScript.CallExpression,
  parameters: readonly TypeScript.Expression[],
): TypeScript.CallExpression {
  const { expression, typeArguments } = node;
  return ts.isCallChain(node)
    ? factory.updateCallChain(node, expression, node.questionDotToken, typeArguments, parameters)
    : factory.updateCallExpression(node, expression, typeArguments, parameters);
}
