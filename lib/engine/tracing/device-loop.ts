// Many steps over the rows of tensors in one call of a device: as StepLoop, with weights, slots and rows in its memory.
import type { Tensor } from '@tensorflow/tfjs';
import { unlessAborted } from '../../unless-aborted.js';
import type { TensorFlowBackend } from '../backend-types.js';
import { type Device, explainDeviceError } from '../pjrt/device.js';
import { loopModule, type Module } from '../pjrt/lowering/modules.js';
import type { Program } from '../pjrt/program.js';
import { LoopTrace, type StepLoopOptions } from './loop-trace.js';
import type { Loop, StepRun } from './step-loop.js';
import { tensorNumber } from './trace.js';

/** Arguments before rows: the first step, and one past the last. */
const ownArguments = 2;
/** Results before variables: the sums, and what they round away. */
const ownResults = 2;

export class DeviceLoop implements Loop {
  readonly opsOfStep: ReadonlyMap<string, number>;
  readonly #trace: LoopTrace;
  readonly #module: Module;
  #program: Program | undefined;
  /** A run that was given up and still computes. */
  #givenUp: Promise<void> | undefined;

  /** Traces and compiles the step. Throws NotLowered where it must stay on TensorFlow, TraceError where it is no graph. */
  static async make(
    backend: TensorFlowBackend,
    device: Device,
    options: Omit<StepLoopOptions, 'residents' | 'body' | 'epochs'>,
  ): Promise<DeviceLoop> {
    const loop = new DeviceLoop(backend, device, options);
    try {
      loop.#program = await device.compileAsync(loop.#module);
      return loop;
    } catch (error) {
      loop.dispose();
      throw error;
    }
  }

  private constructor(
    private readonly backend: TensorFlowBackend,
    private readonly device: Device,
    options: Omit<StepLoopOptions, 'residents' | 'body' | 'epochs'>,
  ) {
    this.#trace = new LoopTrace(backend, { ...options, epochs: 1, residents: [], body: 'plain' });
    const { body, assignedPlaces } = this.#trace;
    try {
      this.opsOfStep = body.graph.count(body.graph.needed([body.vector.operation]));
      this.#module = loopModule(body, assignedPlaces);
    } catch (error) {
      this.#trace.release();
      throw error;
    } finally {
      body.graph.delete();
    }
  }

  /** As {@link Loop.run}. */
  async run(run: StepRun): Promise<Float64Array> {
    if (this.#givenUp) await unlessAborted(this.#givenUp, run.signal);
    try {
      return this.#take(await this.#execute(run));
    } catch (error) {
      throw explainDeviceError(error, this.device, this.#module);
    }
  }

  dispose(): void {
    if (this.#givenUp) {
      void this.#givenUp.then(() => this.dispose());
      return;
    }
    this.#program?.destroy();
    this.#trace.release();
  }

  async #execute({ rows, order, first, last, offThread, signal }: StepRun): Promise<bigint[]> {
    const { client } = this.device;
    const own = [first, last].map((count) => client.upload(Int32Array.of(count), { type: 'i32', shape: [] }));
    // Held for the run, should their owners dispose of them meanwhile.
    const given = [...(order ? [order] : []), ...rows, ...this.#trace.captured].map((one) => one.clone());
    const free = (): void => {
      for (const buffer of own) client.free(buffer);
      for (const tensor of given) tensor.dispose();
    };
    let running: Promise<bigint[]> | undefined;
    try {
      const inputs = [...own, ...this.#buffersOf(given)];
      if (!offThread) return this.#program!.run(inputs);
      running = this.#program!.runAsync(inputs);
      return await unlessAborted(running, signal);
    } catch (error) {
      if (running && signal?.aborted) this.#giveUp(running.finally(free));
      throw error;
    } finally {
      if (!this.#givenUp) free();
    }
  }

  #buffersOf(tensors: readonly Tensor[]): bigint[] {
    const { backend, device } = this;
    const { inputs } = this.#module;
    return tensors.map((tensor, place) =>
      device.bufferOf(backend.binding, tensorNumber(backend, tensor), inputs[ownArguments + place]!),
    );
  }

  // A device cannot be interrupted within a step: a run that is given up computes to its end, unused.
  #giveUp(running: Promise<bigint[]>): void {
    const { client } = this.device;
    this.#givenUp = running
      .then(
        (results) => {
          for (const buffer of results) client.free(buffer);
        },
        () => {},
      )
      .finally(() => {
        this.#givenUp = undefined;
      });
  }

  #take([sums, rest, ...values]: bigint[]): Float64Array {
    const { backend, device } = this;
    const { outputs } = this.#module;
    this.#trace.assign(
      values.map((buffer, place) => device.tensorOf(backend.binding, buffer, outputs[ownResults + place]!)),
    );
    const [wholes, lost] = [sums!, rest!].map((buffer) => {
      const read = device.client.download(buffer, outputs[0]!);
      device.client.free(buffer);
      return read as Float32Array;
    });
    return Float64Array.from(wholes!, (whole, place) => whole + lost![place]!);
  }
}
