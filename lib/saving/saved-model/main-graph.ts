// The graph of a SavedModel: variables, what fills them from the checkpoint, and the signatures, for all that runs a model
// by names: TensorFlow Serving, the C API, `loadSavedModel`. Source: tensorflow/core/framework/graph.proto.
import { dataType } from '../../engine/data-types.js';
import { bytes, entry, text, varint } from '../../engine/protobuf.js';
import { type Contents, type Signature, type StoredVariable, signaturesOf, variablesOf } from './contents.js';
import { flatOf, shapeMessage, type TensorSpec } from './messages.js';

/** The version of graphs that TensorFlow 2.21 writes, and the oldest reader that understands them. */
const versions = bytes(4, varint(1, 2474), varint(2, 12));

/** The graph, and the names of its parts. */
export interface MainGraph {
  /** A `GraphDef`. */
  readonly graph: Buffer;
  /** A `SaverDef`. */
  readonly saver: Buffer;
  /** `SignatureDef`s by name. */
  readonly signatures: readonly (readonly [name: string, definition: Buffer])[];
}

export function mainGraph(contents: Contents, keyOf: (variable: StoredVariable) => string): MainGraph {
  const variables = variablesOf(contents);
  const handles = new Map(variables.map((one, i) => [one, `variable_${i}`]));
  const signatures = signaturesOf(contents);
  const nodes = [
    ...variables.map((one) => variableHandle(handles.get(one)!, one)),
    ...checkpointNodes(variables, handles, keyOf),
    ...signatures.flatMap((one) => signatureNodes(one, handles)),
    node('init', 'NoOp', []),
  ];
  const library = [...contents.endpoints.map(({ definition }) => definition), ...signatures.map(wrapper)];
  return {
    graph: Buffer.concat([
      ...nodes.map((one) => bytes(1, one)),
      bytes(2, ...library.map((one) => bytes(1, one))),
      versions,
    ]),
    saver: Buffer.concat([
      text(1, 'saver_filename:0'),
      text(2, 'saved_to:0'),
      text(3, 'restored'),
      varint(7, 2),
    ]),
    signatures: [
      ...signatures.map((one) => [one.name, signatureDefinition(one)] as const),
      ['__saved_model_init_op', initDefinition()],
    ],
  };
}

/** Attributes of a node by name, each an `AttrValue`. */
type Attributes = Readonly<Record<string, Buffer>>;

const value = {
  type: (type: number): Buffer => varint(6, type),
  types: (types: readonly number[]): Buffer => bytes(1, ...types.map((type) => varint(6, type))),
  shape: (shape: readonly number[]): Buffer => bytes(7, shapeMessage(shape)),
  text: (content: string): Buffer => text(2, content),
  function: (name: string): Buffer => bytes(10, text(1, name)),
  texts: (contents: readonly string[], shape: readonly number[]): Buffer =>
    bytes(
      8,
      varint(1, dataType.string),
      bytes(2, shapeMessage(shape)),
      ...contents.map((one) => text(8, one)),
    ),
};

/** A `NodeDef`. */
function node(name: string, op: string, inputs: readonly string[], attributes: Attributes = {}): Buffer {
  return Buffer.concat([
    text(1, name),
    text(2, op),
    ...inputs.map((input) => text(3, input)),
    ...Object.entries(attributes).map(([key, content]) => entry(5, key, [content])),
  ]);
}

function variableHandle(handle: string, { dtype, shape, name }: StoredVariable): Buffer {
  return node(handle, 'VarHandleOp', [], {
    dtype: value.type(dtype),
    shape: value.shape(shape),
    shared_name: value.text(handle),
    debug_name: value.text(name),
  });
}

type Handles = ReadonlyMap<StoredVariable, string>;

/** Fills variables from the files whose name is given, and writes such files. */
function checkpointNodes(
  variables: readonly StoredVariable[],
  handles: Handles,
  keyOf: (variable: StoredVariable) => string,
): Buffer[] {
  const filename = node('saver_filename', 'Placeholder', [], {
    dtype: value.type(dataType.string),
    shape: value.shape([]),
  });
  const nothing = [
    node('restored', 'NoOp', []),
    node('saved_to', 'Identity', ['saver_filename'], { T: value.type(dataType.string) }),
  ];
  if (variables.length === 0) return [filename, ...nothing];
  const texts = (name: string, contents: readonly string[]) =>
    node(name, 'Const', [], {
      dtype: value.type(dataType.string),
      value: value.texts(contents, [contents.length]),
    });
  const dtypes = value.types(variables.map(({ dtype }) => dtype));
  const restore = variables.flatMap((one, i) => [
    node(`restore_${i}`, 'AssignVariableOp', [handles.get(one)!, `restore:${i}`], {
      dtype: value.type(one.dtype),
    }),
    node(`read_${i}`, 'ReadVariableOp', [handles.get(one)!], { dtype: value.type(one.dtype) }),
  ]);
  const files = ['saver_filename', 'checkpoint_keys', 'whole_tensors'];
  return [
    filename,
    texts('checkpoint_keys', variables.map(keyOf)),
    texts(
      'whole_tensors',
      variables.map(() => ''),
    ),
    node('restore', 'RestoreV2', files, { dtypes }),
    ...restore,
    node(
      'restored',
      'NoOp',
      variables.map((_, i) => `^restore_${i}`),
    ),
    node('save', 'SaveV2', [...files, ...variables.map((_, i) => `read_${i}`)], { dtypes }),
    node('saved_to', 'Identity', ['saver_filename', '^save'], { T: value.type(dataType.string) }),
  ];
}

/** Places for a signature's inputs, and its call. */
function signatureNodes(signature: Signature, handles: Handles): Buffer[] {
  const { functionName, endpoint, inputs, outputs } = signature;
  const resources = endpoint.variables.map((one) => handles.get(one)!);
  return [
    ...inputs.map(({ dtype, shape }, i) =>
      node(placeOf(signature, i), 'Placeholder', [], { dtype: value.type(dtype), shape: value.shape(shape) }),
    ),
    node(
      callOf(signature),
      'StatefulPartitionedCall',
      [...inputs.map((_, i) => placeOf(signature, i)), ...resources],
      { ...callTypes(inputs, resources.length, outputs), f: value.function(functionName) },
    ),
  ];
}

const placeOf = (signature: Signature, input: number): string => `${nodeName(signature)}_input_${input}`;
const callOf = (signature: Signature): string => `${nodeName(signature)}_call`;
/** By the function: signatures may be named as nodes may not, and several may come to one such name. */
const nodeName = ({ functionName }: Signature): string => `signature${functionName}`;

function callTypes(
  inputs: readonly TensorSpec[],
  resources: number,
  outputs: readonly TensorSpec[],
): Attributes {
  return {
    Tin: value.types([...inputs.map(({ dtype }) => dtype), ...Array(resources).fill(dataType.resource)]),
    Tout: value.types(outputs.map(({ dtype }) => dtype)),
    config_proto: value.text(''),
  };
}

/** The function of a signature: its inputs and outputs by name, the endpoint's function within. */
function wrapper({ functionName, endpoint, inputs, outputs }: Signature): Buffer {
  const argument = (name: string, type: number): Buffer[] => [text(1, name), varint(3, type)];
  const resources = endpoint.variables.map((_, i) => `resource_${i}`);
  const definition = Buffer.concat([
    text(1, functionName),
    ...inputs.map(({ dtype }, i) => bytes(2, ...argument(`input_${i}`, dtype))),
    ...resources.map((name) => bytes(2, ...argument(name, dataType.resource))),
    ...outputs.map(({ dtype }, i) => bytes(3, ...argument(`output_${i}`, dtype))),
    text(20, 'call'),
    varint(17, 1),
  ]);
  const own = endpoint.inputs.flatMap(flatOf);
  const given = own.map((_, place) => `input_${inputs.findIndex((one) => one.place === place)}`);
  const call = node('call', 'StatefulPartitionedCall', [...given, ...resources], {
    ...callTypes(own, resources.length, flatOf(endpoint.outputs)),
    f: value.function(endpoint.functionName),
  });
  return Buffer.concat([
    bytes(1, definition),
    bytes(3, call),
    ...outputs.map(({ place }, i) => mapText(4, `output_${i}`, `call:output:${place}`)),
    mapText(6, 'call', 'call'),
  ]);
}

const mapText = (field: number, key: string, content: string): Buffer =>
  bytes(field, text(1, key), text(2, content));

function signatureDefinition(signature: Signature): Buffer {
  const { inputs, outputs } = signature;
  const info = (place: string, { dtype, shape }: TensorSpec): Buffer[] => [
    text(1, place),
    varint(2, dtype),
    bytes(3, shapeMessage(shape)),
  ];
  return Buffer.concat([
    ...inputs.map((one, i) => entry(1, one.name, info(`${placeOf(signature, i)}:0`, one))),
    ...outputs.map((one, i) => entry(2, one.name, info(`${callOf(signature)}:${i}`, one))),
    text(3, 'tensorflow/serving/predict'),
  ]);
}

/** Nothing is to be made ready but the variables. */
function initDefinition(): Buffer {
  return entry(2, '__saved_model_init_op', [text(1, 'init'), bytes(3, varint(3, 1))]);
}
