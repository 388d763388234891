// Mistakes that the data show: labels that the loss does not mean, images as bytes, validation on what is trained on.
import type { Network } from '../../core/network.js';
import { tf } from '../../tf.js';
import type { CompiledState } from '../steps/compile.js';
import type { Batch } from '../steps/trainer.js';
import { advise } from './advice.js';

/** So many numbers of the data are looked at, from their beginning. */
const lookedAt = 200_000;
/** A sample of fewer numbers is hardly an image. */
const leastPixels = 16;

export function adviseOnData(model: Network, state: CompiledState, { inputs, targets }: Batch): void {
  targets.forEach((target, i) => {
    if (state.losses[i]?.name === 'binary_crossentropy') adviseOnBinary(state, target);
  });
  if (!scalesItself(model) && inputs.some(areBytes)) {
    advise(
      state,
      'bytes',
      'the inputs are whole numbers up to 255, as images have them, and no layer scales them: networks learn slowly or not ' +
        'at all from such numbers. Divide by 255 (x.div(255), or { normalize: true } of a data set), or begin the ' +
        'model with layers.rescaling({ scale: 1 / 255 }).',
    );
  }
}

function adviseOnBinary(state: CompiledState, target: tf.Tensor): void {
  const values = firstRows(target);
  const most = values.reduce((a, b) => Math.max(a, b), 0);
  const least = values.reduce((a, b) => Math.min(a, b), 0);
  if (most <= 1 && least >= 0) return;
  const isSigned = most <= 1 && least >= -1;
  const advice = isSigned
    ? "Write the classes as 0 and 1 (y.add(1).div(2)), or use the loss 'hinge' for -1 and 1."
    : "For class numbers use { units: classes, activation: 'softmax' } with 'sparseCategoricalCrossentropy'.";
  advise(
    state,
    'binary labels',
    `'binaryCrossentropy' takes labels from 0 to 1, and these go from ${least} to ${most}: the loss has no meaning and may ` +
      `fall below 0. ${advice}`,
  );
}

const scaling =
  /Rescaling|Normalization|Embedding|Discretization|CategoryEncoding|Lookup|Vectorization|Hashing/;

/** A layer of any depth: who normalizes within has seen to it. */
function scalesItself(model: Network): boolean {
  return model.layers.some(
    (layer) => scaling.test(layer.getClassName()) || ('layers' in layer && scalesItself(layer as Network)),
  );
}

function areBytes(input: tf.Tensor): boolean {
  const perSample = input.size / Math.max(1, input.shape[0] ?? 1);
  if (input.rank < 2 || perSample < leastPixels || input.dtype === 'string') return false;
  const values = firstRows(input);
  let most = 0;
  for (const value of values) {
    if (!(value >= 0 && value <= 255) || !Number.isInteger(value)) return false;
    if (value > most) most = value;
  }
  return most > 127;
}

function firstRows(tensor: tf.Tensor): Float32Array {
  const rows = tensor.shape[0] ?? 1;
  const some = Math.min(rows, Math.max(1, Math.floor((lookedAt * rows) / Math.max(1, tensor.size))));
  return tf.tidy(() => Float32Array.from(tf.slice(tensor, 0, some).dataSync()));
}
