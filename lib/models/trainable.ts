// `model.trainable = …` reaches every layer within, as in Keras: a base that was frozen layer by layer thaws whole.
// tfjs would set the weights' flags and leave the layers' own.
import { tf } from '../tf.js';

const container = Object.getPrototypeOf(tf.LayersModel.prototype) as object;
/** A sequential model that is built passes its own flag on to the model within; its layers keep theirs. */
let building = false;

export function installTrainable(): void {
  const { get, set } = Object.getOwnPropertyDescriptor(container, 'trainable')!;
  for (const { prototype } of [tf.LayersModel, tf.Sequential]) {
    Object.defineProperty(prototype, 'trainable', {
      configurable: true,
      get,
      set(this: tf.LayersModel, trainable: boolean) {
        set!.call(this, trainable);
        if (!building) for (const layer of this.layers ?? []) layer.trainable = trainable;
      },
    });
  }
  const { build } = tf.Sequential.prototype;
  tf.Sequential.prototype.build = function (this: tf.Sequential, shape) {
    building = true;
    try {
      build.call(this, shape);
    } finally {
      building = false;
    }
  };
}
