// Repeats rows and columns with ops whose gradients are right: tfjs' own gradient of resizing to the nearest pixel
// mixes up the samples of a batch on the JavaScript backend.
import { tf } from '../tf.js';

interface UpSampling2D {
  size: [number, number];
  interpolation: string;
  dataFormat: string;
  call(inputs: tf.Tensor | tf.Tensor[], kwargs: object): tf.Tensor;
}

const prototype = Object.getPrototypeOf(tf.layers.upSampling2d({})) as UpSampling2D;
const { call } = prototype;

prototype.call = function (this: UpSampling2D, inputs, kwargs) {
  if (this.interpolation !== 'nearest' || this.dataFormat !== 'channelsLast')
    return call.call(this, inputs, kwargs);
  return tf.tidy(() => repeat(Array.isArray(inputs) ? inputs[0]! : inputs, this.size));
};

function repeat(pictures: tf.Tensor, [down, across]: [number, number]): tf.Tensor {
  const [samples, height, width, channels] = pictures.shape as [number, number, number, number];
  const columns = tf.tile(tf.reshape(pictures, [samples * height, width, 1, channels]), [1, 1, across, 1]);
  const rows = tf.reshape(columns, [samples * height, 1, width * across * channels]);
  return tf.reshape(tf.tile(rows, [1, down, 1]), [samples, height * down, width * across, channels]);
}
