// First and second derivatives of a random call, held against those that derivatives.py has from TensorFlow.
import { tf } from '../../../lib/tf.js';
import { calls, functions, type Settings } from './calls.js';

/** One call, a line of derivatives.py's. */
export interface Line {
  readonly op: string;
  readonly number: number;
  readonly attributes: object;
  readonly inputs: readonly Given[];
  readonly first: readonly Expected[];
  /** Undefined where the second derivative is refused. */
  readonly second?: readonly Expected[];
}

interface Given {
  readonly dtype: tf.DataType;
  readonly shape: number[];
  /** Single precision, in base64. */
  readonly values: string;
  readonly constant?: true;
}

interface Expected {
  readonly values: string;
  /** By how much rounding may be off, value by value; not a number: by anything. */
  readonly slack?: string;
}

/** How a function is run, such as compiled. */
export type As = (fn: (...xs: tf.Tensor[]) => tf.Tensor[]) => (...xs: tf.Tensor[]) => tf.Tensor[];

const asItIs: As = (fn) => fn;

export const parsed = (text: string): Line[] =>
  text
    .split('\n')
    .filter((line) => line !== '')
    .map((line) => JSON.parse(line) as Line);

/** What differs, in words; undefined where nothing does. */
export function difference(line: Line, as: As = asItIs): string | undefined {
  return tf.tidy(() => {
    try {
      return compared(line, as);
    } catch (error) {
      return `throws ${(error as Error).message}`;
    }
  });
}

function compared({ op, inputs, attributes, first, second }: Line, as: As): string | undefined {
  const call = { ...calls, ...functions }[op as keyof typeof calls];
  const tensors = inputs.map(tensorOf);
  const free = tensors.filter((_, i) => !inputs[i]!.constant);
  const fn = (...xs: tf.Tensor[]): tf.Tensor => {
    const rest = [...xs];
    const all = tensors.map((tensor, i) => (inputs[i]!.constant ? tensor : rest.shift()!));
    // Fewer than the type says for most ops: a call takes those that it was drawn with.
    return weighted(call(all as Parameters<typeof call>[0], attributes as Settings), 0.3);
  };
  const firstOf = slopes(fn);
  const secondOf = slopes((...xs) => tf.addN(firstOf(...xs).map((slope, i) => weighted(slope, 1.1 + i))));
  const wrong = unlike('first', as(firstOf)(...free), first);
  if (wrong !== undefined) return wrong;
  return second ? unlike('second', as(secondOf)(...free), second) : refusal(() => secondOf(...free));
}

function refusal(run: () => unknown): string | undefined {
  try {
    run();
    return 'second: expected a refusal. Received: values.';
  } catch (error) {
    const { message } = error as Error;
    return message.startsWith('Gradient: expected ops') ? undefined : `second: throws ${message}`;
  }
}

/** The gradients in all arguments; 0 in those that the result does not depend on. */
const slopes =
  (fn: (...xs: tf.Tensor[]) => tf.Tensor) =>
  (...xs: tf.Tensor[]): tf.Tensor[] => {
    // A result that does not depend on an argument is taken for a mistake.
    const anchored = (...given: tf.Tensor[]): tf.Tensor =>
      tf.addN([fn(...given), ...given.map((x) => tf.mul(0, tf.sum(tf.cast(x, 'float32'))))]);
    return tf.grads(anchored)(xs);
  };

/** One number of a result, in which every value counts otherwise. */
function weighted(y: tf.Tensor, start: number): tf.Tensor {
  if (y.dtype === 'complex64') return tf.add(weighted(tf.real(y), start), weighted(tf.imag(y), start + 0.6));
  const waves = Float32Array.from({ length: y.size }, (_, i) => Math.sin(start + 0.7 * i));
  return tf.sum(tf.mul(y, tf.tensor(waves, y.shape)));
}

function tensorOf({ dtype, shape, values }: Given): tf.Tensor {
  const isConstantInt = dtype === 'int32' || dtype === 'bool';
  const numbers = floats(values);
  return tf.tensor(isConstantInt ? Int32Array.from(numbers) : numbers, shape, dtype as 'float32');
}

/** Of single-precision numbers, the first in their 4 lowest bytes. */
function floats(text: string): Float32Array {
  const bytes = Uint8Array.from(Buffer.from(text, 'base64'));
  return new Float32Array(bytes.buffer);
}

function unlike(
  order: string,
  actual: readonly tf.Tensor[],
  expected: readonly Expected[],
): string | undefined {
  for (const [i, { values, slack }] of expected.entries()) {
    const [got, wanted] = [actual[i]!.dataSync(), floats(values)];
    const allowed = slack === undefined ? undefined : floats(slack);
    if (got.length !== wanted.length) return `${order}[${i}]: ${got.length} values, not ${wanted.length}`;
    const largest = wanted.reduce(
      (most, one) => (Number.isFinite(one) ? Math.max(most, Math.abs(one)) : most),
      0,
    );
    const wrong = wanted.findIndex((one, place) => !isNear(got[place]!, one, largest, allowed?.[place] ?? 0));
    if (wrong >= 0) return `${order}[${i}] at ${wrong}: ${shown(got)}, not ${shown(wanted)}`;
  }
  return undefined;
}

function isNear(got: number, wanted: number, largest: number, slack: number): boolean {
  if (Number.isNaN(slack) || Object.is(got, wanted) || got === wanted) return true;
  // Terms of some tens that cancel leave a few roundings.
  return Math.abs(got - wanted) <= 1e-4 * Math.abs(wanted) + 5e-6 * (1 + largest) + slack;
}

const shown = (numbers: ArrayLike<number>): string =>
  `[${Array.from(numbers)
    .slice(0, 24)
    .map((number) => +number.toPrecision(6))
    .join(' ')}]`;
