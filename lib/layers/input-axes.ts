// A layer that is given data with too many or too few axes says what it takes, what came, and the likely mend.
import { tf } from '../tf.js';

interface Checking {
  name: string;
  inputSpec: { ndim?: number }[] | null;
  getClassName(): string;
  assertInputCompatibility(inputs: Input | Input[]): void;
}
type Input = tf.Tensor | tf.SymbolicTensor;

const forms: Record<number, string> = {
  2: 'one row of numbers a sample: [samples, features]',
  3: 'sequences: [samples, steps, features]',
  4: 'pictures: [samples, height, width, channels]',
  5: 'volumes: [samples, depth, height, width, channels]',
};

const prototype = tf.layers.Layer.prototype as unknown as Checking;
const { assertInputCompatibility } = prototype;

prototype.assertInputCompatibility = function (this: Checking, inputs) {
  [inputs].flat().forEach((input, i) => {
    const expected = [this.inputSpec ?? []].flat()[i]?.ndim;
    if (expected !== undefined && expected !== input.shape.length) throw complaint(this, input, expected);
  });
  assertInputCompatibility.call(this, inputs);
};

function complaint(layer: Checking, { shape }: Input, expected: number): Error {
  const shown = shape.map((size, axis) => size ?? (axis === 0 ? 'samples' : 'any'));
  return new Error(
    `${layer.getClassName()} '${layer.name}' takes ${forms[expected] ?? `data with ${expected} axes`}. ` +
      `Received: [${shown.join(', ')}].${mend(shape.length, expected)}`,
  );
}

function mend(axes: number, expected: number): string {
  if (expected === 2 && axes > 2) return ' Put layers.flatten() before it.';
  if (expected === 4 && axes === 3) return ' Grey pictures have one channel: inputShape [height, width, 1].';
  if (expected === 3 && axes === 2)
    return ' A recurrent layer before it needs returnSequences: true; rows become steps by layers.reshape.';
  return axes < expected ? ' Give it the shape by layers.reshape({ targetShape: […] }).' : '';
}
