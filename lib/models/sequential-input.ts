// A sequential model does not list the layer that only takes its input, as in Keras: `layers[0]` computes something,
// whether the model was given `layers.input`, the first layer's `inputShape`, or came from a file.
import { tf } from '../tf.js';

interface First {
  batchInputShape?: (number | null)[];
  dtype?: tf.DataType;
}

const { add } = tf.Sequential.prototype;

/** For all sequential models, those within others included. */
export function installSequentialInput(): void {
  tf.Sequential.prototype.add = function (layer) {
    add.call(this, layer);
    if (this.layers[0]?.getClassName() === 'InputLayer') this.layers.shift();
    // TensorFlow.js' own configuration tells the input by the first layer.
    const first = this.layers[0] as First | undefined;
    if (!first) return;
    first.batchInputShape ??= this.inputs[0]!.shape;
    first.dtype ??= this.inputs[0]!.dtype;
  };
}
