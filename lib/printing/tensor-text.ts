// A tensor as text: its shape and type first, then its values, the middle of long axes left out.

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
  // TensorFlow.js prints the values well, under a headline of its own.
  const [, ...values] = tensor.toString().split('\n');
  return [head, ...values].join('\n');
}

/** Kind, name, shape and type alone. */
export function tensorHead({ name, shape, dtype }: TensorLike): string {
  const kind = name === undefined ? 'Tensor' : `Variable '${name}'`;
  return `${kind} [${shape.join(', ')}] ${dtype}`;
}
