// One NaN in the data turns every weight into NaN; better said before than found after.
import { tf } from '../../tf.js';

/**
 * Data that was looked through: a cell that trains is run again and again. TensorFlow's never changes; that of the engine in
 * JavaScript may, which is the very array that the user has.
 */
const knownFinite = new WeakSet<tf.Tensor['dataId']>();

export function checkFinite(tensors: tf.Tensor[], where: string): void {
  for (const tensor of tensors) {
    if (tensor.dtype !== 'float32' || tensor.size === 0 || knownFinite.has(tensor.dataId)) continue;
    const finite = tf.tidy(() => tf.all(tf.isFinite(tensor)).dataSync()[0]);
    if (!finite) throw new Error(describe(tensor, where));
    if (tf.getBackend() === 'tensorflow') knownFinite.add(tensor.dataId);
  }
}

function describe(tensor: tf.Tensor, where: string): string {
  const values = tensor.dataSync<'float32'>();
  const at = values.findIndex((value) => !Number.isFinite(value));
  const place = tf.util.indexToLoc(at, tensor.rank, tf.util.computeStrides(tensor.shape).concat(1));
  const count = values.reduce((sum, value) => sum + (Number.isFinite(value) ? 0 : 1), 0);
  return (
    `${where}: the data holds values that are not finite numbers (${count} of ${values.length}; the first is ` +
    `${values[at]} at [${place.join(', ')}]). Every weight would become NaN: clean the data before training.`
  );
}
