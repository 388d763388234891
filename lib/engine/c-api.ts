// TensorFlow's C API as typed functions. A pointer is a plain number here: addresses fit one exactly, and koffi
// passes numbers several times faster than pointer objects.
import koffi from 'koffi';
import type { TensorFlowLibrary } from './library-lookup.js';
import { type NativeFunction, SharedLibraries } from './shared-library.js';

/** The address of something TensorFlow owns; 0 is null. */
export type Pointer = number;

/** `TF_Output`: one output of an operation in a graph. */
export interface Endpoint {
  readonly operation: Pointer;
  readonly index: number;
}

/** How each C type crosses: its name for koffi, and its type here. */
const cTypes = {
  void: 'void',
  pointer: 'uintptr_t',
  string: 'const char *',
  strings: 'const char **',
  bytes: 'void *',
  int: 'int',
  int64: 'int64_t',
  size: 'size_t',
  byte: 'uint8_t',
  float: 'float',
  endpoint: koffi.struct({ operation: 'uintptr_t', index: 'int' }),
} as const;

interface CValues {
  void: undefined;
  pointer: Pointer;
  string: string;
  strings: readonly string[];
  bytes: ArrayBufferView | null;
  int: number;
  int64: number;
  size: number;
  byte: number;
  float: number;
  endpoint: Endpoint;
}

type CType = keyof typeof cTypes;
type Signature = readonly [result: CType, ...parameters: CType[]];

/** One line a function: its result, then its parameters. */
const signatures = {
  TF_Version: ['string'],
  TF_NewStatus: ['pointer'],
  TF_DeleteStatus: ['void', 'pointer'],
  TF_SetStatus: ['void', 'pointer', 'int', 'string'],
  TF_GetCode: ['int', 'pointer'],
  TF_Message: ['string', 'pointer'],
  TF_NewBuffer: ['pointer'],
  TF_DeleteBuffer: ['void', 'pointer'],

  TF_AllocateTensor: ['pointer', 'int', 'bytes', 'int', 'size'],
  TF_DeleteTensor: ['void', 'pointer'],
  TF_TensorData: ['pointer', 'pointer'],
  TF_TensorByteSize: ['size', 'pointer'],
  TF_TensorType: ['int', 'pointer'],
  TF_TensorElementCount: ['int64', 'pointer'],
  TF_StringCopy: ['void', 'pointer', 'bytes', 'size'],
  TF_StringGetDataPointer: ['pointer', 'pointer'],
  TF_StringGetSize: ['size', 'pointer'],

  TFE_NewContextOptions: ['pointer'],
  TFE_DeleteContextOptions: ['void', 'pointer'],
  TFE_ContextOptionsSetConfig: ['void', 'pointer', 'bytes', 'size', 'pointer'],
  TFE_NewContext: ['pointer', 'pointer', 'pointer'],
  TFE_EnableCollectiveOps: ['void', 'pointer', 'bytes', 'size', 'pointer'],
  TFE_AbortCollectiveOps: ['void', 'pointer', 'pointer'],
  TFE_CollectiveOpsCheckPeerHealth: ['void', 'pointer', 'string', 'int64', 'pointer'],
  TFE_ContextListDevices: ['pointer', 'pointer', 'pointer'],
  TF_DeviceListCount: ['int', 'pointer'],
  TF_DeviceListName: ['string', 'pointer', 'int', 'pointer'],
  TF_DeviceListType: ['string', 'pointer', 'int', 'pointer'],
  TF_DeleteDeviceList: ['void', 'pointer'],

  TFE_AllocateHostTensor: ['pointer', 'pointer', 'int', 'bytes', 'int', 'pointer'],
  TFE_NewTensorHandle: ['pointer', 'pointer', 'pointer'],
  TFE_DeleteTensorHandle: ['void', 'pointer'],
  TFE_TensorHandleDataType: ['int', 'pointer'],
  TFE_TensorHandleNumDims: ['int', 'pointer', 'pointer'],
  TFE_TensorHandleDim: ['int64', 'pointer', 'int', 'pointer'],
  TFE_TensorHandleResolve: ['pointer', 'pointer', 'pointer'],
  TFE_TensorHandleCopyToDevice: ['pointer', 'pointer', 'pointer', 'string', 'pointer'],

  TFE_NewOp: ['pointer', 'pointer', 'string', 'pointer'],
  TFE_DeleteOp: ['void', 'pointer'],
  TFE_OpAddInput: ['void', 'pointer', 'pointer', 'pointer'],
  TFE_OpSetAttrString: ['void', 'pointer', 'string', 'bytes', 'size'],
  TFE_OpSetAttrInt: ['void', 'pointer', 'string', 'int64'],
  TFE_OpSetAttrIntList: ['void', 'pointer', 'string', 'bytes', 'int'],
  TFE_OpSetAttrFloat: ['void', 'pointer', 'string', 'float'],
  TFE_OpSetAttrFloatList: ['void', 'pointer', 'string', 'bytes', 'int'],
  TFE_OpSetAttrBool: ['void', 'pointer', 'string', 'byte'],
  TFE_OpSetAttrType: ['void', 'pointer', 'string', 'int'],
  TFE_OpSetAttrTypeList: ['void', 'pointer', 'string', 'bytes', 'int'],
  TFE_OpSetAttrShape: ['void', 'pointer', 'string', 'bytes', 'int', 'pointer'],
  TFE_OpSetAttrFunctionName: ['void', 'pointer', 'string', 'bytes', 'size'],
  TFE_Execute: ['void', 'pointer', 'bytes', 'bytes', 'pointer'],

  TF_NewGraph: ['pointer'],
  TF_DeleteGraph: ['void', 'pointer'],
  TF_GraphOperationByName: ['pointer', 'pointer', 'string'],
  TF_NewOperation: ['pointer', 'pointer', 'string', 'string'],
  TF_FinishOperation: ['pointer', 'pointer', 'pointer'],
  TF_AddInput: ['void', 'pointer', 'endpoint'],
  TF_AddInputList: ['void', 'pointer', 'bytes', 'int'],
  TF_AddControlInput: ['void', 'pointer', 'pointer'],
  TF_SetAttrString: ['void', 'pointer', 'string', 'bytes', 'size'],
  TF_SetAttrInt: ['void', 'pointer', 'string', 'int64'],
  TF_SetAttrIntList: ['void', 'pointer', 'string', 'bytes', 'int'],
  TF_SetAttrFloat: ['void', 'pointer', 'string', 'float'],
  TF_SetAttrFloatList: ['void', 'pointer', 'string', 'bytes', 'int'],
  TF_SetAttrBool: ['void', 'pointer', 'string', 'byte'],
  TF_SetAttrType: ['void', 'pointer', 'string', 'int'],
  TF_SetAttrTypeList: ['void', 'pointer', 'string', 'bytes', 'int'],
  TF_SetAttrShape: ['void', 'pointer', 'string', 'bytes', 'int'],
  TF_SetAttrFuncName: ['void', 'pointer', 'string', 'bytes', 'size'],
  TF_SetAttrTensor: ['void', 'pointer', 'string', 'pointer', 'pointer'],
  TF_OperationOutputType: ['int', 'endpoint'],
  TF_GraphGetTensorNumDims: ['int', 'pointer', 'endpoint', 'pointer'],
  TF_GraphGetTensorShape: ['void', 'pointer', 'endpoint', 'bytes', 'int', 'pointer'],
  TF_GraphToFunctionWithControlOutputs: [
    'pointer',
    'pointer',
    'string',
    'byte',
    'int',
    'bytes',
    'int',
    'bytes',
    'int',
    'bytes',
    'pointer',
    'int',
    'bytes',
    'pointer',
    'pointer',
    'pointer',
    'pointer',
  ],
  TF_GraphCopyFunction: ['void', 'pointer', 'pointer', 'pointer', 'pointer'],
  TF_FunctionToFunctionDef: ['void', 'pointer', 'pointer', 'pointer'],
  TF_DeleteFunction: ['void', 'pointer'],
  TFE_ContextAddFunction: ['void', 'pointer', 'pointer', 'pointer'],
  TFE_ContextRemoveFunction: ['void', 'pointer', 'string', 'pointer'],
  TF_GetAllOpList: ['pointer'],
  TF_GetRegisteredKernelsForOp: ['pointer', 'string', 'pointer'],

  TF_NewSessionOptions: ['pointer'],
  TF_DeleteSessionOptions: ['void', 'pointer'],
  TF_LoadSessionFromSavedModel: [
    'pointer',
    'pointer',
    'pointer',
    'string',
    'strings',
    'int',
    'pointer',
    'pointer',
    'pointer',
  ],
  TF_CloseSession: ['void', 'pointer', 'pointer'],
  TF_DeleteSession: ['void', 'pointer', 'pointer'],
  TF_SessionRun: [
    'void',
    'pointer',
    'pointer',
    'bytes',
    'bytes',
    'int',
    'bytes',
    'bytes',
    'int',
    'pointer',
    'int',
    'pointer',
    'pointer',
  ],
} as const satisfies Record<string, Signature>;

type Signatures = typeof signatures;
type Parameters<S> = S extends readonly [CType, ...infer P]
  ? { [I in keyof P]: CValues[P[I] & CType] }
  : never;

/** TensorFlow's C functions by their names. */
export type CApi = {
  readonly [Name in keyof Signatures]: (
    ...values: Parameters<Signatures[Name]>
  ) => CValues[Signatures[Name][0]];
};

/** Loads the libraries and binds every function; one that this TensorFlow lacks fails when it is called. */
export function loadCApi(library: TensorFlowLibrary): CApi {
  const libraries = new SharedLibraries(library.files);
  const bound = Object.entries<Signature>(signatures).map(([name, [result, ...parameters]]) => {
    const found = libraries.find(
      name,
      cTypes[result],
      parameters.map((parameter) => cTypes[parameter]),
    );
    return [name, found ?? missing(name, library)];
  });
  return Object.fromEntries(bound) as CApi;
}

function missing(name: string, library: TensorFlowLibrary): () => never {
  return () => {
    throw new Error(
      `The TensorFlow library in ${library.folder} has no function ${name}. TensorFlow 2.4 or newer is needed.`,
    );
  };
}

/** The same function as a promise: runs on a thread of koffi's, so that JavaScript goes on meanwhile. */
export function callAsync<A extends unknown[], R>(call: (...values: A) => R, ...values: A): Promise<R> {
  return new Promise((resolve, reject) => {
    if (!isNative(call)) return resolve(call(...values)); // one that this TensorFlow lacks: it throws
    call.async(...values, (error: Error | null, result: R) => (error ? reject(error) : resolve(result)));
  });
}

function isNative(call: object): call is NativeFunction {
  return 'async' in call;
}
