// Outputs that several processes computed, put together in every one of them: as sums of bits to which each adds its own,
// so that not even a zero's sign or a NaN becomes another.
import { textNumber } from '../engine/cluster/text-number.js';
import { tf } from '../tf.js';

/** Numbers that all processes add up; what goes on with the sum. */
export interface Exchange {
  readonly label: string;
  readonly numbers: Int32Array | Float64Array;
}

/** Numbers in one exchange: 64 MB. */
const largest = 2 ** 24;

type Gatherable = 'float32' | 'int32' | 'bool';

export const canBeGathered = ({ dtype }: tf.Tensor): boolean =>
  dtype === 'float32' || dtype === 'int32' || dtype === 'bool';

/**
 * All parts, one behind the other.
 * @param own those of `count` parts that this process has: a tensor for each output
 * @param like outputs of any part, in every process
 */
export function* gathering(
  own: ReadonlyMap<number, readonly tf.Tensor[]>,
  like: readonly tf.Tensor[],
  count: number,
): Generator<Exchange, tf.Tensor[], Int32Array | Float64Array> {
  const gathered: tf.Tensor[] = [];
  for (const [output, { shape, dtype }] of like.entries()) {
    // How many rows each part has, and then what each is like behind them.
    const parts = new Int32Array(2 * count);
    for (const [part, tensors] of own) {
      parts[part] = tensors[output]!.shape[0]!;
      parts[count + part] = formOf(tensors[output]!);
    }
    const all = yield { label: 'rows of predictions', numbers: parts };
    const rows = Int32Array.from(all.subarray(0, count));
    const form = formOf(like[output]!);
    if (all.subarray(count).some((one, part) => rows[part]! > 0 && one !== form))
      throw new Error(
        `predict: expected outputs of one shape in all batches, behind the first axis that of [${shape}]. Received: others, from another process.`,
      );
    const width = shape.slice(1).reduce((product, length) => product * length, 1);
    const bits = yield* sumOfBits(rows, width, own, output);
    gathered.push(
      tf.tensor(
        valuesOf(bits, dtype),
        [rows.reduce((sum, one) => sum + one, 0), ...shape.slice(1)],
        dtype as Gatherable,
      ),
    );
  }
  return gathered;
}

function* sumOfBits(
  rows: Int32Array,
  width: number,
  own: ReadonlyMap<number, readonly tf.Tensor[]>,
  output: number,
): Generator<Exchange, Int32Array, Int32Array | Float64Array> {
  const starts = [0];
  for (const count of rows) starts.push(starts.at(-1)! + count * width);
  const bits = new Int32Array(starts.pop()!);
  for (const [part, tensors] of own) bits.set(bitsOf(tensors[output]!), starts[part]!);
  for (let from = 0; from < bits.length; from += largest) {
    const numbers = bits.slice(from, from + largest);
    bits.set(yield { label: 'predictions', numbers }, from);
  }
  return bits;
}

/** What parts of an output have in common: all but the number of rows. */
const formOf = ({ shape, dtype }: tf.Tensor): number => textNumber(`${dtype} ${shape.slice(1)}`) | 0;

function bitsOf(tensor: tf.Tensor): Int32Array {
  const values = tensor.dataSync();
  if (tensor.dtype !== 'float32') return Int32Array.from(values);
  return new Int32Array(values.buffer, values.byteOffset, values.length);
}

function valuesOf(bits: Int32Array, dtype: tf.DataType): Float32Array | Int32Array | Uint8Array {
  if (dtype === 'bool') return Uint8Array.from(bits);
  return dtype === 'float32' ? new Float32Array(bits.buffer) : bits;
}
