// Models for export beside those of the zoo: inputs and outputs of all kinds, sizes that are open, classes of one's own.
import * as layers from '../../lib/layers/layers.js';
import { model as functional, sequential } from '../../lib/models/factories.js';
import { Model as OwnModel } from '../../lib/models/user-model.js';
import * as ops from '../../lib/ops/ops.js';
import { tf } from '../../lib/tf.js';
import type { Model } from '../../lib/training/model.js';

type Shape = (number | null)[];

/** A learned first step before each sample's own, as transformers for images have it. */
class ClassToken extends layers.Layer {
  token!: tf.Variable;
  override build(inputShape: Shape): void {
    this.token = this.addWeight({ name: 'token', shape: [1, 1, inputShape.at(-1)!], initializer: 'ones' });
  }
  override call(x: tf.Tensor): tf.Tensor {
    return tf.concat([tf.tile(this.token, [x.shape[0]!, 1, 1]), x], 1);
  }
}

/** Numbers each sample's steps, whatever their number. */
class Positions extends layers.Layer {
  override call(x: tf.Tensor): tf.Tensor {
    const steps = tf.range(0, x.shape[1]!, 1, 'float32');
    const perSample = tf.ones([x.shape[0]!, x.shape[1]!, 1]);
    return tf.concat([x, tf.mul(perSample, tf.reshape(steps, [1, -1, 1]))], -1);
  }
}

class Scaled extends layers.Layer {
  readonly table = tf.keep(tf.tensor1d([1, 2, 4]));
  override call(x: tf.Tensor, { training = false }: { training?: boolean }): tf.Tensor {
    return training ? x : tf.mul(x, this.table);
  }
}

class Twice extends OwnModel {
  first = layers.dense({ units: 5, activation: 'relu' });
  second = layers.dense({ units: 2 });
  override call(x: tf.Tensor): tf.Tensor {
    return this.second.apply(this.first.apply(x)) as tf.Tensor;
  }
}

class Pair extends OwnModel<tf.Tensor[], tf.Tensor[]> {
  own = layers.dense({ units: 2 });
  override call([a, b]: tf.Tensor[]): tf.Tensor[] {
    return [this.own.apply(tf.concat([a!, b!], 1)) as tf.Tensor, tf.mul(a!, 2)];
  }
}

function called<M extends { apply(x: never): unknown }>(model: M, x: tf.Tensor | tf.Tensor[]): Model {
  model.apply(x as never);
  return model as unknown as Model;
}

export const exported: Record<string, () => Model> = {
  wholeNumbers: () => {
    const x = layers.input({ shape: [6], dtype: 'int32', name: 'words' });
    const y = layers.embedding({ inputDim: 20, outputDim: 3, maskZero: true }).apply(x);
    return functional({ inputs: x, outputs: layers.lstm({ units: 2 }).apply(y) });
  },
  named: () => {
    const [b, a] = [layers.input({ shape: [3], name: 'in_b' }), layers.input({ shape: [2], name: 'in_a' })];
    const joined = layers.concatenate().apply([b, a]);
    return functional({
      inputs: { right: b, left: a },
      outputs: { sum: layers.dense({ units: 1 }).apply(joined), all: joined },
    });
  },
  oddNames: () => {
    const inputs = [layers.input({ shape: [2], name: 'z' }), layers.input({ shape: [2], name: 'A' })];
    return functional({ inputs, outputs: layers.subtract().apply(inputs) });
  },
  nested: () => {
    const inner = sequential([
      layers.dense({ units: 3, activation: 'relu', inputShape: [4] }),
      layers.batchNormalization(),
    ]);
    return sequential([inner, layers.dropout(0.5), layers.dense({ units: 2, activation: 'softmax' })]);
  },
  frozen: () => {
    const made = sequential([layers.dense({ units: 3, inputShape: [4] }), layers.dense({ units: 2 })]);
    made.layers[0]!.trainable = false;
    return made;
  },
  manyOutputs: () => {
    const x = layers.input({ shape: [2] });
    const outputs = Array.from({ length: 12 }, () => layers.dense({ units: 1 }).apply(x));
    return functional({ inputs: x, outputs });
  },
  noWeights: () => sequential([layers.rescaling({ scale: 2, inputShape: [3] }), layers.flatten()]),
  inputAsOutput: () => {
    const [x, y] = [layers.input({ shape: [2] }), layers.input({ shape: [3] })];
    return functional({ inputs: [x, y], outputs: [x, layers.dense({ units: 1 }).apply(x)] });
  },
  openSteps: () => {
    const x = layers.input({ shape: [null, 3] });
    const y = layers.dense({ units: 4 }).apply(x);
    const z = layers.conv1d({ filters: 2, kernelSize: 3, padding: 'same' }).apply(y);
    return functional({ inputs: x, outputs: [layers.globalAveragePooling1d().apply(z), y] });
  },
  openAttention: () => {
    const x = layers.input({ shape: [null, 4] });
    const y = layers.multiHeadAttention({ numHeads: 2, keyDim: 3 }).apply([x, x]);
    return functional({ inputs: x, outputs: layers.layerNormalization().apply(y) });
  },
  openPicture: () => {
    const x = layers.input({ shape: [null, null, 2] });
    const y = layers.conv2d({ filters: 3, kernelSize: 3, activation: 'relu' }).apply(x);
    const z = layers.maxPooling2d().apply(y);
    return functional({ inputs: x, outputs: layers.globalMaxPooling2d().apply(z) });
  },
  masked: () =>
    sequential([
      layers.masking({ maskValue: 0, inputShape: [5, 2] }),
      layers.gru({ units: 3, returnSequences: true, resetAfter: false }),
      layers.lstm({ units: 2, goBackwards: true }),
    ]),
  states: () => {
    const x = layers.input({ shape: [4, 2] });
    const outputs = layers.lstm({ units: 3, returnState: true }).apply(x) as never;
    return functional({ inputs: x, outputs });
  },
  operations: () => {
    const x = layers.input({ shape: [4, 3] });
    const y = ops.reshape(ops.transpose(x, { axes: [0, 2, 1] }), [-1, 12]);
    const z = ops.softmax(ops.matmul(x, ops.transpose(x, { axes: [0, 2, 1] })));
    return functional({
      inputs: x,
      outputs: [y, ops.sum(z, { axis: 1 }), ops.argmax(y, { axis: 1 })],
    } as never);
  },
  pictureChanges: () =>
    sequential([
      layers.input({ shape: [9, 7, 3] }),
      layers.randomFlip(),
      layers.randomRotation({ factor: 0.2 }),
      layers.resizing({ height: 6, width: 8 }),
      layers.centerCrop({ height: 4, width: 5 }),
      layers.flatten(),
    ] as never),
  classToken: () => sequential([new ClassToken({ inputShape: [3, 4] } as never), layers.dense({ units: 2 })]),
  positions: () => {
    const x = layers.input({ shape: [null, 3] });
    return functional({ inputs: x, outputs: new Positions().apply(x) as never });
  },
  scaled: () => sequential([new Scaled({ inputShape: [3] } as never)]),
  ownModel: () => called(new Twice(), tf.zeros([2, 3])),
  ownPair: () => called(new Pair(), [tf.zeros([2, 3]), tf.zeros([2, 1])]),
};
