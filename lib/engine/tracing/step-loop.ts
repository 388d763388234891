// Many steps over the rows of tensors in one call of TensorFlow: each step takes the next rows, computes a vector
// that is added up, and may assign variables.
import type { Tensor } from '@tensorflow/tfjs';
import { unlessAborted } from '../../unless-aborted.js';
import type { TensorFlowBackend } from '../backend-types.js';
import type { Pointer } from '../c-api.js';
import { dataType } from '../data-types.js';
import type { Engine } from './graph-function.js';
import { LoopTrace, type StepLoopOptions } from './loop-trace.js';
import { ResidentVariable } from './resident-variables.js';
import { tensorNumber } from './trace.js';
import { WhileLoop } from './while-loop.js';

export interface StepRun {
  readonly rows: readonly Tensor[];
  /** Row numbers in the order in which they come. */
  readonly order?: Tensor;
  readonly first: number;
  /** One past the last step. */
  readonly last: number;
  /** Whether JavaScript goes on meanwhile: worth it for all but very short runs. */
  readonly offThread: boolean;
  readonly engine: Engine;
  /** Gives a run off the thread up. */
  readonly signal?: AbortSignal;
}

/** Runs of a program's steps, whatever computes them. */
export interface Loop {
  /** How often each op occurs in a step. */
  readonly opsOfStep: ReadonlyMap<string, number>;
  /**
   * Runs steps `first` to `last`; returns their vectors' sum, with every variable as the last step left it. When a
   * step fails, or the run is given up, every variable is as it was before the first.
   */
  run(run: StepRun): Promise<Float64Array>;
  dispose(): void;
}

export class StepLoop implements Loop {
  readonly #trace: LoopTrace;
  readonly #loop: WhileLoop;
  readonly #residents: readonly ResidentVariable[];
  readonly #width: number;
  /** A run that was given up and still computes. */
  #givenUp: Promise<void> | undefined;

  /** Throws a TraceError when the step cannot be a graph. */
  constructor(
    private readonly backend: TensorFlowBackend,
    options: StepLoopOptions,
  ) {
    // Not all of the options: the step's function reaches the model, which may be dropped before its loops.
    this.#width = options.width * options.epochs;
    this.#trace = new LoopTrace(backend, options);
    const { body, sumsPlace, assignedPlaces } = this.#trace;
    try {
      this.#loop = new WhileLoop(backend, body, {
        body: options.body,
        results: [sumsPlace, ...assignedPlaces],
      });
    } catch (error) {
      this.#trace.release();
      throw error;
    } finally {
      body.graph.delete();
    }
    this.#residents = options.residents.map(({ variable }) => new ResidentVariable(backend, variable));
  }

  /** How often each op occurs in a step. */
  get opsOfStep(): ReadonlyMap<string, number> {
    return this.#loop.opsOfStep;
  }

  /** As {@link Loop.run}. */
  async run(run: StepRun): Promise<Float64Array> {
    if (this.#givenUp) await unlessAborted(this.#givenUp, run.signal);
    for (const resident of this.#residents) resident.load();
    try {
      const sums = this.#take(await this.#execute(run));
      for (const resident of this.#residents) resident.store();
      return sums;
    } catch (error) {
      // Some resources are ahead of the others, and of the variables that pass through the loop.
      for (const resident of this.#residents) resident.forget();
      throw error;
    }
  }

  dispose(): void {
    if (this.#givenUp) {
      void this.#givenUp.then(() => this.dispose());
      return;
    }
    this.#loop.delete();
    this.#trace.release();
    for (const resident of this.#residents) resident.dispose();
  }

  async #execute({ rows, order, first, last, offThread, engine, signal }: StepRun): Promise<number[]> {
    const { binding } = this.backend;
    const own = [
      binding.upload([], dataType.int32, Int32Array.of(first)),
      binding.upload([], dataType.int32, Int32Array.of(last)),
      binding.upload([this.#width], dataType.double, new Float64Array(this.#width)),
    ];
    const numbers = [
      ...own,
      ...[...(order ? [order] : []), ...rows, ...this.#trace.captured].map((one) =>
        tensorNumber(this.backend, one),
      ),
      ...this.#residents.map(({ handle }) => handle),
    ];
    const handles = numbers.map((number) => binding.handles.get(number));
    try {
      const { whole } = this.#loop;
      if (!offThread) return whole.call(handles, engine);
      return await this.#unlessGivenUp(whole.callAsync(handles, engine), signal);
    } finally {
      for (const number of own) binding.deleteTensor(number);
    }
  }

  // TensorFlow cannot be interrupted within a step: a run that is given up computes to its end, unused.
  async #unlessGivenUp(running: Promise<Pointer[]>, signal?: AbortSignal): Promise<Pointer[]> {
    try {
      return await unlessAborted(running, signal);
    } catch (error) {
      const { api } = this.backend.binding;
      const drop = (results: Pointer[]): void => {
        for (const handle of results) api.TFE_DeleteTensorHandle(handle);
      };
      this.#givenUp = running
        .then(drop, () => {})
        .finally(() => {
          this.#givenUp = undefined;
        });
      throw error;
    }
  }

  #take(results: number[]): Float64Array {
    const { binding } = this.backend;
    const [sums, ...values] = binding.handles.addOutputs(results);
    this.#trace.assign(values);
    const read = binding.download(sums!.id);
    binding.deleteTensor(sums!.id);
    return read as Float64Array;
  }
}
