// All cells share one `exports`, which is no module of its own: the mark that CommonJS emit gives it is left out.
import type TypeScript from 'typescript';
import { ts } from '../typescript.js';

export const unmarked: TypeScript.TransformerFactory<TypeScript.SourceFile> = () => (file) =>
  ts.factory.updateSourceFile(
    file,
    file.statements.filter((statement) => !isMark(statement)),
  );

/** `Object.defineProperty(exports, "__esModule", { value: true });` */
function isMark(statement: TypeScript.Statement): boolean {
  if (!ts.isExpressionStatement(statement) || !ts.isCallExpression(statement.expression)) return false;
  const name = statement.expression.arguments[1];
  return name !== undefined && ts.isStringLiteral(name) && name.text === '__esModule';
}
