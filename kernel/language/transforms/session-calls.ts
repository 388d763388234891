// Calls of the session's object, which every cell and local file receives as an argument.
import type TypeScript from 'typescript';
import { ts } from '../typescript.js';

const { factory } = ts;

export function member(name: string): TypeScript.PropertyAccessExpression {
  return factory.createPropertyAccessExpression(factory.createIdentifier('__tensorcell'), name);
}

/** `__tensorcell.name(…)`, at the place of the user's node that it stands for. */
export function call(
  name: string,
  place: TypeScript.Node,
  ...parameters: TypeScript.Expression[]
): TypeScript.Expression {
  return ts.setTextRange(factory.createCallExpression(member(name), undefined, parameters), place);
}

/** `if (__tensorcell.flag[0] !== 0) __tensorcell.name();` */
export function whileStopping(name: string): TypeScript.Statement {
  const flag = factory.createElementAccessExpression(member('flag'), 0);
  const raised = factory.createStrictInequality(flag, factory.createNumericLiteral(0));
  const called = factory.createCallExpression(member(name), undefined, []);
  return factory.createIfStatement(raised, factory.createExpressionStatement(called));
}
