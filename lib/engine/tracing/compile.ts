// compile(fn): a function of tensors as TensorFlow graphs, in the spirit of Python's `tf.function`.
import type { Tensor } from '@tensorflow/tfjs';
import { tf } from '../../tf.js';
import type { TensorFlowBackend } from '../backend-types.js';
import { deviceInForce } from '../pjrt/choose-device.js';
import { type Flat, fill, flatten, type Structure, signature } from './structure.js';
import { tensorType } from './trace.js';
import { TraceError } from './trace-error.js';
import { TracedFunction } from './traced-function.js';

/** A function that {@link compile} made. */
export type Compiled<F> = F & {
  /** Why the last new kind of arguments runs op by op; undefined when it runs as a graph. */
  readonly reason: string | undefined;
  /** Frees the graphs; the function can still be called and makes them anew. */
  dispose(): void;
};

/** What can be compiled: a function of tensors and plain values, also nested in arrays and objects. */
export type Compilable = (...values: never[]) => unknown;

/**
 * Makes a function of tensors run as one TensorFlow graph instead of op by op.
 *
 * The first call runs as it is, so that variables come into being; the second is traced: the function runs once
 * on tensors without values, and what it does becomes a graph. From then on a call runs the graph. Other shapes,
 * types or plain values of the arguments get graphs of their own. Variables read and assigned inside behave as
 * without `compile`; gradients and optimizers may be used inside. Random numbers (`random.normal`, `tf.randomUniform`,
 * `tf.dropout` …) are drawn anew at each call and fixed by `random.setSeed`, the same ones as without `compile`; a
 * function given a seed of its own (`tf.randomUniform(shape, 0, 1, 'float32', 7)`) gives the same numbers at each call.
 *
 * What JavaScript does inside (printing, counting) happens only while tracing. A function that reads tensors'
 * values, gives shapes that depend on values, or does something else at each call stays as it is; `reason` tells.
 *
 * @example
 * const norm = compile((x: tf.Tensor) => tf.sqrt(tf.sum(tf.square(x))));
 * norm(tf.tensor([3, 4])).print(); // 5
 */
export function compile<F extends Compilable>(fn: F): Compiled<F>;
export function compile(fn: AnyFunction): AnyFunction {
  const compiled = new CompiledFunction(fn);
  return Object.defineProperties((...values: Structure[]) => compiled.call(values), {
    reason: { get: () => compiled.reason },
    dispose: { value: () => compiled.dispose() },
  });
}

type AnyFunction = (...values: Structure[]) => Structure;

class CompiledFunction {
  reason: string | undefined;
  readonly #traced = new Map<string, TracedFunction | 'op by op'>();
  #called = false;

  constructor(private readonly fn: AnyFunction) {}

  call(values: Structure[]): Structure {
    const backend = tracingBackend();
    if (!backend || !this.#called) return this.#runOpByOp(values);
    const flat = flatten(values);
    const key = `${deviceInForce()} ${signature(flat.template)}${halvesAmong(backend, flat.tensors)}`;
    const known = this.#traced.get(key) ?? this.#trace(backend, flat);
    const result = known === 'op by op' ? this.#runOpByOp(values) : known.call(flat.tensors);
    // Only now: a call that fails says nothing about the next.
    this.#traced.set(key, known);
    return result;
  }

  dispose(): void {
    for (const traced of this.#traced.values()) if (traced !== 'op by op') traced.dispose();
    this.#traced.clear();
  }

  #runOpByOp(values: Structure[]): Structure {
    const result = this.fn(...values);
    this.#called = true;
    return result;
  }

  #trace(backend: TensorFlowBackend, flat: Flat): TracedFunction | 'op by op' {
    this.reason = undefined;
    try {
      return new TracedFunction(backend, flat.tensors, (tensors) => this.#body(flat, tensors));
    } catch (error) {
      // Also an error of the function's own: run as it is, it says so in its own words.
      this.reason = `It runs op by op because ${(error as Error).message}.`;
      return 'op by op';
    }
  }

  #body(flat: Flat, tensors: readonly Tensor[]): Flat {
    const result = this.fn(...(fill(flat.template, tensors) as Structure[]));
    if (result instanceof Promise) {
      result.catch(() => {});
      throw new TraceError('it is asynchronous');
    }
    return flatten(result);
  }
}

/** Which of the tensors are of 16 bits: for those a graph of its own. */
function halvesAmong(backend: TensorFlowBackend, tensors: readonly Tensor[]): string {
  if (!backend.binding.precisions.areUsed) return '';
  return ` ${tensors.map((tensor) => tensorType(backend, tensor))}`;
}

// Inside another trace, or while gradients are recorded, a call must show its single ops.
function tracingBackend(): TensorFlowBackend | undefined {
  if (tf.getBackend() !== 'tensorflow') return undefined;
  const backend = tf.backend() as TensorFlowBackend;
  const { gradientDepth } = tf.engine().state;
  return backend.binding.recorder || gradientDepth > 0 ? undefined : backend;
}
