// The loss of rows of labels that no step is known of.
import { ctcLoss } from '../operations/ctc.js';
import { tf } from '../tf.js';
import { defineLoss } from './define.js';
import type { Loss, LossOptions } from './loss.js';

/**
 * For labels [samples, places], 0 behind them, and logits [samples, steps, classes], of which class 0 stands for no label:
 * how unlikely the labels are, whichever steps they take (Graves et al., 2006). Keras: `CTC`.
 * @example
 * const lossOf = losses.ctc();
 * lossOf(tf.tensor2d([[1, 2, 0]]), tf.randomNormal([1, 6, 4])).print();
 */
export function ctc(options: LossOptions = {}): Loss {
  const kind = { maker: 'ctc', className: 'CTC', targets: 'rows of labels' as const };
  return defineLoss(kind, options, () => (yTrue, yPred) => {
    if (yTrue.rank !== 2 || yPred.rank !== 3)
      throw new Error(
        `losses.ctc: expected labels [samples, places] and logits [samples, steps, classes]. Received: [${yTrue.shape}] and [${yPred.shape}].`,
      );
    const [count, steps] = yPred.shape as [number, number];
    const places = tf.sum(tf.cast(tf.notEqual(yTrue, 0), 'int32'), 1);
    return ctcLoss(yTrue, yPred, places, tf.fill([count], steps, 'int32'), 0);
  });
}
