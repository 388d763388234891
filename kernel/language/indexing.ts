// `x[0]` of a tensor or of a promise, which is undefined in JavaScript and which the compiler accepts.
import type TypeScript from 'typescript';
import { ts } from './typescript.js';

/** The compiler's number for an element that a type does not have. */
const noSuchElement = 7053;

/** One for each place in a file where a value without elements is indexed by a number. */
export function indexingMistakes(
  program: TypeScript.Program,
  file: TypeScript.SourceFile,
): TypeScript.Diagnostic[] {
  const checker = program.getTypeChecker();
  const found: TypeScript.Diagnostic[] = [];
  const visit = (node: TypeScript.Node): void => {
    const messageText = ts.isElementAccessExpression(node) ? mistake(checker, node) : undefined;
    if (messageText !== undefined) {
      const start = node.getStart(file);
      const length = node.getEnd() - start;
      const category = ts.DiagnosticCategory.Error;
      found.push({ code: noSuchElement, category, file, start, length, messageText });
    }
    ts.forEachChild(node, visit);
  };
  if (!file.isDeclarationFile) visit(file);
  return found;
}

function mistake(
  checker: TypeScript.TypeChecker,
  { expression, argumentExpression }: TypeScript.ElementAccessExpression,
): string | undefined {
  const index = checker.getTypeAtLocation(argumentExpression);
  const type = checker.getTypeAtLocation(expression);
  if (!(index.flags & ts.TypeFlags.NumberLike) || type.getNumberIndexType()) return undefined;
  const [what, place] = [expression.getText(), argumentExpression.getText()];
  if (type.getProperty('dataSync')) {
    return `A tensor has no elements to pick with []. Its part ${place}: \`${what}.gather(${place})\`; as plain numbers: \`${what}.arraySync()[${place}]\`.`;
  }
  if (type.getProperty('then') && type.getProperty('catch'))
    return `A promise has no elements. Await it first: \`(await ${what})[${place}]\`.`;
  return undefined;
}
