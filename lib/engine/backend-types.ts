// What the rest of the engine knows of the backend.
import type { DataId, KernelBackend, Tensor, TensorInfo } from '@tensorflow/tfjs';
import type { Binding } from './binding.js';
import type { OpAttribute } from './op-attributes.js';
import type { TensorMetadata } from './tensor-handles.js';

/** Where the backend keeps a tensor: values not yet handed to TensorFlow, or the number of TensorFlow's tensor. */
export interface TensorRecord {
  shape: number[];
  dtype: number;
  values: unknown;
  id: number;
  refCount: number;
}

/** tfjs-node's `NodeJSKernelBackend` with the parts that its declaration hides and we need. */
export interface TensorFlowBackend extends KernelBackend {
  readonly binding: Binding;
  readonly tensorMap: { get(dataId: DataId): TensorRecord; has(dataId: DataId): boolean };
  createOutputTensor(metadata: TensorMetadata): Tensor;
  applyActivation(x: Tensor, activation: string, preluWeights: TensorInfo, leakyReluAlpha: number): Tensor;
  getInputTensorIds(tensors: readonly TensorInfo[]): number[];
  executeMultipleOutputs(
    name: string,
    attributes: readonly OpAttribute[],
    inputs: readonly TensorInfo[],
    outputs: number,
  ): Tensor[];
  executeSingleOutput(
    name: string,
    attributes: readonly OpAttribute[],
    inputs: readonly TensorInfo[],
  ): Tensor;
}
