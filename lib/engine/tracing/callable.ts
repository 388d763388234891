// A traced graph as something to be called with tensors: on a device beside TensorFlow, or by TensorFlow itself.
import type { Binding } from '../binding.js';
import { deviceForFunction } from '../pjrt/choose-device.js';
import { leaveOnTensorFlow } from '../pjrt/left-on-tensorflow.js';
import type { TensorMetadata } from '../tensor-handles.js';
import { DeviceFunction } from './device-function.js';
import { type FunctionBody, GraphFunction } from './graph-function.js';

/** Tensors go in and come out by the binding's numbers. */
export interface Call {
  call(ids: readonly number[]): TensorMetadata[];
  delete(): void;
}

export function callable(binding: Binding, body: FunctionBody): Call {
  const device = deviceForFunction();
  if (!device) return new OnTensorFlow(binding, body);
  return leaveOnTensorFlow<Call>(
    device,
    () => new DeviceFunction(binding, device, body),
    () => new OnTensorFlow(binding, body),
  );
}

class OnTensorFlow implements Call {
  readonly #function: GraphFunction;

  constructor(
    private readonly binding: Binding,
    body: FunctionBody,
  ) {
    this.#function = new GraphFunction(binding.context, body);
  }

  call(ids: readonly number[]): TensorMetadata[] {
    const { handles } = this.binding;
    return handles.addOutputs(this.#function.call(ids.map((id) => handles.get(id))));
  }

  delete(): void {
    this.#function.delete();
  }
}
