// A tensor as text: its shape and type first, then its values.
import { blockText } from './number-text.js';

/** What a summary needs of a tensor. By shape, not by class: several copies of TensorFlow.js may be loaded. */
export interface TensorLike {
  readonly shape: readonly number[];
  readonly dtype: string;
  readonly isDisposed: boolean;
  /** Variables have one. */
  readonly name?: string;
  toString(verbose?: boolean): string;
  dataSync(): unknown;
}

export function isTensor(value: unknown): value is TensorLike {
  if (typeof value !== 'object' || value === null) return false;
  const { shape, dtype, dataSync } = value as Partial<TensorLike>;
  return Array.isArray(shape) && typeof dtype === 'string' && typeof dataSync === 'function';
}

export function tensorText(tensor: TensorLike): string {
  const head = tensorHead(tensor);
  if (tensor.isDisposed) return `${head} (disposed)`;
  return [head, ...valueLines(tensor).map((line) => (line === '' ? '' : `    ${line}`))].join('\n');
}

function valueLines(tensor: TensorLike): string[] {
  if (tensor.dtype !== 'string' && tensor.dtype !== 'complex64') {
    const values = tensor.dataSync() as ArrayLike<number>;
    const plain = tensor.dtype === 'bool' ? Array.from(values, Boolean) : values;
    return blockText(plain as ArrayLike<number>, tensor.shape).split('\n');
  }
  // TensorFlow.js' own text, without its headline.
  const [, ...lines] = tensor.toString().split('\n');
  return lines.map((line) => line.replace(/^ {4}/, ''));
}

/** Kind, name, shape and type alone. */
export function tensorHead({ name, shape, dtype }: TensorLike): string {
  const kind = name === undefined ? 'Tensor' : `Variable '${name}'`;
  return `${kind} [${shape.join(', ')}] ${dtype}`;
}
