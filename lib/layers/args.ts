// Options that many layers share, and how they reach tfjs: Keras' names and defaults in, tfjs' out.

import type { Initializer } from '../initializers/initializer.js';
import { type InitializerName, toInitializer } from '../initializers/initializers.js';
import { type RegularizerName, toRegularizer } from '../regularizers/regularizers.js';
import type { tf } from '../tf.js';
import { type ActivationName, activationName } from './activations.js';
import { checkArgs, checkKnown, explain } from './check-args.js';
import './input-axes.js';
import type { Layer } from './layer.js';
import { nextName } from './layer-names.js';

/** What every layer takes. */
export interface LayerArgs {
  /** Shape of one sample, for a model's first layer. */
  inputShape?: (number | null)[];
  /** Shape with the first axis, where it must be fixed. */
  batchInputShape?: (number | null)[];
  name?: string;
  /** False freezes the layer's weights. Default true. */
  trainable?: boolean;
}

/** An initializer, or its name. */
export type Initializing = InitializerName | Initializer;
/** A regularizer, or its name. */
export type Regularizing = RegularizerName | ReturnType<typeof tf.regularizers.l1l2>;
/** A constraint on weights, or its name. */
export type Constraining = ReturnType<typeof tf.constraints.maxNorm>;

/** What layers with a kernel and a bias take. */
export interface KernelArgs extends LayerArgs {
  activation?: ActivationName;
  /** Adds a number to each output. Default true. */
  useBias?: boolean;
  /** Default `glorotUniform`. */
  kernelInitializer?: Initializing;
  /** Default `zeros`. */
  biasInitializer?: Initializing;
  kernelRegularizer?: Regularizing;
  biasRegularizer?: Regularizing;
  activityRegularizer?: Regularizing;
  kernelConstraint?: Constraining;
  biasConstraint?: Constraining;
}

/** Calls tfjs' factory with the options in tfjs' form; `defaults` are Keras' where tfjs differs. */
export function build<A extends object>(
  make: (args: never) => unknown,
  args: A,
  defaults: Partial<A> = {},
): Layer {
  const what = make.name || 'layer';
  checkArgs(what, args);
  const merged: Record<string, unknown> = { ...defaults, ...args };
  for (const [name, value] of Object.entries(merged)) merged[name] = translate(name, value);
  const layer = made(what, () => make(merged as never) as Layer & { name: string });
  checkKnown(what, args, layer);
  if (args !== null && !(args as LayerArgs).name) layer.name = nextName(layer.getClassName());
  return layer;
}

/** A maker under the name that messages call it by. */
export function named(name: string, make: (args: never) => unknown): (args: never) => unknown {
  return Object.defineProperty(make, 'name', { value: name });
}

function made<T>(what: string, make: () => T): T {
  try {
    return make();
  } catch (error) {
    throw explain(what, error);
  }
}

function translate(name: string, value: unknown): unknown {
  if (value === undefined || value === null) return value;
  if (/activation$/i.test(name))
    return typeof value === 'string' || typeof value === 'function'
      ? activationName(value as ActivationName)
      : value;
  if (/initializer$/i.test(name)) return toInitializer(value as Initializing);
  if (/regularizer$/i.test(name)) return toRegularizer(value as Regularizing);
  return value;
}
