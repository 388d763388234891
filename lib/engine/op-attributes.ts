// Attributes of an op, in the form TensorFlow.js' kernels give them.
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
  resource: 9,
} as const;

/** An op's attribute as TFEOpAttr describes it. */
export interface OpAttribute {
  readonly name: string;
  readonly type: number;
  readonly value: unknown;
}

const setters: Partial<Record<number, (api: CApi, op: Pointer, name: string, value: unknown) => boolean>> = {
  [attributeType.string](api, op, name, value) {
    if (typeof value !== 'string') return false;
    const bytes = Buffer.from(value);
    api.TFE_OpSetAttrString(op, name, bytes, bytes.length);
    return true;
  },
  [attributeType.int](api, op, name, value) {
    if (typeof value === 'number') api.TFE_OpSetAttrInt(op, name, Math.trunc(value));
    else if (isNumbers(value)) api.TFE_OpSetAttrIntList(op, name, dimensions(value), value.length);
    else return false;
    return true;
  },
  [attributeType.float](api, op, name, value) {
    if (typeof value === 'number') api.TFE_OpSetAttrFloat(op, name, value);
    else if (isNumbers(value)) api.TFE_OpSetAttrFloatList(op, name, Float32Array.from(value), value.length);
    else return false;
    return true;
  },
  [attributeType.bool](api, op, name, value) {
    if (typeof value !== 'boolean') return false;
    api.TFE_OpSetAttrBool(op, name, value ? 1 : 0);
    return true;
  },
  [attributeType.type](api, op, name, value) {
    if (typeof value === 'number') api.TFE_OpSetAttrType(op, name, value);
    else if (isNumbers(value)) api.TFE_OpSetAttrTypeList(op, name, Int32Array.from(value), value.length);
    else return false;
    return true;
  },
};

/** Sets one attribute of an eager op, or says which value is wrong. */
export function setOpAttribute(
  api: CApi,
  status: Status,
  op: Pointer,
  opName: string,
  attribute: OpAttribute,
): void {
  const { name, type, value } = attribute;
  if (type === attributeType.shape && isNumbers(value)) {
    api.TFE_OpSetAttrShape(op, name, dimensions(value), value.length, status.pointer);
    status.check(() => `set the shape ${name} of ${opName}`);
  } else if (!setters[type]?.(api, op, name, value)) {
    throw new Error(`${opName}'s attribute ${name} of kind ${kindName(type)} cannot be ${inspect(value)}.`);
  }
}

function isNumbers(value: unknown): value is number[] {
  return Array.isArray(value) && value.every((item) => typeof item === 'number');
}

function kindName(type: number): string {
  return Object.entries(attributeType).find(([, number]) => number === type)?.[0] ?? String(type);
}

function inspect(value: unknown): string {
  return JSON.stringify(value) ?? String(value);
}
