// One NaN in the data turns every weight into NaN; better said before than found after.
import { tf } from '../../tf.js';

export function checkFinite(tensors: tf.Tensor[], where: string): void {
  for (const tensor of tensors) {
    if (tensor.dtype !== 'float32' || tensor.size === 0) continue;
    const finite = tf.tidy(() => tf.all(tf.isFinite(tensor)).dataSync()[0]);
    if (!finite) throw new Error(describe(tensor, where));
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
