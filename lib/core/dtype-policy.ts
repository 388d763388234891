// In which type a layer computes, and in which it keeps its weights. Keras: `keras.DTypePolicy`.
import { type Precision, useHalves } from '../precision.js';
import { received } from './messages.js';
import { unknownName } from './names.js';

/** Names of policies. */
export type DTypePolicyName = 'float32' | 'mixed_bfloat16' | 'mixed_float16';

const computing: Readonly<Record<DTypePolicyName, Precision>> = {
  float32: 'float32',
  mixed_bfloat16: 'bfloat16',
  mixed_float16: 'float16',
};

const names = Object.keys(computing) as DTypePolicyName[];

let current: DTypePolicy | undefined;

/**
 * What a layer computes in, and what its weights are kept in: `'float32'` for both, or `'mixed_bfloat16'` and
 * `'mixed_float16'`, which compute in 16 bits with weights of float32. Goes where a name goes: `dtype` of a layer,
 * `config.setDtypePolicy`. A tensor that a layer computed in 16 bits reads as `dtype` float32, since TensorFlow.js has no other
 * floats; its numbers are those of 16 bits. Numbers are Keras'; on a processor it is no faster, and mostly slower.
 * Keras: `DTypePolicy`.
 * @param name default: the one that is set for all layers
 * @throws where floats of 16 bits need TensorFlow and another engine computes, and for any other name
 * @example new dtypePolicies.DTypePolicy('mixed_bfloat16').computeDtype // 'bfloat16'
 */
export class DTypePolicy {
  /** Makes it of what {@link getConfig} gave. */
  static fromConfig({ name }: { name: DTypePolicyName }): DTypePolicy {
    return new DTypePolicy(name);
  }

  readonly name: DTypePolicyName;

  constructor(name: DTypePolicyName = dtypePolicy().name) {
    checkName('DTypePolicy', name);
    if (name !== 'float32') useHalves(`DTypePolicy '${name}'`);
    this.name = name;
  }

  /** What layers compute in. */
  get computeDtype(): Precision {
    return computing[this.name];
  }

  /** What weights are kept in. */
  get variableDtype(): 'float32' {
    return 'float32';
  }

  /** How weights are quantized: not. */
  get quantizationMode(): null {
    return null;
  }

  getConfig(): { name: DTypePolicyName } {
    return { name: this.name };
  }
}

/**
 * The policy of layers that are made without a `dtype`. Keras: `config.dtype_policy`.
 * @example config.dtypePolicy().name // 'float32'
 */
export function dtypePolicy(): DTypePolicy {
  current ??= new DTypePolicy('float32');
  return current;
}

/**
 * Sets the policy of layers that are made from here on without a `dtype`. Keras: `config.set_dtype_policy`.
 * @param policy a name, or a policy
 * @throws as {@link DTypePolicy} does
 * @example
 * config.setDtypePolicy('mixed_bfloat16');
 * layers.dense({ units: 4 }).getConfig().dtype; // 'mixed_bfloat16'
 * config.setDtypePolicy('float32');
 */
export function setDtypePolicy(policy: DTypePolicyName | DTypePolicy): void {
  current = policy instanceof DTypePolicy ? policy : new DTypePolicy(policy);
}

export const isPolicyName = (name: unknown): name is DTypePolicyName =>
  typeof name === 'string' && Object.hasOwn(computing, name);

function checkName(where: string, name: unknown): asserts name is DTypePolicyName {
  if (isPolicyName(name)) return;
  if (typeof name !== 'string')
    throw new Error(`${where}: name must be one of '${names.join("', '")}'. Received: ${received(name)}.`);
  if (name === 'float16' || name === 'bfloat16')
    throw new Error(
      `${where}: weights of 16 bits are not available here. Expected one of '${names.join("', '")}'. Received: '${name}'. ` +
        `Use 'mixed_${name}', which computes in ${name} with weights of float32.`,
    );
  throw unknownName(where, name, names);
}
