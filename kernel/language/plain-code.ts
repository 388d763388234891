// A cell of plain expressions, `1 + 1` or `model.predict(x)`, is JavaScript as it stands: only its last value has to be
// kept, and the names of earlier cells are read from `exports`. Both are written into its text here, since the
// compiler's own emit takes half of the time in which such a cell is checked and compiled. What is written here is what
// the transforms of emission.ts would make of it; of all that is not listed as plain, they make it.
import type { SourceMapMappings, SourceMapSegment } from '@jridgewell/sourcemap-codec';
import type TypeScript from 'typescript';
import { declaresNothing } from './declarations.js';
import { isAssignment } from './transforms/assigned.js';
import { isFileName } from './transforms/file-names.js';
import { Home } from './transforms/home.js';
import { laterCall } from './transforms/later-calls.js';
import { isReference } from './transforms/references.js';
import { referenced } from './transforms/shared-names.js';
import { lastStatement, resultName } from './transforms/stores.js';
import { ts } from './typescript.js';

type Node = TypeScript.Node;
type SourceFile = TypeScript.SourceFile;
type Expression = TypeScript.Expression;

export interface PlainCode {
  readonly code: string;
  /** To the lines of the compiler's file. */
  readonly mappings: SourceMapMappings;
  /** The name in `exports` for the last expression's value. */
  readonly lastExpression: string | undefined;
}

export interface Surroundings {
  readonly checker: TypeScript.TypeChecker;
  /** Whether a symbol is an earlier cell's. */
  readonly isEarlier: (symbol: TypeScript.Symbol) => boolean;
}

/** What is written in place of a part of the text. */
interface Edit {
  readonly start: number;
  readonly end: number;
  readonly text: string;
}

/** A comment may mean something to the engine, and the source of a template's lines ends otherwise there. */
const unusual = /\/[/*]|[\r\u2028\u2029]/;

/** The engine tells places by the words and signs of a code. */
const words = /[\p{ID_Continue}$]+|\S/gu;

const { SyntaxKind } = ts;

/** Kinds of nodes that mean in JavaScript what they mean here, where all that is in them does. */
const plainKinds: ReadonlySet<TypeScript.SyntaxKind> = new Set([
  SyntaxKind.NumericLiteral,
  SyntaxKind.BigIntLiteral,
  SyntaxKind.StringLiteral,
  SyntaxKind.RegularExpressionLiteral,
  SyntaxKind.NoSubstitutionTemplateLiteral,
  SyntaxKind.TemplateExpression,
  SyntaxKind.TemplateSpan,
  SyntaxKind.TemplateHead,
  SyntaxKind.TemplateMiddle,
  SyntaxKind.TemplateTail,
  SyntaxKind.TrueKeyword,
  SyntaxKind.FalseKeyword,
  SyntaxKind.NullKeyword,
  SyntaxKind.ParenthesizedExpression,
  SyntaxKind.ConditionalExpression,
  SyntaxKind.QuestionToken,
  SyntaxKind.ColonToken,
  SyntaxKind.QuestionDotToken,
  SyntaxKind.TypeOfExpression,
  SyntaxKind.VoidExpression,
  SyntaxKind.NewExpression,
  SyntaxKind.ArrayLiteralExpression,
  SyntaxKind.OmittedExpression,
  SyntaxKind.SpreadElement,
  SyntaxKind.ObjectLiteralExpression,
  SyntaxKind.PropertyAssignment,
  SyntaxKind.SpreadAssignment,
  SyntaxKind.ComputedPropertyName,
]);

const plainSigns: ReadonlySet<TypeScript.SyntaxKind> = new Set([
  SyntaxKind.PlusToken,
  SyntaxKind.MinusToken,
  SyntaxKind.ExclamationToken,
  SyntaxKind.TildeToken,
]);

/** As CommonJS; nothing where the cell is not plain. */
export function plainCode(file: SourceFile, surroundings: Surroundings): PlainCode | undefined {
  if (!declaresNothing(file) || new Home(file).name !== 'exports') return undefined;
  const last = lastStatement(file);
  const result = resultName(() => false);
  const writer = new Writer(file);
  writer.write('"use strict";');
  writer.endLine();
  for (const statement of file.statements) {
    if (!ts.isExpressionStatement(statement)) continue;
    const { expression } = statement;
    // As a statement, a string is a directive.
    if (statement !== last && ts.isStringLiteral(expression)) return undefined;
    const edits = editsIn(expression, surroundings);
    const start = statement.getStart(file);
    if (!edits || unusual.test(file.text.slice(start, statement.end))) return undefined;
    if (statement === last) writer.write(`exports.${result} = `, start);
    writer.copy({ start, end: expression.end }, edits);
    writer.write(';');
    writer.endLine();
  }
  return { code: writer.code, mappings: writer.mappings, lastExpression: last && result };
}

/** In the order of the text. Nothing where a part of the expression is not plain. */
function editsIn(expression: Expression, { checker, isEarlier }: Surroundings): Edit[] | undefined {
  const edits: Edit[] = [];
  const isInExports = (name: TypeScript.Identifier): boolean => {
    const symbol = referenced(name, checker);
    return symbol !== undefined && isEarlier(symbol);
  };
  const replace = (start: number, end: number, text: string): boolean => {
    edits.push({ start, end, text });
    return true;
  };
  const areAllPlain = (node: Node): boolean =>
    !ts.forEachChild(node, (child) => !isPlain(child) || undefined);

  const isPlain = (node: Node): boolean => {
    if (plainKinds.has(node.kind)) return areAllPlain(node);
    if (ts.isIdentifier(node)) return !isReference(node) || isPlainName(node);
    if (ts.isPropertyAccessExpression(node) || ts.isElementAccessExpression(node))
      return checker.getConstantValue(node) === undefined && areAllPlain(node);
    if (ts.isCallExpression(node)) return laterCall(node) === node && isPlainCall(node);
    if (ts.isBinaryExpression(node)) {
      const { left, operatorToken, right } = node;
      return isPlainOperator(operatorToken.kind, node) && isPlain(left) && isPlain(right);
    }
    if (ts.isPrefixUnaryExpression(node)) return plainSigns.has(node.operator) && isPlain(node.operand);
    return ts.isShorthandPropertyAssignment(node) && isPlainShorthand(node);
  };
  const isPlainName = (name: TypeScript.Identifier): boolean => {
    if (isFileName(name)) return false;
    return !isInExports(name) || replace(name.getStart(), name.end, `exports.${name.text}`);
  };
  const isPlainShorthand = ({
    name,
    objectAssignmentInitializer: preset,
  }: TypeScript.ShorthandPropertyAssignment) => {
    if (preset || isFileName(name)) return false;
    return !isInExports(name) || replace(name.getStart(), name.end, `${name.text}: exports.${name.text}`);
  };
  /** `exports.f()` would make `exports` the function's `this`. */
  const isPlainCall = (node: TypeScript.CallExpression): boolean => {
    const { expression: callee, arguments: parameters, typeArguments, questionDotToken } = node;
    if (typeArguments) return false;
    if (!ts.isIdentifier(callee) || questionDotToken || isFileName(callee) || !isInExports(callee))
      return isPlain(callee) && parameters.every(isPlain);
    replace(callee.getStart(), parameters.pos, `(0, exports.${callee.text})(`);
    return parameters.every(isPlain);
  };
  return isPlain(expression) ? edits : undefined;
}

/** A comma would end the assignment that keeps the last value. */
function isPlainOperator(operator: TypeScript.SyntaxKind, { parent }: Node): boolean {
  if (operator === SyntaxKind.CommaToken) return !ts.isExpressionStatement(parent);
  return !isAssignment(operator);
}

/** Writes code, with where each of its words comes from. */
class Writer {
  code = '';
  readonly mappings: SourceMapSegment[][] = [[]];
  readonly #file: SourceFile;
  #column = 0;

  constructor(file: SourceFile) {
    this.#file = file;
  }

  /** @param position of what the text is in place of, if it is in place of something */
  write(text: string, position?: number): void {
    if (position !== undefined) this.#map(0, position);
    this.#goOn(text);
  }

  endLine(): void {
    this.code += '\n';
    this.#column = 0;
    this.mappings.push([]);
  }

  /** A part of the file with other words in some places. */
  copy({ start, end }: { start: number; end: number }, edits: readonly Edit[]): void {
    let at = start;
    for (const edit of edits) {
      this.#copy(at, edit.start);
      this.write(edit.text, edit.start);
      at = edit.end;
    }
    this.#copy(at, end);
  }

  #copy(start: number, end: number): void {
    let at = start;
    for (const line of this.#file.text.slice(start, end).split('\n')) {
      if (at > start) this.endLine();
      for (const { index } of line.matchAll(words)) this.#map(index, at + index);
      this.#goOn(line);
      at += line.length + 1;
    }
  }

  #map(ahead: number, position: number): void {
    const { line, character } = this.#file.getLineAndCharacterOfPosition(position);
    this.mappings.at(-1)!.push([this.#column + ahead, 0, line, character]);
  }

  #goOn(text: string): void {
    this.code += text;
    this.#column += text.length;
  }
}
