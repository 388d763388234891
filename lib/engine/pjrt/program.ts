// A program that a device has compiled: run with buffers in its memory, which it leaves as they are.
import { type Fields, fields, list, type Plugin } from './plugin.js';

interface Run {
  readonly struct: Fields;
  readonly outputs: BigUint64Array;
  readonly event: BigUint64Array;
}

export class Program {
  readonly #executable: bigint;
  readonly #outputs: number;

  constructor(
    private readonly plugin: Plugin,
    private readonly loaded: bigint,
  ) {
    this.#executable = plugin.call('PJRT_LoadedExecutable_GetExecutable', fields(loaded, 0))[3]!;
    this.#outputs = Number(plugin.call('PJRT_Executable_NumOutputs', fields(this.#executable, 0))[3]);
  }

  /** Runs it; the outputs' buffers are the caller's. */
  run(inputs: readonly bigint[]): bigint[] {
    const run = this.#prepare(inputs);
    this.plugin.call('PJRT_LoadedExecutable_Execute', run.struct);
    try {
      this.plugin.await(run.event[0]!);
    } catch (error) {
      this.#drop(run);
      throw error;
    }
    return finished(run);
  }

  /** The same on other threads: a device may compute before the first call returns, or after. */
  async runAsync(inputs: readonly bigint[]): Promise<bigint[]> {
    const run = this.#prepare(inputs);
    await this.plugin.callAsync('PJRT_LoadedExecutable_Execute', run.struct);
    try {
      await this.plugin.awaitAsync(run.event[0]!);
    } catch (error) {
      this.#drop(run);
      throw error;
    }
    return finished(run);
  }

  destroy(): void {
    this.plugin.call('PJRT_Executable_Destroy', fields(this.#executable));
    this.plugin.call('PJRT_LoadedExecutable_Destroy', fields(this.loaded));
  }

  #drop({ outputs }: Run): void {
    for (const output of outputs) if (output !== 0n) this.plugin.call('PJRT_Buffer_Destroy', fields(output));
  }

  #prepare(inputs: readonly bigint[]): Run {
    const outputs = new BigUint64Array(this.#outputs);
    const event = new BigUint64Array(1);
    const options = fields(0, 0, 0, 0, 0, 0, 0);
    // A list of buffers for each device, of which there is one.
    const struct = fields(
      this.loaded,
      options,
      list(list(...inputs)),
      1,
      inputs.length,
      list(outputs),
      event,
      0,
    );
    return { struct, outputs, event };
  }
}

const finished = ({ outputs }: Run): bigint[] => Array.from(outputs);
