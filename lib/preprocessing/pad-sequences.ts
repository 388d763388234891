// Sequences of different lengths as one block.
import { received } from '../core/messages.js';
import { tf } from '../tf.js';

/** Options of `padSequences`. */
export interface PadOptions {
  /** Steps of each row. Default: those of the longest sequence. */
  maxLength?: number;
  /** Where what is missing is filled up. Default 'pre', before the sequence. */
  padding?: 'pre' | 'post';
  /** Where what is too long is cut. Default 'pre', at its beginning. */
  truncating?: 'pre' | 'post';
  /** What it is filled up with. Default 0. */
  value?: number;
  /** Default 'int32'. */
  dtype?: 'int32' | 'float32';
}

/** A sequence: numbers, or steps of several numbers each. */
export type Sequence = ArrayLike<number> | readonly ArrayLike<number>[];

const where = 'padSequences';

/**
 * Brings sequences to one length: short ones are filled up, long ones cut. Keras: `pad_sequences`.
 * @returns [sequences, steps], or [sequences, steps, numbers] where each step has several
 * @throws when steps differ in how many numbers they have
 * @example padSequences([[1, 2, 3], [4]]) // Tensor [[1, 2, 3], [0, 0, 4]]
 */
export function padSequences(sequences: readonly Sequence[], options: PadOptions = {}): tf.Tensor {
  const { padding = 'pre', truncating = 'pre', value = 0, dtype = 'int32' } = options;
  check(sequences, options);
  const length = options.maxLength ?? Math.max(0, ...sequences.map((sequence) => sequence.length));
  const width = stepWidth(sequences);
  const stride = width ?? 1;
  const block = new Float32Array(sequences.length * length * stride).fill(value);
  sequences.forEach((sequence, row) => {
    const kept = Math.min(length, sequence.length);
    const from = truncating === 'pre' ? sequence.length - kept : 0;
    const to = padding === 'pre' ? length - kept : 0;
    for (let i = 0; i < kept; i++) {
      const place = (row * length + to + i) * stride;
      block.set(numbersOf(sequence[from + i]!, width, row), place);
    }
  });
  const shape = [sequences.length, length, ...(width === undefined ? [] : [width])];
  return tf.tensor(dtype === 'int32' ? Int32Array.from(block) : block, shape, dtype);
}

function check(sequences: unknown, { maxLength, padding, truncating }: PadOptions): void {
  const isSequence = (one: unknown): boolean => Array.isArray(one) || ArrayBuffer.isView(one);
  if (!Array.isArray(sequences) || !sequences.every(isSequence))
    throw new Error(
      `${where}: expected a list of sequences, such as [[1, 2], [3]]. Received: ${received(sequences)}.`,
    );
  if (maxLength !== undefined && !(Number.isInteger(maxLength) && maxLength >= 0))
    throw new Error(
      `${where}: maxLength must be a whole number of at least 0. Received: ${received(maxLength)}.`,
    );
  for (const [name, side] of Object.entries({ padding, truncating })) {
    if (side === undefined || side === 'pre' || side === 'post') continue;
    throw new Error(`${where}: ${name} must be 'pre' or 'post'. Received: ${received(side)}.`);
  }
}

/** How many numbers a step has; undefined where it is a number itself. */
function stepWidth(sequences: readonly Sequence[]): number | undefined {
  const step = sequences.find((sequence) => sequence.length > 0)?.[0];
  return typeof step === 'object' ? step.length : undefined;
}

function numbersOf(
  step: number | ArrayLike<number>,
  width: number | undefined,
  row: number,
): ArrayLike<number> {
  const numbers = typeof step === 'number' ? [step] : step;
  const fits = typeof step === 'number' ? width === undefined : step.length === width;
  if (fits && Array.prototype.every.call(numbers, (one: unknown) => typeof one === 'number')) return numbers;
  throw new Error(
    `${where}: expected ${width === undefined ? 'a number' : `${width} numbers`} in each step, as in the first. Received: ` +
      `${typeof step === 'object' ? `${step.length} numbers` : received(step)} in sequence ${row}. Turn words into numbers first, e.g. by words.indexOf(word) + 1.`,
  );
}
