// What to write instead, read from our own words on a mistake: the words and the mending cannot differ.
import type TypeScript from 'typescript';
import { ts } from '../typescript.js';

type Node = TypeScript.Node;

/** A text in place of a span of the compiler's file, or a cell to run before. */
export type Advice = { readonly title: string } & (
  | { readonly start: number; readonly end: number; readonly text: string; readonly run?: undefined }
  | { readonly run: string }
);

/** What the words say, and what that means for the node that is marked. */
const readings: readonly (readonly [RegExp, (said: string, node: Node) => Advice | undefined])[] = [
  [
    /To get it: `await install\('([^']+)'\)`/,
    (name) => ({ title: `Install ${name}`, run: `await install('${name}');` }),
  ],
  [/Did you mean [`']([^`']+)[`']\?/, instead],
  [/Did you mean to write '([^']+)'\?/, inPlace],
  [/Did you mean to call it: `([^`]+)`\?/, inPlace],
  [/Tensors are calculated with functions: `([^`]+)`/, inPlaceOf(ts.isBinaryExpression)],
  [/Put it in a list: `([^`]+)`/, inPlace],
  [/Options go by name: `(.+)`\.$/m, inPlaceOfCall],
  [/Its part [^`]*: `([^`]+)`/, inPlaceOf(ts.isElementAccessExpression)],
  [/Await it first: `([^`]+)`/, inPlaceOf(ts.isElementAccessExpression)],
  [/`([^`]+)` is a function: call it without `new`/, withoutNew],
  [/A new variable is declared first: `(let) /, declared],
  [/is there once you `(await)` it/, awaited],
  [/is Python\. In TypeScript: (true|false|this|null)\b/, inPlace],
];

export function adviceIn(message: string, node: Node): Advice[] {
  return readings.flatMap(([words, reading]) => {
    const said = words.exec(message)?.[1];
    return (said !== undefined && reading(said, node)) || [];
  });
}

function inPlace(text: string, node: Node): Advice {
  return { title: `Write \`${text}\``, start: node.getStart(), end: node.end, text };
}

function inPlaceOf(isMeant: (node: Node) => boolean) {
  return (text: string, node: Node): Advice | undefined => {
    const meant = [node, node.parent].find(isMeant);
    return meant && inPlace(text, meant);
  };
}

function inPlaceOfCall(text: string, node: Node): Advice | undefined {
  const call = ts.findAncestor(node, ts.isCallExpression);
  return call && inPlace(text, call);
}

/** A name, a string, or `a.b.c` for a member of `a`. */
function instead(said: string, node: Node): Advice | undefined {
  const { parent } = node;
  const text = said.replace(/^"|"$/g, '');
  const string = stringAt(node);
  if (string && !/[.(]/.test(text)) {
    const quote = string.getText()[0]!;
    return {
      title: `Write '${text}'`,
      start: string.getStart(),
      end: string.end,
      text: quote + text + quote,
    };
  }
  if (!ts.isIdentifier(node)) return undefined;
  const isMember = ts.isPropertyAccessExpression(parent) && parent.name === node;
  if (isMember && text.startsWith(`${parent.expression.getText()}.`)) return inPlace(text, parent);
  if (ts.isShorthandPropertyAssignment(parent)) return undefined;
  return inPlace(text, node);
}

function stringAt(node: Node): TypeScript.StringLiteral | undefined {
  const { parent } = node;
  const value = ts.isPropertyAssignment(parent) && parent.name === node ? parent.initializer : node;
  return ts.isStringLiteral(value) ? value : undefined;
}

function awaited(word: string, { parent }: Node): Advice | undefined {
  if (!ts.isPropertyAccessExpression(parent)) return undefined;
  const { expression } = parent;
  return inPlace(`(${word} ${expression.getText()})`, expression);
}

function withoutNew(name: string, node: Node): Advice | undefined {
  const construction = [node, node.parent].find(ts.isNewExpression);
  if (!construction) return undefined;
  const [start, end] = [construction.getStart(), construction.expression.getStart()];
  return { title: `Call \`${name}\` without \`new\``, start, end, text: '' };
}

function declared(word: string, node: Node): Advice {
  const start = node.getStart();
  return { title: `Declare \`${node.getText()}\``, start, end: start, text: `${word} ` };
}
