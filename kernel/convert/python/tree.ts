// The parser's tree: its nodes by name, with the text that they cover.
import { createRequire } from 'node:module';
import type { SyntaxNode } from '@lezer/common';
import type { Place } from './syntax.js';

/** A node, and its children without comments. */
export class Node implements Place {
  readonly from: number;
  readonly to: number;
  readonly #text: string;
  readonly #node: SyntaxNode;
  readonly #offset: number;

  /** @param offset where the cell begins in the whole text */
  constructor(node: SyntaxNode, text: string, offset: number) {
    this.#node = node;
    this.#text = text;
    this.#offset = offset;
    this.from = node.from + offset;
    this.to = node.to + offset;
  }

  /** Of a punctuation mark or a word of the language: itself. */
  get name(): string {
    return this.#node.name;
  }

  get text(): string {
    return this.#text.slice(this.from, this.to);
  }

  /** All text of the cell, for what stands between children. */
  between(from: number, to: number): string {
    return this.#text.slice(from, to);
  }

  get isError(): boolean {
    return this.#node.type.isError;
  }

  get children(): Node[] {
    const found: Node[] = [];
    for (let child = this.#node.firstChild; child; child = child.nextSibling)
      if (child.name !== 'Comment') found.push(new Node(child, this.#text, this.#offset));
    return found;
  }

  child(name: string): Node | undefined {
    return this.children.find((one) => one.name === name);
  }

  /** Whether something in it could not be read. */
  hasError(): boolean {
    return this.isError || this.children.some((child) => child.hasError());
  }
}

/** A cell's tree, and its comments wherever they stand. @param offset where the cell begins in `whole` */
export function treeOf(cell: string, whole = cell, offset = 0): { top: Node; comments: Place[] } {
  const tree = parser().parse(cell);
  const comments: Place[] = [];
  tree.iterate({
    enter: ({ name, from, to }) => {
      if (name === 'Comment') comments.push({ from: from + offset, to: to + offset });
    },
  });
  return { top: new Node(tree.topNode, whole, offset), comments };
}

/** Where points stand that the parser could not read. */
export function errorsIn(text: string): number[] {
  const found: number[] = [];
  parser()
    .parse(text)
    .iterate({
      enter: ({ type, from, to }) => {
        if (!type.isError) return;
        // A point before a comment or a word is read as a member's, and missed further on in the line.
        const start = text.lastIndexOf('\n', Math.max(0, from - 2)) + 1;
        for (let at = start; at <= to; at++) if (text.charAt(at) === '.') found.push(at);
      },
    });
  return found;
}

type Lezer = typeof import('@lezer/python');
let loaded: Lezer['parser'] | undefined;

/** Loaded when Python is met: most sessions never do. */
function parser(): Lezer['parser'] {
  loaded ??= (createRequire(import.meta.url)('@lezer/python') as Lezer).parser;
  return loaded;
}

/** What lies between commas. */
export function separated(nodes: readonly Node[], comma = ','): Node[][] {
  const parts: Node[][] = [[]];
  for (const node of nodes) {
    if (node.name === comma) parts.push([]);
    else parts.at(-1)!.push(node);
  }
  if (parts.at(-1)!.length === 0) parts.pop();
  return parts;
}
