// Makes every `await` one that Stop can end: `await value` becomes `back(wait(value), await waited)`, with the `await`
// left in the user's function, so that it is found in stack traces as before.
import type TypeScript from 'typescript';
import { ts } from '../typescript.js';
import { call, member } from './session-calls.js';
import { settlesAtOnce } from './settled-awaits.js';

const { factory } = ts;

/** @param inner the same node with what is inside of it transformed */
export function awaitPoint(node: TypeScript.Node, inner: TypeScript.Node): TypeScript.Node {
  if (ts.isAwaitExpression(inner)) return settlesAtOnce(node) ? passedAwait(inner) : watchedAwait(inner);
  if (ts.isForOfStatement(inner) && inner.awaitModifier) return watchedLoop(inner);
  return inner;
}

function passedAwait(node: TypeScript.AwaitExpression): TypeScript.Expression {
  return factory.updateAwaitExpression(node, call('settled', node.expression, node.expression));
}

function watchedAwait(node: TypeScript.AwaitExpression): TypeScript.Expression {
  const awaited = ts.setTextRange(factory.createAwaitExpression(member('waited')), node);
  return call('back', node, call('wait', node.expression, node.expression), awaited);
}

function watchedLoop(loop: TypeScript.ForOfStatement): TypeScript.ForOfStatement {
  const source = call('each', loop.expression, loop.expression);
  return factory.updateForOfStatement(loop, loop.awaitModifier, loop.initializer, source, loop.statement);
}
