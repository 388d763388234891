// A device beside TensorFlow: its memory holds copies of tensors, and values that TensorFlow gets when it asks.
import type { Binding } from '../binding.js';
import type { Pointer } from '../c-api.js';
import type { NumericArray } from '../data-types.js';
import type { TensorMetadata, ValueElsewhere } from '../tensor-handles.js';
import type { BufferShape, Client } from './client.js';
import { DeviceError, DeviceMemoryError } from './device-error.js';
import { bytesOf, product, tensorFlowType } from './element-types.js';
import type { PluginName } from './find-plugin.js';
import type { Module } from './lowering/modules.js';
import type { Program } from './program.js';

/** A tensor's value in a device's memory. */
class DeviceValue implements ValueElsewhere {
  readonly dtype: number;
  readonly shape: readonly number[];

  constructor(
    readonly device: Device,
    readonly buffer: bigint,
    private readonly what: BufferShape,
    private readonly binding: Binding,
  ) {
    this.shape = what.shape;
    this.dtype = tensorFlowType(what.type);
  }

  fetch(): Pointer {
    const values = this.device.client.download(this.buffer, this.what);
    return this.binding.handleOf(this.shape, this.dtype, values);
  }

  free(): void {
    this.device.client.free(this.buffer);
  }
}

export class Device {
  constructor(
    readonly name: PluginName,
    readonly client: Client,
  ) {}

  /** The buffer of a tensor that TensorFlow knows by this number; copied at its first use, it stays while the tensor does. */
  bufferOf(binding: Binding, id: number, what: BufferShape): bigint {
    const known = binding.handles.elsewhere(id);
    if (known instanceof DeviceValue && known.device === this) return known.buffer;
    const buffer = this.client.upload(binding.download(id) as NumericArray, what);
    binding.handles.keepElsewhere(id, new DeviceValue(this, buffer, what, binding));
    return buffer;
  }

  /** A tensor of what a program gave. */
  tensorOf(binding: Binding, buffer: bigint, what: BufferShape): TensorMetadata {
    return binding.handles.addElsewhere(new DeviceValue(this, buffer, what, binding));
  }

  /** Compiles off the thread. A compiler that tries out ways to compute takes the device's memory, too. */
  async compileAsync(module: Module): Promise<Program> {
    try {
      return await this.client.compileAsync(module.text);
    } catch (error) {
      throw explainDeviceError(error, this, module);
    }
  }
}

/** An error for the user where the device has too little memory; others as they are. */
export function explainDeviceError(error: unknown, device: Device, module: Module): unknown {
  if (!(error instanceof DeviceError) || error.code !== 'RESOURCE_EXHAUSTED') return error;
  const [given, made] = [module.inputs, module.outputs].map(megabytes);
  return new DeviceMemoryError(
    `The device ${device.name} has too little memory: what goes in takes ${given} MB, what comes out ${made} MB, and what ` +
      `is computed on the way its own. The model is as it was before. Take a smaller batchSize, fewer rows, or ` +
      `engine.use('cpu').\n${error.answer}`,
    { cause: error },
  );
}

function megabytes(all: readonly BufferShape[]): string {
  const bytes = all.reduce((sum, { type, shape }) => sum + bytesOf[type] * product(shape), 0);
  return (bytes / 1e6).toFixed(1);
}
