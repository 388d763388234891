// Makes all code stoppable: every loop, and every function that repeats like one, reads one shared number at the head
// of its body, and calls the session when it is not zero. A plain read costs about half a nanosecond, which even a
// tight loop can afford. What waits, and what is called later, goes through the session.
import type TypeScript from 'typescript';
import { ts } from '../typescript.js';
import { awaitPoint } from './await-points.js';
import { laterAssignment, laterCall } from './later-calls.js';
import { type FunctionWithBody, isRepeating } from './repeating-functions.js';
import { whileStopping } from './session-calls.js';

export { member } from './session-calls.js';

const { factory } = ts;

export const stopChecks: TypeScript.TransformerFactory<TypeScript.SourceFile> = (context) => (file) => {
  const visit = (node: TypeScript.Node): TypeScript.Node => {
    const inner = awaitPoint(node, ts.visitEachChild(node, visit, context));
    if (ts.isCallExpression(inner)) return laterCall(inner);
    if (ts.isBinaryExpression(inner)) return laterAssignment(inner);
    if (ts.isTryStatement(inner)) return cleaningUp(inner);
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
  if (!ts.isBlock(body))
    return factory.createBlock([whileStopping('check'), factory.createReturnStatement(body)], true);
  const first = body.statements.findIndex((statement) => !isDirective(statement));
  const { statements } = body;
  const directives = first < 0 ? statements : statements.slice(0, first);
  return factory.updateBlock(body, [
    ...directives,
    whileStopping('check'),
    ...statements.slice(directives.length),
  ]);
}

function isDirective(statement: TypeScript.Statement): boolean {
  return ts.isExpressionStatement(statement) && ts.isStringLiteral(statement.expression);
}

function withCheck(body: TypeScript.Statement): TypeScript.Block {
  if (ts.isBlock(body)) return factory.updateBlock(body, [whileStopping('check'), ...body.statements]);
  return factory.createBlock(
    ts.isEmptyStatement(body) ? [whileStopping('check')] : [whileStopping('check'), body],
    true,
  );
}

/** What a stopped cell does in `catch` and `finally` is its cleaning up, which Stop lets be for a while. */
function cleaningUp(node: TypeScript.TryStatement): TypeScript.TryStatement {
  const { tryBlock, catchClause, finallyBlock } = node;
  const caught =
    catchClause &&
    factory.updateCatchClause(catchClause, catchClause.variableDeclaration, marked(catchClause.block));
  return factory.updateTryStatement(node, tryBlock, caught, finallyBlock && marked(finallyBlock));
}

function marked(block: TypeScript.Block): TypeScript.Block {
  return factory.updateBlock(block, [whileStopping('cleanUp'), ...block.statements]);
}
