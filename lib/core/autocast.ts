// What a layer's policy makes of its inputs, of the weights that it reads and of what it gives. Keras: `autocast`.
import { type Precision, precisionOf, readingIn, toPrecision } from '../precision.js';
import type { tf } from '../tf.js';
import type { DTypePolicy } from './dtype-policy.js';
import type { HalfForm } from './half-layers.js';
import { maskOf, setMask } from './masks.js';
import { leavesOf, mapStructure, type Structure } from './structure.js';
import type { LayerVariable } from './variable.js';

/** A layer as this sees it. */
interface Computing {
  readonly name: string;
  readonly dtype: tf.DataType;
  readonly dtypePolicy: DTypePolicy;
  readonly halfForm: HalfForm | undefined;
  readonly weights: LayerVariable[];
  getClassName(): string;
}

type Tensors = tf.Tensor | tf.Tensor[];

/** Runs `compute` on the inputs, all in the types that the layer's policy says. */
export function byPolicy(
  layer: Computing,
  inputs: Structure<tf.Tensor>,
  compute: (inputs: Structure<tf.Tensor>) => Tensors,
): Tensors {
  const { computeDtype } = layer.dtypePolicy;
  const { halfForm = 'halves' } = layer;
  const plainly = (given: Structure<tf.Tensor>): Tensors => readingIn('float32', [], () => compute(given));
  if (halfForm === 'as given' || layer.dtype !== 'float32') return plainly(inputs);
  if (computeDtype === 'float32') return plainly(inPrecision(inputs, 'float32'));
  const rounded = halfForm === 'float32' ? inputs : inPrecision(inputs, computeDtype);
  if (halfForm === 'float32' || halfForm === 'float32 of halves')
    return inPrecision(plainly(inPrecision(rounded, 'float32')), computeDtype) as Tensors;
  const variables = layer.weights.map((weight) => weight.read());
  const outputs = readingIn(computeDtype, variables, () => compute(rounded));
  if (halfForm === 'halves') checkOutputs(layer, outputs, computeDtype);
  return outputs;
}

/** The same tensors rounded to a precision, with their masks. */
function inPrecision(tensors: Structure<tf.Tensor>, precision: Precision): Structure<tf.Tensor> {
  return mapStructure(tensors, (leaf) => {
    const made = toPrecision(leaf as tf.Tensor, precision);
    if (made !== leaf) setMask(made, maskOf(leaf as tf.Tensor));
    return made;
  }) as Structure<tf.Tensor>;
}

/** What came out more exactly than in 16 bits is not what Keras gives. */
function checkOutputs(layer: Computing, outputs: Tensors, precision: Precision): void {
  const isOther = (leaf: tf.Tensor): boolean => leaf.dtype === 'float32' && precisionOf(leaf) !== precision;
  if (!(leavesOf(outputs) as tf.Tensor[]).some(isOther)) return;
  throw new Error(
    `${layer.getClassName()} '${layer.name}': with these options it is not computed in ${precision} here. Give it dtype: 'float32'.`,
  );
}
