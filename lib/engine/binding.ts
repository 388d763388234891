// The binding that TensorFlow.js' Node backend expects of its native add-on, over the C API instead.
import type { TFJSBinding } from '@tensorflow/tfjs-node-gpu/dist/tfjs_binding.js';
import type { CApi, Pointer } from './c-api.js';
import type { Cluster } from './cluster/cluster.js';
import { dataType } from './data-types.js';
import { EagerContext } from './eager-context.js';
import { attributeType, type OpAttribute } from './op-attributes.js';
import { Precisions } from './precisions.js';
import { RegisteredKernels } from './registered-kernels.js';
import { SavedModels } from './saved-models.js';
import { TensorHandles, type TensorMetadata } from './tensor-handles.js';
import { TensorTransfer, type TensorValues } from './tensor-transfer.js';
import { Graph } from './tracing/graph.js';
import { OpDefinitions } from './tracing/op-definitions.js';
import { Recorder } from './tracing/recorder.js';

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
  /** Which tensors are of 16 bits. */
  readonly precisions: Precisions;
  /** Set while a function is traced: takes ops and new tensors in TensorFlow's place. */
  recorder: Recorder | undefined;
  readonly #transfer: TensorTransfer;
  #definitions: OpDefinitions | undefined;
  readonly #savedModels: SavedModels;
  readonly #gpu: string | undefined;

  constructor(
    readonly api: CApi,
    cluster?: Cluster,
  ) {
    this.TF_Version = api.TF_Version();
    this.context = new EagerContext(api, undefined, cluster);
    this.handles = new TensorHandles(this.context);
    this.#transfer = new TensorTransfer(api, this.context.status, this.context.pointer);
    this.#savedModels = new SavedModels(this.context);
    this.#gpu = this.context.devices.find((device) => device.type === 'GPU')?.name;
    this.precisions = this.#makePrecisions();
  }

  createTensor(shape: number[], dtype: number, values: TensorValues): number {
    return this.recorder?.createTensor(shape, dtype, values) ?? this.upload(shape, dtype, values);
  }

  /** A tensor with a value, also during a trace. */
  upload(shape: readonly number[], dtype: number, values: TensorValues): number {
    return this.handles.add(this.handleOf(shape, dtype, values));
  }

  /** TensorFlow's handle of a new tensor. */
  handleOf(shape: readonly number[], dtype: number, values: TensorValues): Pointer {
    const { api, context } = this;
    const tensor = this.#transfer.toTensor(shape, dtype, values);
    const handle = api.TFE_NewTensorHandle(tensor, context.status.pointer);
    api.TF_DeleteTensor(tensor);
    context.status.check(() => `take a tensor of shape [${shape}]`);
    return dtype === dataType.float ? this.#onDevice(handle) : handle;
  }

  deleteTensor(id: number): void {
    this.handles.delete(id);
    if (this.precisions.areUsed) this.precisions.forget(id);
  }

  tensorDataSync(id: number): Values {
    return (this.recorder?.tensorDataSync(id) ?? this.download(id)) as Values;
  }

  /** The values of a tensor that has them, also during a trace. */
  download(id: number): ReturnType<TensorTransfer['fromTensor']> {
    if (this.precisions.typeOf(id) !== undefined) return this.#downloadWide(id);
    const { api, context } = this;
    const tensor = api.TFE_TensorHandleResolve(this.handles.get(id), context.status.pointer);
    context.status.check(() => 'compute a value');
    try {
      return this.#transfer.fromTensor(tensor);
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
    return this.precisions.areUsed
      ? this.precisions.executeOp(name, attributes, inputs, outputs)
      : this.#run(name, attributes, inputs, outputs);
  }

  #run(
    name: string,
    attributes: readonly OpAttribute[],
    inputs: number[],
    outputs: number,
  ): TensorMetadata[] {
    if (this.recorder) return this.recorder.executeOp(name, attributes, inputs, outputs);
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

  createGraph(): Graph {
    return new Graph(this.api, this.#knownOps());
  }

  /** A recorder for a new graph; `changeable` are the numbers of tensors whose values may not be relied on. */
  createRecorder(changeable: Iterable<number>): Recorder {
    const outside = {
      describe: (id: number) => this.handles.describe(id),
      read: (id: number) => this.download(id),
    };
    return new Recorder(this.api, this.createGraph(), this.#transfer, outside, changeable);
  }

  #knownOps(): OpDefinitions {
    this.#definitions ??= new OpDefinitions(this.api);
    return this.#definitions;
  }

  #makePrecisions(): Precisions {
    let kernels: RegisteredKernels | undefined;
    const devices = ['CPU', ...(this.#gpu === undefined ? [] : ['GPU'])];
    return new Precisions({
      run: (name, attributes, inputs, outputs) => this.#run(name, attributes, inputs, outputs),
      free: (id) => this.deleteTensor(id),
      definitions: () => this.#knownOps(),
      kernels: () => {
        kernels ??= new RegisteredKernels(this.api, this.context.status, devices);
        return kernels;
      },
    });
  }

  /** The values of a tensor of 16 bits, also during a trace. */
  #downloadWide(id: number): ReturnType<TensorTransfer['fromTensor']> {
    const attributes = [{ name: 'DstT', type: attributeType.type, value: dataType.float }];
    const [wide] = this.context.execute('Cast', attributes, [this.handles.get(id)], 1);
    const own = this.handles.add(wide!);
    try {
      return this.download(own);
    } finally {
      this.handles.delete(own);
    }
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
