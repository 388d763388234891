// TensorFlow.js' Node backend on our binding: its kernels unchanged, what it gets wrong put right.
import { createRequire } from 'node:module';
import type { DataId, KernelBackend, Tensor } from '@tensorflow/tfjs';
import { Binding } from './binding.js';
import { loadCApi } from './c-api.js';
import { dataType } from './data-types.js';
import type { TensorFlowLibrary } from './library-lookup.js';
import { withQuietNativeLog } from './native-log.js';
import { supplyRemovedUtilities } from './node-utilities.js';
import type { TensorMetadata } from './tensor-handles.js';

const require = createRequire(import.meta.url);

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
  readonly tensorMap: { get(dataId: DataId): TensorRecord };
  createOutputTensor(metadata: TensorMetadata): Tensor;
}

type BackendClass = new (binding: Binding, packageName: string) => TensorFlowBackend;

/** Loads TensorFlow and makes the backend; its kernels are registered on the way. */
export function createBackend(library: TensorFlowLibrary): TensorFlowBackend {
  supplyRemovedUtilities();
  const binding = withQuietNativeLog(() => new Binding(loadCApi(library)));
  require('@tensorflow/tfjs-node-gpu/dist/register_all_kernels');
  const Backend = mended(require('@tensorflow/tfjs-node-gpu/dist/nodejs_kernel_backend').NodeJSKernelBackend);
  return new Backend(binding, '@tensorflow/tfjs-node-gpu');
}

// A function of its base, because the base comes with all of tfjs-node: loaded only when it is needed.
function mended(Base: BackendClass): BackendClass {
  return class extends Base {
    // Every tensor is freed exactly when TensorFlow.js says so: the engine's counts are the truth.
    override memory(): { unreliable: boolean } {
      return { unreliable: false };
    }

    // TensorFlow.js has no int64; the base class says so on the console each time.
    override createOutputTensor(metadata: TensorMetadata): Tensor {
      const dtype = metadata.dtype === dataType.int64 ? dataType.int32 : metadata.dtype;
      return super.createOutputTensor({ ...metadata, dtype });
    }
  };
}
