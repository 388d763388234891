// Repeats the entries of an axis, with ops whose gradients are right: TensorFlow.js' own gradient of resizing to the
// nearest pixel mixes up the samples of a batch on the JavaScript backend.
import { numbersIn } from '../../core/shape.js';
import { tf } from '../../tf.js';

/** Each entry of some axes several times over. @param times by axis of the input; axes left out stay */
export function repeatAxes(input: tf.Tensor, times: ReadonlyMap<number, number>): tf.Tensor {
  const { shape } = input;
  const wanted = shape.map((size, axis) => size * (times.get(axis) ?? 1));
  // From the last axis to the first: the less there is to repeat, the better.
  const repeated = [...times]
    .filter(([, count]) => count > 1)
    .sort(([a], [b]) => b - a)
    .reduce((values, [axis, count], i, all) => {
      // What was repeated before lies behind this axis.
      const done = all.slice(0, i).reduce((product, [, before]) => product * before, 1);
      const before = numbersIn(shape.slice(0, axis + 1));
      const after = numbersIn(shape.slice(axis + 1)) * done;
      return tf.tile(tf.reshape(values, [before, 1, after]), [1, count, 1]);
    }, input);
  return tf.reshape(repeated, wanted);
}
