// A cell that ends in a function or class without a name shows it without one: tslab assigns the last expression to a
// variable, whose name JavaScript would otherwise give it.
import type TypeScript from '@tslab/typescript-for-tslab';
import { ts } from '../tslab.js';

const { factory } = ts;

export const unnamedResult: TypeScript.TransformerFactory<TypeScript.SourceFile> = () => (file) => {
  const last = file.statements.at(-1);
  if (!last || !ts.isExpressionStatement(last) || !isUnnamed(last.expression)) return file;
  const value = factory.createComma(factory.createNumericLiteral(0), withoutParentheses(last.expression));
  const statement = factory.updateExpressionStatement(last, factory.createParenthesizedExpression(value));
  return factory.updateSourceFile(file, [...file.statements.slice(0, -1), statement]);
};

function isUnnamed(expression: TypeScript.Expression): boolean {
  const value = withoutParentheses(expression);
  if (ts.isArrowFunction(value)) return true;
  return (ts.isFunctionExpression(value) || ts.isClassExpression(value)) && value.name === undefined;
}

function withoutParentheses(expression: TypeScript.Expression): TypeScript.Expression {
  return ts.isParenthesizedExpression(expression) ? withoutParentheses(expression.expression) : expression;
}
