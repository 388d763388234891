// The text of each function and class of a cell as the user wrote it, for `Function.prototype.toString`: what runs has
// stop checks in it, and the names of other cells as members of `exports`, which mean nothing in a worker, in
// `new Function` or in a browser. A text with types in it is given as the compiler writes it in JavaScript.
import { decode, type SourceMapMappings } from '@jridgewell/sourcemap-codec';
import type TypeScript from 'typescript';
import type { FunctionText } from '../contract/function-text.js';
import { target, ts } from './typescript.js';

type Node = TypeScript.Node;
type SourceFile = TypeScript.SourceFile;

export interface EmittedFile {
  readonly file: SourceFile;
  readonly code: string;
  /** Mappings from the code to the user's lines. */
  readonly mappings: string;
  /** How many lines of the file come before the user's. */
  readonly linesBefore: number;
}

/** In the order of the code. */
export function functionTexts({ file, code, mappings, linesBefore }: EmittedFile): FunctionText[] {
  const written = functionsOf(file);
  if (written.length === 0) return [];
  const places = new Map(written.map((node) => [placeOf(node.getStart(file), file, linesBefore), node]));
  const plain = written.some(needsCompiling) ? compiled(file, linesBefore) : new Map<string, string>();
  const emitted = ts.createSourceFile('code.js', code, target, true);
  return placed(emitted, decode(mappings)).flatMap(([place, node]) => {
    const own = place === undefined ? undefined : places.get(place);
    const text = own && (needsCompiling(own) ? plain.get(place!) : textOf(own, file));
    return text === undefined ? [] : [{ start: textStart(node, emitted), end: node.end, text }];
  });
}

/** Functions in JavaScript, by their places in the user's text. */
function compiled(file: SourceFile, linesBefore: number): Map<string, string> {
  const { outputText, sourceMapText = '{}' } = ts.transpileModule(file.text, {
    fileName: file.languageVariant === ts.LanguageVariant.JSX ? 'cell.tsx' : 'cell.ts',
    compilerOptions: {
      jsx: ts.JsxEmit.React,
      module: ts.ModuleKind.ESNext,
      newLine: ts.NewLineKind.LineFeed,
      sourceMap: true,
      target,
    },
  });
  const { mappings } = JSON.parse(sourceMapText) as { mappings: string };
  const output = ts.createSourceFile('plain.js', outputText, target, true);
  const found = placed(output, decode(mappings), linesBefore);
  return new Map(found.flatMap(([place, node]) => (place ? [[place, textOf(node, output)]] : [])));
}

/** Each function of a code with its place in the source, where the map tells it. */
function placed(code: SourceFile, lines: SourceMapMappings, linesBefore = 0): [string | undefined, Node][] {
  return functionsOf(code).map((node) => {
    const { line, character } = code.getLineAndCharacterOfPosition(node.getStart(code));
    const segment = lines[line]?.find(([column]) => column === character);
    return [segment?.length === 4 ? `${segment[2] - linesBefore}:${segment[3]}` : undefined, node];
  });
}

function placeOf(offset: number, file: SourceFile, linesBefore: number): string {
  const { line, character } = file.getLineAndCharacterOfPosition(offset);
  return `${line - linesBefore}:${character}`;
}

function functionsOf(file: SourceFile): Node[] {
  const found: Node[] = [];
  const visit = (node: Node): void => {
    const hasBody = ts.isFunctionLike(node) && (node as { body?: Node }).body !== undefined;
    if (hasBody || ts.isClassLike(node)) found.push(node);
    ts.forEachChild(node, visit);
  };
  visit(file);
  return found;
}

/**
 * True of a text that is not JavaScript: it has types or JSX in it. The compiler has noted that while it parsed, but it
 * counts the fields of classes as types.
 */
function needsCompiling(node: Node): boolean {
  if (!isNoted(node)) return false;
  if (ts.isAssertionExpression(node) || ts.isNonNullExpression(node) || ts.isSatisfiesExpression(node))
    return true;
  if (someChild(node, needsCompiling)) return true;
  return !ts.isClassLike(node) && !someChild(node, hasClass);
}

const typesOrJsx = 0b11;

function isNoted(node: Node): boolean {
  const { transformFlags = typesOrJsx } = node as Node & { readonly transformFlags?: number };
  return (transformFlags & typesOrJsx) !== 0;
}

function hasClass(node: Node): boolean {
  return ts.isClassLike(node) || someChild(node, hasClass);
}

function someChild(node: Node, is: (child: Node) => boolean): boolean {
  return ts.forEachChild(node, (child) => is(child) || undefined) ?? false;
}

function textOf(node: Node, file: SourceFile): string {
  return file.text.slice(textStart(node, file), node.end);
}

/** JavaScript leaves out `static`, `export` and decorators. */
function textStart(node: Node, file: SourceFile): number {
  const modifiers = (node as { readonly modifiers?: readonly Node[] }).modifiers ?? [];
  const left = modifiers.filter(({ kind }) => kind !== ts.SyntaxKind.AsyncKeyword).at(-1);
  if (!left) return node.getStart(file);
  return left.end + (/^\s*/.exec(file.text.slice(left.end))?.[0].length ?? 0);
}
