// A convolution place by place, as numbers.
import { brief } from '../scales/series.js';
import type { Dense } from '../scales/values.js';

/** What the filter gives at one of its places. */
export interface Frame {
  step: number;
  row: number;
  column: number;
  value: number;
  sum: string;
}

/** Zeros around, as TensorFlow places them: the odd one below and to the right. */
export function padded({ data, shape }: Dense, kernel: readonly number[], stride: number): Dense {
  const [rows, columns] = shape as [number, number];
  const extra = shape.map((side, i) =>
    Math.max(0, (Math.ceil(side / stride) - 1) * stride + kernel[i]! - side),
  );
  const [top, left] = extra.map((n) => Math.floor(n / 2)) as [number, number];
  const size = [rows + extra[0]!, columns + extra[1]!] as const;
  const values = new Array<number>(size[0] * size[1]).fill(0);
  for (let i = 0; i < rows * columns; i++) {
    values[(Math.floor(i / columns) + top) * size[1] + (i % columns) + left] = data[i]!;
  }
  return { data: values, shape: size };
}

/** All places, row by row. */
export function framesOf(input: Dense, filter: Dense, stride: number): Frame[] {
  const places = input.shape.map((side, i) => Math.floor((side - filter.shape[i]!) / stride) + 1) as [
    number,
    number,
  ];
  return Array.from({ length: places[0] * places[1] }, (_, step) => {
    const [row, column] = [Math.floor(step / places[1]), step % places[1]];
    const products = productsAt(input, filter, row * stride, column * stride);
    const value = products.reduce((sum, [a, b]) => sum + a * b, 0);
    const sum = products.map(([a, b]) => `${brief(a)}·${b < 0 ? `(${brief(b)})` : brief(b)}`).join(' + ');
    return { step, row, column, value, sum };
  });
}

function productsAt(input: Dense, filter: Dense, top: number, left: number): [number, number][] {
  const [rows, columns] = filter.shape as [number, number];
  return Array.from({ length: rows * columns }, (_, i) => {
    const at = (top + Math.floor(i / columns)) * input.shape[1]! + left + (i % columns);
    return [input.data[at]!, filter.data[i]!];
  });
}
