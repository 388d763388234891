// TensorFlow.js' Node backend on our binding: its kernels unchanged, what it gets wrong put right.
import { createRequire } from 'node:module';
import type { DataId, DataType, KernelBackend, Tensor, TensorInfo } from '@tensorflow/tfjs';
import { tf } from '../tf.js';
import type { TensorFlowBackend, TensorRecord } from './backend-types.js';
import { Binding } from './binding.js';
import { loadCApi } from './c-api.js';
import { clusterHere } from './cluster/cluster-here.js';
import { dataType } from './data-types.js';
import { registerKernels } from './kernels/register.js';
import type { TensorFlowLibrary } from './library-lookup.js';
import { withQuietNativeLog } from './native-log.js';
import { supplyRemovedUtilities } from './node-utilities.js';
import { isHalf } from './precisions.js';
import { keepSignalsAway } from './signals.js';
import { TensorGarbage } from './tensor-garbage.js';
import type { TensorMetadata } from './tensor-handles.js';
import type { TensorValues } from './tensor-transfer.js';

const require = createRequire(import.meta.url);

type BackendValues = Parameters<KernelBackend['write']>[0];

type BackendClass = new (binding: Binding, packageName: string) => TensorFlowBackend;

// TensorFlow is loaded once in a process; TensorFlow.js may ask for a new backend, as after `engine().reset()`.
let loaded: { binding: Binding; Backend: BackendClass } | undefined;

/** Makes the backend; the first time loads TensorFlow and registers the kernels. */
export function createBackend(library: TensorFlowLibrary): TensorFlowBackend {
  loaded ??= load(library);
  return new loaded.Backend(loaded.binding, '@tensorflow/tfjs-node-gpu');
}

function load(library: TensorFlowLibrary): { binding: Binding; Backend: BackendClass } {
  supplyRemovedUtilities();
  keepSignalsAway();
  const binding = withQuietNativeLog(() => new Binding(loadCApi(library), clusterHere()));
  require('@tensorflow/tfjs-node-gpu/dist/register_all_kernels');
  registerKernels();
  const { NodeJSKernelBackend } = require('@tensorflow/tfjs-node-gpu/dist/nodejs_kernel_backend');
  return { binding, Backend: corrected(NodeJSKernelBackend) };
}

// A function of its base, because the base comes with all of tfjs-node: loaded only when it is needed.
function corrected(Base: BackendClass): BackendClass {
  return class extends Base {
    readonly #garbage: TensorGarbage;
    // Tensors made from values during a trace: theirs belong into the graph.
    readonly #tracedValues = new WeakSet<DataId>();

    constructor(binding: Binding, packageName: string) {
      super(binding, packageName);
      this.#garbage = new TensorGarbage(binding);
    }

    override move(dataId: DataId, values: BackendValues, shape: number[], dtype: DataType, refCount: number) {
      super.move(dataId, values, shape, dtype, refCount);
      this.#garbage.watch(dataId, this.tensorMap.get(dataId));
      if (this.binding.recorder) this.#tracedValues.add(dataId);
    }

    override disposeData(dataId: DataId, force?: boolean): boolean {
      const record = this.tensorMap.has(dataId) ? this.tensorMap.get(dataId) : undefined;
      const isGone = super.disposeData(dataId, force);
      if (isGone && record) this.#garbage.forget(dataId, record);
      return isGone;
    }

    override getInputTensorIds(tensors: readonly TensorInfo[]): number[] {
      const numbers = new Array<number>(tensors.length);
      for (let index = 0; index < tensors.length; index++) numbers[index] = this.#numberOf(tensors[index]!);
      return numbers;
    }

    #numberOf(tensor: TensorInfo): number {
      const { dataId } = tensor;
      // tfjs-node's Int64Scalar has a value only.
      if (dataId === undefined) return super.getInputTensorIds([tensor])[0]!;
      if (!this.tensorMap.has(dataId) && !isLive(dataId)) {
        throw new Error('A tensor is used that was disposed of.');
      }
      const record = this.tensorMap.get(dataId);
      if (record.values != null) this.#upload(dataId, record);
      this.binding.recorder?.noteOwner(record.id, dataId);
      return record.id;
    }

    // Values made before a trace are handed to TensorFlow itself, so that the trace finds a tensor that stays.
    #upload(dataId: DataId, record: TensorRecord): void {
      const { shape, dtype, values } = record as TensorRecord & { values: TensorValues };
      const { recorder } = this.binding;
      if (recorder && this.#tracedValues.has(dataId)) {
        record.id = recorder.createTensor(shape, dtype, values);
        // One that outlives the trace, kept by its maker, has its values again.
        recorder.atEnd(() => Object.assign(record, { id: -1, values }));
      } else record.id = this.binding.upload(shape, dtype, values);
      this.binding.precisions.noteValues(record.id, dtype, shape);
      record.values = null;
    }

    // Every tensor is freed exactly when TensorFlow.js says so: the engine's counts are the truth.
    override memory(): { unreliable: boolean } {
      return { unreliable: false };
    }

    // TensorFlow.js has no int64, which the base class says on the console each time, and no floats of 16 bits.
    override createOutputTensor(metadata: TensorMetadata): Tensor {
      const { id, dtype } = metadata;
      this.binding.precisions.note(id, dtype);
      const shown = dtype === dataType.int64 ? dataType.int32 : isHalf(dtype) ? dataType.float : dtype;
      const tensor = super.createOutputTensor(shown === dtype ? metadata : { ...metadata, dtype: shown });
      this.#garbage.watch(tensor.dataId, this.tensorMap.get(tensor.dataId));
      return tensor;
    }
  };
}

function isLive(dataId: DataId): boolean {
  return tf.engine().state.tensorInfo.has(dataId);
}
