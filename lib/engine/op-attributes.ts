// Attributes of an op, in the form TensorFlow.js' kernels give them, set on an eager op or on a graph's node.
import type { CApi, Pointer } from './c-api.js';
import type { Status } from './status.js';
import { dimensions } from './tensor-transfer.js';

/** Attribute kinds by TF_AttrType's numbers; `resource` is TensorFlow.js' own. */
export const attributeType = {
  string: 0,
  int: 1,
  float: 2,
  bool: 3,
  type: 4,
  shape: 5,
  function: 8,
  resource: 9,
} as const;

/** An op's attribute as TFEOpAttr describes it. */
export interface OpAttribute {
  readonly name: string;
  readonly type: number;
  readonly value: unknown;
}

type SetScalar<V> = (op: Pointer, name: string, value: V) => undefined;
type SetList = (op: Pointer, name: string, values: ArrayBufferView | null, length: number) => undefined;

/** The C API sets attributes of eager ops and of graph nodes by functions of different names. */
interface AttributeTarget {
  readonly string: SetList;
  readonly int: SetScalar<number>;
  readonly intList: SetList;
  readonly float: SetScalar<number>;
  readonly floatList: SetList;
  readonly bool: SetScalar<number>;
  readonly type: SetScalar<number>;
  readonly typeList: SetList;
  readonly shape: (op: Pointer, name: string, sizes: BigInt64Array, rank: number, status: Pointer) => void;
  readonly functionName: SetList;
}

export function eagerAttributes(api: CApi): AttributeTarget {
  return {
    string: api.TFE_OpSetAttrString,
    int: api.TFE_OpSetAttrInt,
    intList: api.TFE_OpSetAttrIntList,
    float: api.TFE_OpSetAttrFloat,
    floatList: api.TFE_OpSetAttrFloatList,
    bool: api.TFE_OpSetAttrBool,
    type: api.TFE_OpSetAttrType,
    typeList: api.TFE_OpSetAttrTypeList,
    shape: api.TFE_OpSetAttrShape,
    functionName: api.TFE_OpSetAttrFunctionName,
  };
}

export function graphAttributes(api: CApi): AttributeTarget {
  return {
    string: api.TF_SetAttrString,
    int: api.TF_SetAttrInt,
    intList: api.TF_SetAttrIntList,
    float: api.TF_SetAttrFloat,
    floatList: api.TF_SetAttrFloatList,
    bool: api.TF_SetAttrBool,
    type: api.TF_SetAttrType,
    typeList: api.TF_SetAttrTypeList,
    shape: (op, name, sizes, rank) => api.TF_SetAttrShape(op, name, sizes, rank),
    functionName: api.TF_SetAttrFuncName,
  };
}

/** Sets one attribute, or says which value is wrong. */
export function setAttribute(
  target: AttributeTarget,
  status: Status,
  op: Pointer,
  opName: string,
  attribute: OpAttribute,
): void {
  if (!isSet(target, status, op, attribute)) {
    const { name, type, value } = attribute;
    throw new Error(
      `${opName}'s attribute ${name} of kind ${kindName(type)} cannot be ${JSON.stringify(value) ?? value}.`,
    );
  }
  status.check(() => `set ${opName}'s attribute ${attribute.name}`);
}

function isSet(target: AttributeTarget, status: Status, op: Pointer, attribute: OpAttribute): boolean {
  const { name, type, value } = attribute;
  if (typeof value === 'number') return setNumber(target, op, name, type, value);
  if (typeof value === 'string') return setText(target, op, name, type, value);
  if (typeof value === 'boolean') {
    if (type !== attributeType.bool) return false;
    target.bool(op, name, value ? 1 : 0);
    return true;
  }
  return isNumbers(value) && setNumbers(target, status, op, name, type, value);
}

function setNumber(target: AttributeTarget, op: Pointer, name: string, type: number, value: number): boolean {
  if (type === attributeType.int) target.int(op, name, Math.trunc(value));
  else if (type === attributeType.float) target.float(op, name, value);
  else if (type === attributeType.type) target.type(op, name, value);
  else return false;
  return true;
}

function setText(target: AttributeTarget, op: Pointer, name: string, type: number, value: string): boolean {
  const bytes = Buffer.from(value);
  if (type === attributeType.string) target.string(op, name, bytes, bytes.length);
  else if (type === attributeType.function) target.functionName(op, name, bytes, bytes.length);
  else return false;
  return true;
}

function setNumbers(
  target: AttributeTarget,
  status: Status,
  op: Pointer,
  name: string,
  type: number,
  values: number[],
): boolean {
  const { length } = values;
  if (type === attributeType.int) target.intList(op, name, dimensions(values), length);
  else if (type === attributeType.float) target.floatList(op, name, Float32Array.from(values), length);
  else if (type === attributeType.type) target.typeList(op, name, Int32Array.from(values), length);
  else if (type === attributeType.shape) target.shape(op, name, dimensions(values), length, status.pointer);
  else return false;
  return true;
}

function isNumbers(value: unknown): value is number[] {
  return Array.isArray(value) && value.every((item) => typeof item === 'number');
}

function kindName(type: number): string {
  return Object.entries(attributeType).find(([, number]) => number === type)?.[0] ?? String(type);
}
