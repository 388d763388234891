// Dropout within recurrent layers draws from the library's one source, as all other chance does.
import { tf } from '../tf.js';
import { drop } from './chance.js';

const cells = [
  tf.layers.simpleRNNCell({ units: 1 }),
  tf.layers.lstmCell({ units: 1 }),
  tf.layers.gruCell({ units: 1 }),
];

for (const cell of cells) {
  Object.defineProperty(Object.getPrototypeOf(cell), 'dropoutFunc', {
    get: () => (ones: tf.Tensor, rate: number) => drop(ones, rate, ones.shape),
    set() {}, // tfjs' constructors write what they were given, which is nothing
  });
}
