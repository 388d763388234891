// The values of a tensor as a debugger shows them: in one line where they are few, and row by row where it is opened.
import type { TensorLike } from '../../../lib/kernel-door.js';

/** Reading more would take noticeable time, and a variables panel reads often. */
const mostRead = 100_000;
const shownInLine = 8;
const longestLine = 120;

/** Some axes of a tensor's values, from a place on. */
export class Block {
  readonly values: ArrayLike<unknown>;
  readonly shape: readonly number[];
  readonly from: number;

  constructor(values: ArrayLike<unknown>, shape: readonly number[], from: number) {
    this.values = values;
    this.shape = shape;
    this.from = from;
  }

  get length(): number {
    return this.shape[0] ?? 0;
  }

  /** A number, or the rows inside. */
  at(index: number): unknown {
    const inner = this.shape.slice(1);
    const size = inner.reduce((product, length) => product * length, 1);
    const from = this.from + index * size;
    return inner.length === 0 ? this.values[from] : new Block(this.values, inner, from);
  }

  get text(): string {
    const parts = Array.from({ length: Math.min(this.length, shownInLine) }, (_, index) =>
      word(this.at(index)),
    );
    return `[${parts.join(', ')}${this.length > shownInLine ? ', …' : ''}]`;
  }
}

export function isBlock(value: unknown): value is Block {
  return value instanceof Block;
}

/** Its values in a line, and as a block where there are rows; nothing of a large one, or of complex numbers. */
export function tensorView(tensor: TensorLike): { text: string; block?: Block } | undefined {
  const values = valuesOf(tensor);
  if (!values) return undefined;
  if (tensor.shape.length === 0) return { text: word(values[0]) };
  const block = new Block(values, tensor.shape, 0);
  return { text: inOneLine(block.text), block };
}

function valuesOf(tensor: TensorLike): ArrayLike<unknown> | undefined {
  const size = tensor.shape.reduce((product, length) => product * length, 1);
  if (size > mostRead || tensor.dtype === 'complex64') return undefined;
  const values = tensor.dataSync() as ArrayLike<unknown>;
  return tensor.dtype === 'bool' ? Array.from(values, Boolean) : values;
}

function word(value: unknown): string {
  if (isBlock(value)) return value.text;
  if (typeof value !== 'number' || Number.isInteger(value)) return String(value);
  return String(Number(value.toPrecision(7)));
}

/** What a line of a panel has room for. */
export function inOneLine(text: string): string {
  return text.length > longestLine ? `${text.slice(0, longestLine - 1)}…` : text;
}
