// A traced function ready to be called with tensors: arguments, captured tensors and variables go in, results
// come out, and assigned variables take their new values.
import type { Tensor, Variable } from '@tensorflow/tfjs';
import type { TensorFlowBackend } from '../backend-types.js';
import type { Endpoint } from '../c-api.js';
import type { TensorMetadata } from '../tensor-handles.js';
import { type Call, callable } from './callable.js';
import { type Flat, fill, type Structure } from './structure.js';
import { releaseCaptured, type Trace, tensorNumber, tensorType, trace } from './trace.js';

export class TracedFunction {
  readonly #function: Call;
  readonly #captured: Trace['captured'];
  readonly #assigned: readonly Variable[];
  readonly #template: unknown;
  readonly #results: number;

  /** Traces `body` for arguments like these. */
  constructor(
    private readonly backend: TensorFlowBackend,
    like: readonly Tensor[],
    body: (tensors: readonly Tensor[]) => Flat,
  ) {
    const types = like.map((tensor) => tensorType(backend, tensor));
    let places: Endpoint[] = [];
    let template: unknown;
    const traced = trace(backend, (scope) => {
      const inputs = like.map((tensor, i) => scope.tensor(scope.recorder.input(types[i]!, tensor.shape)));
      places = inputs.map(scope.endpoint);
      const result = body(inputs);
      template = result.template;
      return result.tensors.map(scope.endpoint);
    });
    this.#function = toFunction(backend, traced, places);
    this.#captured = traced.captured;
    this.#assigned = [...traced.assigned.keys()];
    this.#template = template;
    this.#results = traced.outputs.length;
  }

  call(tensors: readonly Tensor[]): Structure {
    const ids = [...tensors, ...this.#captured.map(({ source }) => source)].map((tensor) => {
      if (tensor.isDisposed)
        throw new Error('A compiled function was called with, or uses, a disposed tensor.');
      return tensorNumber(this.backend, tensor);
    });
    const made = this.#function.call(ids).map((one: TensorMetadata) => this.backend.createOutputTensor(one));
    this.#assigned.forEach((variable, index) => {
      const value = made[this.#results + index]!;
      variable.assign(value);
      value.dispose();
    });
    return fill(this.#template, made.slice(0, this.#results));
  }

  dispose(): void {
    this.#function.delete();
    releaseCaptured({ captured: this.#captured });
  }
}

function toFunction(backend: TensorFlowBackend, traced: Trace, places: Endpoint[]): Call {
  try {
    return callable(backend.binding, {
      graph: traced.graph,
      inputs: [...places, ...traced.captured.map(({ endpoint }) => endpoint)],
      outputs: [...traced.outputs, ...traced.assigned.values()],
      effects: traced.effects,
    });
  } catch (error) {
    releaseCaptured(traced);
    throw error;
  } finally {
    traced.graph.delete();
  }
}
