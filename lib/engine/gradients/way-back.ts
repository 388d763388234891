// From a result back to what it was computed from: which ops lie on the way, and how gradients pass them.
import type { NamedTensorMap, Tensor } from '@tensorflow/tfjs';
import { areHalvesUsed, type Precision, precisionOf, toPrecision } from '../../precision.js';
import { tf } from '../../tf.js';
import type { FlatOp } from './table.js';

/** One op on TensorFlow.js' tape. */
export interface TapeNode {
  readonly kernelName: string;
  readonly inputs: NamedTensorMap;
  readonly outputs: readonly Tensor[];
  readonly saved: readonly Tensor[];
  /** For the outputs' gradients, undefined where an output has none, the inputs' by their names. */
  readonly gradient?: (dys: (Tensor | undefined)[]) => Record<string, (() => Tensor) | undefined>;
}

export interface WayBack {
  /** The last op first. */
  readonly nodes: readonly TapeNode[];
  /** Ids of what depends on where the way leads to. */
  readonly dependent: ReadonlySet<number>;
}

export type Gradients = Map<number, Tensor>;

// In a table by name, so that a misspelt one is a compile error.
const stepping: { readonly [Name in FlatOp | 'FloorDiv']?: true } = {
  Ceil: true,
  Floor: true,
  FloorDiv: true,
  OnesLike: true,
  Round: true,
  Step: true,
  ZerosLike: true,
};

/** Whether TensorFlow knows of no gradient past it, rather than of one that is 0. */
const endsTheWay = ({ kernelName, outputs }: TapeNode): boolean =>
  kernelName in stepping || outputs.every(({ dtype }) => dtype === 'int32' || dtype === 'bool');

/** The ops between `xs` and `y`; with `passSteps`, those too whose gradient is 0 everywhere. */
export function wayBack(
  tape: readonly TapeNode[],
  xs: readonly Tensor[],
  y: Tensor,
  { passSteps }: { passSteps: boolean },
): WayBack {
  const dependent = new Set(xs.map(({ id }) => id));
  const after = tape.filter((node) => {
    if (!passSteps && endsTheWay(node)) return false;
    if (!inputsOf(node).some(([, { id }]) => dependent.has(id))) return false;
    for (const { id } of node.outputs) dependent.add(id);
    return true;
  });
  const leading = new Set([y.id]);
  const nodes = after.reverse().filter((node) => {
    if (!node.outputs.some(({ id }) => leading.has(id))) return false;
    for (const [, { id }] of inputsOf(node)) leading.add(id);
    return true;
  });
  return { nodes, dependent };
}

/** Adds to its inputs' gradients what an op passes back of its outputs'. */
export function passBack(node: TapeNode, { dependent }: WayBack, gradients: Gradients): void {
  const dys = node.outputs.map((output) => gradients.get(output.id) ?? noneFor(output));
  const given = gradientsOf(node, dys);
  for (const [name, input] of inputsOf(node)) {
    if (!dependent.has(input.id)) continue;
    const change = tf.tidy(() => fitting(node, name, input, given[name]));
    const before = gradients.get(input.id);
    gradients.set(input.id, before ? tf.add(before, change) : change);
    before?.dispose();
  }
}

const precisions = new WeakMap<Tensor, Precision>();

/** Keeps in mind how exactly a tensor on the tape is held. */
export function notePrecision(tensor: Tensor): void {
  const precision = precisionOf(tensor);
  if (precision !== 'float32') precisions.set(tensor, precision);
}

/** A gradient is held as exactly as what it is the gradient of. */
const asExact = (change: Tensor, input: Tensor): Tensor =>
  areHalvesUsed() ? toPrecision(change, precisions.get(input) ?? 'float32') : change;

// TensorFlow.js itself fills in zeros, but knows no complex ones.
const noneFor = (output: Tensor): Tensor | undefined =>
  output.dtype === 'complex64' ? tf.zerosLike(output) : undefined;

function gradientsOf(
  { kernelName, gradient }: TapeNode,
  dys: (Tensor | undefined)[],
): Record<string, (() => Tensor) | undefined> {
  if (gradient) return gradient(dys);
  throw new Error(
    `Gradient: expected ops that have a derivative. Received: ${kernelName}, which has none registered. ` +
      'Register it with tf.registerGradient, or wrap the function in tf.customGrad.',
  );
}

function fitting(
  { kernelName }: TapeNode,
  name: string,
  input: Tensor,
  compute: (() => Tensor) | undefined,
): Tensor {
  const where = `Gradient of ${kernelName}, input '${name}'`;
  if (!compute) throw new Error(`${where}: it has no derivative in this input. Keep the input constant.`);
  const change = asExact(ofKind(compute(), input), input);
  if (!tf.util.arraysEqual(change.shape, input.shape))
    throw new Error(`${where}: expected the shape [${input.shape}]. Received: [${change.shape}].`);
  if (change.dtype !== 'float32' && change.dtype !== 'complex64')
    throw new Error(`${where}: expected float32. Received: ${change.dtype}.`);
  return change;
}

/** A real input's gradient is real. */
function ofKind(change: Tensor, { dtype }: Tensor): Tensor {
  if (change.dtype === 'complex64' && dtype !== 'complex64') return tf.real(change);
  if (change.dtype !== 'complex64' && dtype === 'complex64') return tf.complex(change, tf.zerosLike(change));
  return change;
}

// Some ops are called with inputs left out.
const inputsOf = ({ inputs }: TapeNode): [string, Tensor][] =>
  Object.entries(inputs as Record<string, Tensor | undefined>).filter(
    (entry): entry is [string, Tensor] => entry[1] !== undefined && entry[1] !== null,
  );
