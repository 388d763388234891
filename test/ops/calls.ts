// Calls of Keras' ops with what real Keras gives for them (golden/make_ops.py), made here at once and recorded.
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { InputLayer } from '../../lib/core/input-layer.js';
import { toCamelCase } from '../../lib/core/names.js';
import { isPlainObject } from '../../lib/core/structure.js';
import * as activations from '../../lib/ops/activation-functions.js';
import * as ops from '../../lib/ops/ops.js';
import { tf } from '../../lib/tf.js';

export interface Call {
  readonly name: string;
  readonly args: readonly unknown[];
  readonly options: Readonly<Record<string, unknown>>;
  readonly y: unknown[];
  readonly types: string[];
}

const file = join(import.meta.dirname, 'golden/ops.json');
export const calls: readonly Call[] = JSON.parse(readFileSync(file, 'utf8'));

interface Given {
  readonly values: unknown;
  readonly dtype: tf.DataType;
}

const isGiven = (value: unknown): value is Given =>
  isPlainObject(value) && 'values' in value && 'dtype' in value;

const numbers = (value: unknown): unknown => {
  if (Array.isArray(value)) return value.map(numbers);
  return typeof value === 'string' ? { nan: Number.NaN, inf: Infinity, '-inf': -Infinity }[value] : value;
};

export const tensorOf = ({ values, dtype }: Given): tf.Tensor =>
  tf.tensor(numbers(values) as number[], undefined, dtype);

/** Calls the op. @param make what stands for each tensor */
export function made(call: Call, make: (given: Given) => unknown): unknown[] {
  const fill = (value: unknown): unknown => {
    if (isGiven(value)) return make(value);
    return Array.isArray(value)
      ? value.map(fill)
      : value === 'inf' || value === '-inf'
        ? numbers(value)
        : value;
  };
  const [name, group] = call.name.split('.').map(toCamelCase).reverse() as [string, string?];
  const module = group === undefined ? ops : group === 'image' ? ops.image : activations;
  const operation = (module as unknown as Record<string, (...args: unknown[]) => unknown>)[name];
  if (!operation) throw new Error(`There is no ops.${name}.`);
  const args = call.args.map(fill);
  const options = Object.fromEntries(
    Object.entries(call.options).map(([key, value]) => [
      key === 'N' || key === 'M' ? key : toCamelCase(key),
      fill(value),
    ]),
  );
  const result = operation(...args, ...(Object.keys(options).length > 0 ? [options] : []));
  return [result].flat();
}

/** The same with an input of a model for each tensor. */
export function recorded(call: Call): { inputs: InputLayer[]; values: tf.Tensor[]; outputs: unknown[] } {
  const inputs: InputLayer[] = [];
  const values: tf.Tensor[] = [];
  const outputs = made(call, (given) => {
    const value = tensorOf(given);
    const { shape, dtype } = value;
    const input = new InputLayer({ batchShape: [...shape], dtype, name: `x${inputs.length}` });
    inputs.push(input);
    values.push(value);
    return input.output;
  });
  return { inputs, values, outputs };
}

/** Not a step of a graph: what they give depends on the numbers, or on no tensor. */
const neverRecorded = [
  'activations.linear',
  'activations.mish',
  'arange',
  'bartlett',
  'bincount',
  // Read where it runs: what they give depends on the numbers.
  'ctc_decode',
  'blackman',
  'eye',
  'full',
  'hamming',
  'hanning',
  'identity',
  'kaiser',
  'nonzero',
  'rearrange',
  'segment_sum',
  'tri',
  'unique',
];

export function isRecorded({ name, args, options }: Call): boolean {
  const given = JSON.stringify([args, options]);
  const needsSegments = name.startsWith('segment') && !('num_segments' in options);
  return (
    given.includes('"dtype"') &&
    !given.includes('"ord":"inf') &&
    !given.includes('"ord":"-inf') &&
    !neverRecorded.includes(name) &&
    !needsSegments
  );
}

export const titleOf = ({ name, options }: Call, i: number): string =>
  `${i} ${name} ${JSON.stringify(options).slice(0, 60)}`;
