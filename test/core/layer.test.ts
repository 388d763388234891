// What every layer does alike: weights and who owns them, freezing, losses, the training flag, masks, calls.
import { beforeAll, describe, expect, test } from 'vitest';
import { InputLayer } from '../../lib/core/input-layer.js';
import { type CallOptions, Layer } from '../../lib/core/layer.js';
import { maskOf, setMask } from '../../lib/core/masks.js';
import { Network } from '../../lib/core/network.js';
import { Dense } from '../../lib/layers/core/dense.js';
import * as regularizers from '../../lib/regularizers/regularizers.js';
import { tf } from '../../lib/tf.js';

beforeAll(() => tf.setBackend('cpu'));

const dense = (args: object = {}) => new Dense({ units: 2, ...args });
const input = (size = 3) => new InputLayer({ shape: [size] }).output;

class Outer extends Layer {
  readonly first = dense({ kernelRegularizer: regularizers.l2(0.5), kernelInitializer: 'ones' });
  readonly others = { second: dense(), more: [dense()] };
  readonly seen: (boolean | undefined)[] = [];

  override call(x: tf.Tensor, { training }: CallOptions): tf.Tensor {
    this.seen.push(training);
    return this.others.more[0]!.apply(this.others.second.apply(this.first.apply(x)));
  }

  override computeOutputShape() {
    return [null, 2];
  }
}

class Noted extends Layer {
  training: boolean | undefined;
  override call(x: tf.Tensor, { training }: CallOptions): tf.Tensor {
    this.training = training;
    return x;
  }
}

describe('weights', () => {
  test('are made once, at the first call, and are those of layers in fields, lists and objects', () => {
    const outer = new Outer();
    expect(outer.weights).toHaveLength(0);
    outer.apply(tf.ones([1, 3]));
    outer.apply(tf.ones([1, 3]));
    expect(outer.weights.map(({ shape }) => shape)).toEqual([[3, 2], [2], [2, 2], [2], [2, 2], [2]]);
    expect(outer.countParams()).toBe(8 + 6 + 6);
  });

  test('of a layer that is used twice count once', () => {
    const shared = dense();
    const [a, b] = [input(), input()];
    const network = new Network({ inputs: [a, b], outputs: [shared.apply(a), shared.apply(b)] });
    expect(network.weights).toHaveLength(2);
  });

  test('freeze and thaw with all layers within', () => {
    const outer = new Outer();
    outer.apply(tf.ones([1, 3]));
    outer.trainable = false;
    expect([outer.trainableWeights.length, outer.nonTrainableWeights.length]).toEqual([0, 6]);
    expect(outer.first.trainable).toBe(false);
    outer.trainable = true;
    outer.others.second.trainable = false;
    expect([outer.trainableWeights.length, outer.nonTrainableWeights.length]).toEqual([4, 2]);
  });

  test('are set all or none', () => {
    const layer = dense();
    layer.apply(tf.ones([1, 3]));
    const before = layer.getWeights().map((weight) => weight.arraySync());
    expect(() => layer.setWeights([tf.zeros([3, 2]), tf.zeros([3])])).toThrow(/has the shape \[2\]/);
    expect(() => layer.setWeights([tf.zeros([3, 2])])).toThrow(/has 2 weights\. Received: 1/);
    expect(layer.getWeights().map((weight) => weight.arraySync())).toEqual(before);
  });

  test('exchange places without loss', () => {
    const layer = new Dense({ units: 3, biasInitializer: 'randomNormal' });
    layer.apply(tf.ones([1, 3]));
    const [kernel, bias] = layer.getWeights();
    layer.setWeights(layer.weights.map((weight) => weight.read()));
    expect(layer.getWeights().map((weight) => weight.arraySync())).toEqual([
      kernel!.arraySync(),
      bias!.arraySync(),
    ]);
  });
});

describe('losses', () => {
  test('of regularizers are charged once, and not of frozen weights', () => {
    const outer = new Outer();
    outer.apply(tf.ones([1, 3]));
    expect(outer.losses.map((loss) => loss.dataSync()[0])).toEqual([3]);
    const shared = outer.first;
    const [a, b] = [input(), input()];
    const network = new Network({ inputs: [a, b], outputs: [shared.apply(a), shared.apply(b)] });
    expect(network.losses).toHaveLength(1);
    shared.trainable = false;
    expect(network.losses).toHaveLength(0);
  });

  test('of outputs are charged by sample', () => {
    const layer = dense({ kernelInitializer: 'ones', activityRegularizer: regularizers.l1(1) });
    layer.apply(tf.ones([4, 3]));
    expect(layer.losses.map((loss) => loss.dataSync()[0])).toEqual([6]);
    layer.apply(tf.zeros([2, 3]));
    expect(layer.losses.map((loss) => loss.dataSync()[0])).toEqual([0]);
  });

  test('are added only in a call', () => {
    expect(() => dense().addLoss(tf.scalar(1))).toThrow(/while a layer is being called/);
  });
});

describe('training', () => {
  test('is told to layers within, and is off by itself', () => {
    const [outside, inside] = [new Noted(), new Noted()];
    const x = input();
    const network = new Network({ inputs: x, outputs: inside.apply(outside.apply(x)) });
    network.apply(tf.ones([1, 3]));
    expect([outside.training, inside.training]).toEqual([false, false]);
    network.apply(tf.ones([1, 3]), { training: true });
    expect([outside.training, inside.training]).toEqual([true, true]);
  });

  test('may be fixed where a layer is connected', () => {
    const noted = new Noted();
    const x = input();
    const network = new Network({ inputs: x, outputs: noted.apply(x, { training: true }) });
    network.apply(tf.ones([1, 3]), { training: false });
    expect(noted.training).toBe(true);
  });
});

describe('masks', () => {
  const masked = (): tf.Tensor => {
    const x = tf.ones([1, 2, 3]);
    setMask(x, tf.tensor2d([[1, 0]], [1, 2], 'bool'));
    return x;
  };

  test('are passed on by layers that support them, and end at those that do not', () => {
    expect(maskOf(dense().apply(masked()))?.dataSync()).toEqual(Uint8Array.of(1, 0));
    class Ends extends Layer {
      override call(x: tf.Tensor): tf.Tensor {
        return tf.add(x, 1);
      }
    }
    expect(maskOf(new Ends().apply(masked()))).toBeNull();
  });

  test('go through models', () => {
    const x = new InputLayer({ shape: [2, 3] }).output;
    const network = new Network({ inputs: x, outputs: dense().apply(x) });
    expect(maskOf(network.apply(masked()))).not.toBeNull();
  });
});

describe('calls', () => {
  test('leave their input to the caller, also where it comes out again', () => {
    const x = tf.ones([1, 3]);
    const y = new Noted().apply(x);
    y.dispose();
    expect(x.isDisposed).toBe(false);
  });

  test('take a list of one as that one', () => {
    expect(dense().apply([tf.ones([1, 3])]).shape).toEqual([1, 2]);
    expect(() => dense().apply([tf.ones([1, 3]), tf.ones([1, 3])])).toThrow(/takes one input/);
  });

  test('refuse what does not fit, before and after the weights are made', () => {
    const layer = dense();
    expect(() => layer.apply(tf.ones([3]))).toThrow(/at least 2 axes/);
    layer.apply(tf.ones([1, 3]));
    expect(() => layer.apply(tf.ones([1, 4]))).toThrow(/axis -1 has the size 3\. Received: \[1, 4\]/);
  });

  test.each(['bfloat16', 'float16', 'float64', 'int64', 'mixedBfloat16'])(
    'refuse %s before anything is computed in another type',
    (dtype) => {
      const message = `dtype is not available here. Expected one of 'float32', 'int32', 'bool', 'complex64', 'string'. Received: '${dtype}'`;
      expect(() => new Dense({ units: 2, dtype: dtype as tf.DataType })).toThrow(message);
      expect(() => new InputLayer({ shape: [3], dtype: dtype as tf.DataType })).toThrow(message);
      const policy = { name: dtype } as unknown as tf.DataType;
      expect(() => new Dense({ units: 2, dtype: policy })).toThrow('Received: an object of name.');
    },
  );

  test('refuse to compute in 16 bits where TensorFlow is not there', () => {
    const make = () => new Dense({ units: 2, dtype: 'mixed_bfloat16' });
    expect(make).toThrow(/DTypePolicy 'mixed_bfloat16': floats of 16 bits need TensorFlow's library/);
  });

  test('say what a layer without or with several calls lacks', () => {
    const layer = dense();
    expect(() => layer.output).toThrow(/was not called yet/);
    layer.apply(input());
    layer.apply(input());
    expect(() => layer.output).toThrow(/was called 2 times.*getOutputAt/);
  });
});
