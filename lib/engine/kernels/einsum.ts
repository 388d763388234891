// Einstein's sums as products of matrices, for TensorFlow.js' own backends: wasm has none, cpu sums along the wrong axes
// where an axis is one operand's alone, and hands a tensor that stays as it is back itself.
import type { KernelConfig, NamedTensorInfoMap, Tensor } from '@tensorflow/tfjs';
import { tf } from '../../tf.js';

/** A tensor, and the letters of its axes. */
interface Term {
  readonly x: Tensor;
  readonly labels: string;
}

export function einsumKernel(backendName: 'cpu' | 'wasm'): KernelConfig {
  return {
    kernelName: 'Einsum',
    backendName,
    kernelFunc: ({ inputs, attrs }) =>
      tf.tidy(() =>
        einsum(
          (attrs as { equation: string }).equation,
          Object.values(inputs as NamedTensorInfoMap) as Tensor[],
        ),
      ),
  };
}

function einsum(equation: string, tensors: Tensor[]): Tensor {
  const { terms, result } = termsOf(equation, tensors);
  checkSizes(equation, terms);
  const [a, b] = terms as [Term, Term | undefined];
  if (!b) return tf.clone(arranged(a, result));
  const ofB = (label: string): boolean => b.labels.includes(label);
  const ofA = (label: string): boolean => a.labels.includes(label);
  const batch = [...result].filter((label) => ofA(label) && ofB(label)).join('');
  const left = [...result].filter((label) => !ofB(label)).join('');
  const right = [...result].filter((label) => !ofA(label)).join('');
  const common = [...a.labels].filter((label) => ofB(label) && !result.includes(label)).join('');
  const rows = matrices(a, batch, left, common);
  const columns = matrices(b, batch, common, right);
  const sizes = new Map(
    [a, b].flatMap(({ x, labels }) => [...labels].map((label, i) => [label, x.shape[i]!])),
  );
  const labels = batch + left + right;
  const product = tf.reshape(
    tf.matMul(rows, columns),
    [...labels].map((label) => sizes.get(label)!),
  );
  return arranged({ x: product, labels }, result);
}

/** [batch, rows, columns] */
function matrices(term: Term, batch: string, rows: string, columns: string): Tensor {
  const turned = arranged(term, batch + rows + columns);
  const size = (start: number, labels: string): number =>
    tf.util.sizeFromShape(turned.shape.slice(start, start + labels.length));
  const split = batch.length + rows.length;
  return tf.reshape(turned, [size(0, batch), size(batch.length, rows), size(split, columns)]);
}

/** With the axes of `labels` in their order, the others summed. */
function arranged({ x, labels }: Term, wanted: string): Tensor {
  const others = [...labels].flatMap((label, axis) => (wanted.includes(label) ? [] : [axis]));
  const kept = [...labels].filter((label) => wanted.includes(label)).join('');
  const summed = others.length > 0 ? tf.sum(x, others) : x;
  return kept === wanted
    ? summed
    : tf.transpose(
        summed,
        [...wanted].map((label) => kept.indexOf(label)),
      );
}

function termsOf(equation: string, tensors: Tensor[]): { terms: Term[]; result: string } {
  const [given, result] = equation.replace(/\s/g, '').split('->');
  const labels = given!.split(',');
  const isPlain = labels.every((one) => /^[a-z]*$/i.test(one) && new Set(one).size === one.length);
  const known = new Set(labels.join(''));
  const fits = isPlain && tensors.length <= 2 && labels.length === tensors.length;
  const isKnown = result !== undefined && [...result].every((label) => known.has(label));
  if (!fits || !isKnown || new Set(result).size !== result.length) {
    throw new Error(
      `einsum: expected one or two terms of different letters, one a tensor, and a result, such as 'ij,jk->ik'. ` +
        `Received: '${equation}' for ${tensors.length} tensors. Use tf.transpose, tf.sum and tf.matMul.`,
    );
  }
  return { terms: tensors.map((x, i) => ({ x, labels: labels[i]! })), result };
}

function checkSizes(equation: string, terms: readonly Term[]): void {
  const sizes = new Map<string, number>();
  for (const { x, labels } of terms) {
    if (x.rank !== labels.length) throw sizeError(equation, `${labels.length} axes`, `${x.rank} axes`);
    for (const [axis, label] of [...labels].entries()) {
      const size = sizes.get(label) ?? x.shape[axis]!;
      if (size !== x.shape[axis])
        throw sizeError(equation, `one size along '${label}'`, `${size} and ${x.shape[axis]}`);
      sizes.set(label, size);
    }
  }
}

const sizeError = (equation: string, expected: string, received: string): Error =>
  new Error(`einsum '${equation}': expected ${expected}. Received: ${received}.`);
