// Makes every loop stoppable, and every function that repeats like one: at the head of its body the cell reads one
// shared number, and calls the session when it is not zero. A plain read costs about half a nanosecond, which even a
// tight loop can afford.
import type TypeScript from '@tslab/typescript-for-tslab';
import { ts } from '../tslab.js';
import { type FunctionWithBody, isRepeating } from './repeating-functions.js';

const { factory } = ts;

export const stopChecks: TypeScript.TransformerFactory<TypeScript.SourceFile> = (context) => (file) => {
  const visit = (node: TypeScript.Node): TypeScript.Node => {
    const inner = ts.visitEachChild(node, visit, context);
    if (isRepeating(node)) return checkedFunction(inner as FunctionWithBody, context);
    return ts.isIterationStatement(inner, false) ? checked(inner) : inner;
  };
  return ts.visitEachChild(file, visit, context);
};

function checked(loop: TypeScript.IterationStatement): TypeScript.IterationStatement {
  const body = withCheck(loop.statement);
  if (ts.isWhileStatement(loop)) return factory.updateWhileStatement(loop, loop.expression, body);
  if (ts.isDoStatement(loop)) return factory.updateDoStatement(loop, body, loop.expression);
  if (ts.isForInStatement(loop)) {
    return factory.updateForInStatement(loop, loop.initializer, loop.expression, body);
  }
  if (ts.isForOfStatement(loop)) {
    return factory.updateForOfStatement(loop, loop.awaitModifier, loop.initializer, loop.expression, body);
  }
  const { initializer, condition, incrementor } = loop as TypeScript.ForStatement;
  return factory.updateForStatement(
    loop as TypeScript.ForStatement,
    initializer,
    condition,
    incrementor,
    body,
  );
}

function checkedFunction(node: FunctionWithBody, context: TypeScript.TransformationContext): TypeScript.Node {
  const body = checkedBody(node.body);
  return ts.visitEachChild(node, (child) => (child === node.body ? body : child), context);
}

/** A directive such as `'use strict'` stays first. */
function checkedBody(body: TypeScript.ConciseBody): TypeScript.Block {
  if (!ts.isBlock(body)) return factory.createBlock([check(), factory.createReturnStatement(body)], true);
  const first = body.statements.findIndex((statement) => !isDirective(statement));
  const { statements } = body;
  const directives = first < 0 ? statements : statements.slice(0, first);
  return factory.updateBlock(body, [...directives, check(), ...statements.slice(directives.length)]);
}

function isDirective(statement: TypeScript.Statement): boolean {
  return ts.isExpressionStatement(statement) && ts.isStringLiteral(statement.expression);
}

function withCheck(body: TypeScript.Statement): TypeScript.Block {
  if (ts.isBlock(body)) return factory.updateBlock(body, [check(), ...body.statements]);
  return factory.createBlock(ts.isEmptyStatement(body) ? [check()] : [check(), body], true);
}

/** `if (__tensorcell.flag[0] !== 0) __tensorcell.check();` */
function check(): TypeScript.Statement {
  const flag = factory.createElementAccessExpression(member('flag'), 0);
  const raised = factory.createStrictInequality(flag, factory.createNumericLiteral(0));
  const call = factory.createCallExpression(member('check'), undefined, []);
  return factory.createIfStatement(raised, factory.createExpressionStatement(call));
}

/** A member of the session's object, which every cell and local file receives as an argument. */
export function member(name: string): TypeScript.PropertyAccessExpression {
  return factory.createPropertyAccessExpression(factory.createIdentifier('__tensorcell'), name);
}
