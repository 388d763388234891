// The binding that TensorFlow.js' Node backend expects of its native add-on, over the C API instead.
import type { TFJSBinding } from '@tensorflow/tfjs-node-gpu/dist/tfjs_binding.js';
import type { CApi } from './c-api.js';
import { dataType } from './data-types.js';
import { EagerContext } from './eager-context.js';
import { attributeType, type OpAttribute } from './op-attributes.js';
import { SavedModels } from './saved-models.js';
import { TensorHandles, type TensorMetadata } from './tensor-handles.js';
import { TensorTransfer, type TensorValues } from './tensor-transfer.js';

type Values = ReturnType<TFJSBinding['tensorDataSync']>;

export class Binding implements TFJSBinding {
  readonly TF_FLOAT = dataType.float;
  readonly TF_INT32 = dataType.int32;
  readonly TF_INT64 = dataType.int64;
  readonly TF_BOOL = dataType.bool;
  readonly TF_COMPLEX64 = dataType.complex64;
  readonly TF_STRING = dataType.string;
  readonly TF_RESOURCE = dataType.resource;
  readonly TF_UINT8 = dataType.uint8;
  readonly TF_ATTR_STRING = attributeType.string;
  readonly TF_ATTR_INT = attributeType.int;
  readonly TF_ATTR_FLOAT = attributeType.float;
  readonly TF_ATTR_BOOL = attributeType.bool;
  readonly TF_ATTR_TYPE = attributeType.type;
  readonly TF_ATTR_SHAPE = attributeType.shape;
  readonly TF_ATTR_RESOURCE = attributeType.resource;
  readonly TF_Version: string;

  // Classes in the native add-on, which builds them; here they only complete the interface.
  readonly TensorMetadata = class {
    id = -1;
    shape: number[] = [];
    dtype = -1;
  };
  readonly TFEOpAttr = class {
    name = '';
    type = -1;
    value: OpAttributeValue = 0;
  };

  readonly context: EagerContext;
  readonly handles: TensorHandles;
  readonly #transfer: TensorTransfer;
  readonly #savedModels: SavedModels;
  readonly #gpu: string | undefined;

  constructor(readonly api: CApi) {
    this.TF_Version = api.TF_Version();
    this.context = new EagerContext(api);
    this.handles = new TensorHandles(this.context);
    this.#transfer = new TensorTransfer(api, this.context.status, this.context.pointer);
    this.#savedModels = new SavedModels(this.context);
    this.#gpu = this.context.devices.find((device) => device.type === 'GPU')?.name;
  }

  createTensor(shape: number[], dtype: number, values: TensorValues): number {
    const { api, context } = this;
    const tensor = this.#transfer.toTensor(shape, dtype, values);
    const handle = api.TFE_NewTensorHandle(tensor, context.status.pointer);
    api.TF_DeleteTensor(tensor);
    context.status.check(() => `take a tensor of shape [${shape}]`);
    return this.handles.add(dtype === dataType.float ? this.#onDevice(handle) : handle);
  }

  deleteTensor(id: number): void {
    this.handles.delete(id);
  }

  tensorDataSync(id: number): Values {
    const { api, context } = this;
    const tensor = api.TFE_TensorHandleResolve(this.handles.get(id), context.status.pointer);
    context.status.check(() => 'compute a value');
    try {
      return this.#transfer.fromTensor(tensor) as Values;
    } finally {
      api.TF_DeleteTensor(tensor);
    }
  }

  executeOp(
    name: string,
    attributes: readonly OpAttribute[],
    inputs: number[],
    outputs: number,
  ): TensorMetadata[] {
    const handles = inputs.map((id) => this.handles.get(id));
    return this.handles.addOutputs(this.context.execute(name, attributes, handles, outputs));
  }

  loadSavedModel(folder: string, tags: string): number {
    return this.#savedModels.load(folder, tags);
  }

  deleteSavedModel(id: number): void {
    this.#savedModels.delete(id);
  }

  runSavedModel(id: number, inputs: number[], inputNames: string, outputNames: string): TensorMetadata[] {
    const handles = inputs.map((input) => this.handles.get(input));
    return this.handles.addOutputs(this.#savedModels.run(id, handles, inputNames, outputNames));
  }

  getNumOfSavedModels(): number {
    return this.#savedModels.size;
  }

  getNumOfTensors(): number {
    return this.handles.size;
  }

  isUsingGpuDevice(): boolean {
    return this.#gpu !== undefined;
  }

  // Copied to the GPU once, where every op that reads it would otherwise copy it again.
  #onDevice(handle: number): number {
    if (this.#gpu === undefined) return handle;
    const { api, context } = this;
    const moved = api.TFE_TensorHandleCopyToDevice(
      handle,
      context.pointer,
      this.#gpu,
      context.status.pointer,
    );
    api.TFE_DeleteTensorHandle(handle);
    context.status.check(() => `copy a tensor to ${this.#gpu}`);
    return moved;
  }
}

type OpAttributeValue = OpAttribute['value'] & (boolean | number | object | string | number[]);
