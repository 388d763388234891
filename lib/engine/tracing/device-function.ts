// A traced function compiled for a device, called with tensors by their numbers.
import type { Binding } from '../binding.js';
import { type Device, explainDeviceError } from '../pjrt/device.js';
import { type Computation, functionModule, type Module } from '../pjrt/lowering/modules.js';
import type { Program } from '../pjrt/program.js';
import type { TensorMetadata } from '../tensor-handles.js';

export class DeviceFunction {
  readonly #module: Module;
  readonly #program: Program;

  /** Throws NotLowered where the function must stay on TensorFlow. */
  constructor(
    private readonly binding: Binding,
    private readonly device: Device,
    computation: Computation,
  ) {
    this.#module = functionModule(computation);
    this.#program = device.client.compile(this.#module.text);
  }

  call(ids: readonly number[]): TensorMetadata[] {
    const { binding, device } = this;
    const { inputs, outputs } = this.#module;
    try {
      const made = this.#program.run(ids.map((id, place) => device.bufferOf(binding, id, inputs[place]!)));
      return made.map((buffer, place) => device.tensorOf(binding, buffer, outputs[place]!));
    } catch (error) {
      throw explainDeviceError(error, device, this.#module);
    }
  }

  delete(): void {
    this.#program.destroy();
  }
}
