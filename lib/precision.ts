// The precision of floats as the rest of the library speaks of it. To TensorFlow.js all floats are float32.

import type { TensorFlowBackend } from './engine/backend-types.js';
import type { Binding } from './engine/binding.js';
import { dataType } from './engine/data-types.js';
import { tf } from './tf.js';

/**
 * How exactly floats are held.
 * @inline
 */
export type Precision = 'float32' | 'float16' | 'bfloat16';

/** TensorFlow's number of each. */
export const precisionTypes = {
  float32: dataType.float,
  float16: dataType.half,
  bfloat16: dataType.bfloat16,
} as const satisfies Record<Precision, number>;

let areUsed = false;

/** Whether there may be tensors of 16 bits; until then everything is as if there were no such thing. */
export const areHalvesUsed = (): boolean => areUsed;

/** From here on there may be tensors of 16 bits. @param where for the error where another engine than TensorFlow computes */
export function useHalves(where: string): void {
  const binding = bindingInUse();
  if (!binding)
    throw new Error(
      `${where}: floats of 16 bits need TensorFlow's library. Received: the engine '${tf.getBackend()}', which has none. ` +
        'Leave the policy at float32, or run `tensorcell doctor`, which says how to get TensorFlow.',
    );
  areUsed = true;
  binding.precisions.areUsed = true;
}

/** How exactly a tensor's floats are held. */
export function precisionOf(x: tf.Tensor): Precision {
  if (!areUsed || x.dtype !== 'float32' || x.isDisposed) return 'float32';
  const backend = tf.backend() as TensorFlowBackend;
  if (!backend.tensorMap.has(x.dataId)) return 'float32';
  const type = backend.binding.precisions.typeOf(backend.tensorMap.get(x.dataId).id);
  return type === dataType.half ? 'float16' : type === dataType.bfloat16 ? 'bfloat16' : 'float32';
}

/** The tensor's numbers rounded to a precision; the tensor itself where it has it, or is not of floats. */
export function toPrecision<T extends tf.Tensor>(x: T, precision: Precision): T {
  if (!areUsed || x.dtype !== 'float32' || precisionOf(x) === precision) return x;
  return rounded(x, precision);
}

/** A tensor of float32 that stays so beside one of 16 bits, where whole numbers that were made floats would not. */
export const firmly = <T extends tf.Tensor>(x: T): T => (areUsed ? rounded(x, 'float32') : x);

/** What `compute` makes of the numbers in float32, rounded to the precision that they had. */
export function inFloat32(x: tf.Tensor, compute: (wide: tf.Tensor) => tf.Tensor): tf.Tensor {
  const precision = precisionOf(x);
  return toPrecision(compute(toPrecision(x, 'float32')), precision);
}

interface Engine {
  runKernel(name: string, inputs: object, attributes?: object): tf.Tensor;
}

const engine = tf.engine() as object as Engine;

const rounded = <T extends tf.Tensor>(x: T, precision: Precision): T =>
  engine.runKernel('ToPrecision', { x }, { precision }) as T;

interface Casting {
  readonly variables: ReadonlySet<unknown>;
  readonly precision: Precision;
}

let casting: Casting | undefined;

/**
 * Runs `body`, in which every op that reads one of these variables of float32 reads it in a precision. Each op has a
 * rounding of its own, through which gradients go back to the variable.
 */
export function readingIn<T>(precision: Precision, variables: Iterable<tf.Variable>, body: () => T): T {
  const isPlain = !areUsed || precision === 'float32';
  return during(isPlain ? undefined : { precision, variables: new Set(variables) }, body);
}

function during<T>(wanted: Casting | undefined, body: () => T): T {
  const outer = casting;
  apply(wanted);
  try {
    return body();
  } finally {
    apply(outer);
  }
}

function apply(wanted: Casting | undefined): void {
  casting = wanted;
  // Without variables to read, the class's own method shows again.
  if (wanted) engine.runKernel = runReading;
  else delete (engine as Partial<Engine>).runKernel;
}

const own = engine.runKernel;

function runReading(name: string, inputs: object, attributes?: object): tf.Tensor {
  return own.call(engine, name, asRead(inputs), attributes);
}

function asRead(inputs: object): object {
  if (Array.isArray(inputs)) return inputs.map(readOne);
  return Object.fromEntries(Object.entries(inputs).map(([name, value]) => [name, readOne(value)]));
}

function readOne(value: unknown): unknown {
  if (!casting?.variables.has(value) || (value as tf.Tensor).dtype !== 'float32') return value;
  return own.call(engine, 'ToPrecision', { x: value }, { precision: casting.precision });
}

function bindingInUse(): Binding | undefined {
  const backend = tf.backend();
  return tf.getBackend() === 'tensorflow' ? (backend as TensorFlowBackend).binding : undefined;
}
