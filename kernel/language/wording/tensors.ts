// Operators do not accept tensors, and the library's factories are called without `new`.
import type TypeScript from 'typescript';
import { ts } from '../typescript.js';
import type { Rule } from './finding.js';

const methods: Partial<Record<TypeScript.SyntaxKind, string>> = {
  [ts.SyntaxKind.PlusToken]: 'add',
  [ts.SyntaxKind.MinusToken]: 'sub',
  [ts.SyntaxKind.AsteriskToken]: 'mul',
  [ts.SyntaxKind.SlashToken]: 'div',
  [ts.SyntaxKind.PercentToken]: 'mod',
  [ts.SyntaxKind.AsteriskAsteriskToken]: 'pow',
  [ts.SyntaxKind.LessThanToken]: 'less',
  [ts.SyntaxKind.GreaterThanToken]: 'greater',
  [ts.SyntaxKind.LessThanEqualsToken]: 'lessEqual',
  [ts.SyntaxKind.GreaterThanEqualsToken]: 'greaterEqual',
};

const operatorOnTypes = new Set([2362, 2363, 2365]);

/** For `x + 1` of a tensor: `x.add(1)`. */
export const tensorMethod: Rule = ({ diagnostic, checker, node }) => {
  const binary = [node, node.parent].find(ts.isBinaryExpression);
  if (!operatorOnTypes.has(diagnostic.code) || binary === undefined) return undefined;
  const method = methods[binary.operatorToken.kind];
  const isTensor = (side: TypeScript.Expression) => checker.getTypeAtLocation(side).getProperty('dataSync');
  if (method === undefined || !(isTensor(binary.left) || isTensor(binary.right))) return undefined;
  const [left, right] = [binary.left.getText(), binary.right.getText()];
  const call = isTensor(binary.left) ? `${left}.${method}(${right})` : `tf.${method}(${left}, ${right})`;
  return `Tensors are calculated with functions: \`${call}\`.`;
};

const notConstructible = new Set([2350, 2351, 7009]);

/** For `new layers.dense(…)`. */
export const needlessNew: Rule = ({ diagnostic, node }) => {
  const construction = [node, node.parent].find(ts.isNewExpression);
  if (!notConstructible.has(diagnostic.code) || construction === undefined) return undefined;
  return `\`${construction.expression.getText()}\` is a function: call it without \`new\`.`;
};
