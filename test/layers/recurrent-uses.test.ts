// How recurrent layers are used: first states, states kept between batches, cells of one's own, dropout, wrappers.
import { beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { InputLayer } from '../../lib/core/input-layer.js';
import { Layer } from '../../lib/core/layer.js';
import { Network } from '../../lib/core/network.js';
import { registerLayer } from '../../lib/core/registry.js';
import type { Shape } from '../../lib/core/shape.js';
import type { SymbolicTensor } from '../../lib/core/symbolic-tensor.js';
import type { LayerVariable } from '../../lib/core/variable.js';
import { toInitializer } from '../../lib/initializers/initializers.js';
import { Dense, dense } from '../../lib/layers/core/dense.js';
import * as layers from '../../lib/layers/layers.js';
import * as random from '../../lib/random/random.js';
import { tf } from '../../lib/tf.js';
import { sines } from './recurrent-cases.js';

beforeAll(async () => {
  await tf.setBackend('cpu');
});
beforeEach(() => random.setSeed(7));

const listOf = (given: unknown): tf.Tensor[] => given as tf.Tensor[];

function expectSame(found: tf.Tensor, wanted: tf.Tensor): void {
  expect(found.shape).toEqual(wanted.shape);
  expect(tf.max(tf.abs(tf.sub(found, wanted))).arraySync()).toBeLessThan(1e-6);
}

describe('first states', () => {
  const [x, h, c] = [sines([2, 3, 2], 0), sines([2, 4], 1), sines([2, 4], 2)];

  test('may stand beside the input', () => {
    const layer = layers.lstm({ units: 4 });
    expectSame(layer.apply([x, h, c]), layer.apply(x, { initialState: [h, c] }));
    const both = layers.bidirectional({ layer: layers.gru({ units: 4 }) });
    expectSame(both.apply([x, h, c]), both.apply(x, { initialState: [h, c] }));
  });

  test('one may stand by itself', () => {
    const layer = layers.gru({ units: 4 });
    expectSame(layer.apply(x, { initialState: h }), layer.apply([x, h]));
  });

  test('may come from another layer, as symbolic tensors', () => {
    const [source, target] = [
      new InputLayer({ shape: [3, 2] }).output,
      new InputLayer({ shape: [5, 2] }).output,
    ];
    const encoder = layers.lstm({ units: 4, returnState: true }) as unknown as Layer;
    const decoder = layers.lstm({ units: 4, returnSequences: true }) as unknown as Layer;
    const [, ...states] = encoder.apply(source) as unknown as SymbolicTensor[];
    const output = decoder.apply([target, ...states]);
    expect(decoder.inboundNodes[0]!.inputs).toBe(target);
    expect(decoder.inboundNodes[0]!.options).toEqual({ initialState: states });
    const model = new Network({ inputs: [source, target], outputs: output });
    const y = sines([2, 5, 2], 3);
    const [, ...values] = listOf(encoder.apply(x));
    expectSame(model.apply([x, y]), decoder.apply(y, { initialState: values }));
  });

  test('must fit', () => {
    const layer = layers.lstm({ units: 4, name: 'reader' });
    expect(() => layer.apply(x, { initialState: [h] })).toThrow(
      "LSTM 'reader': the first states must be 2 of the shapes [2, 4], [2, 4]. Received: [2, 4].",
    );
    expect(() => layer.apply([x, h, sines([2, 3], 0)])).toThrow('Received: [2, 4], [2, 3].');
    const input = new InputLayer({ shape: [3, 2] }).output;
    const state = new InputLayer({ shape: [3] }).output;
    expect(() => layers.gru({ units: 4 }).apply([input, state] as unknown as tf.SymbolicTensor[])).toThrow(
      /shapes \[any, 4\]/,
    );
    const both = layers.bidirectional({ layer: layers.gru({ units: 4 }) });
    expect(() => both.apply(x, { initialState: [h] })).toThrow(/expected an even number. Received: 1/);
  });
});

describe('states between batches', () => {
  const layer = (): Layer =>
    layers.gru({ units: 2, stateful: true, batchInputShape: [2, null, 3] }) as unknown as Layer;

  test('go on where the batch before ended, and are no weights', () => {
    const kept = layer();
    const x = sines([2, 6, 3], 0);
    const [first, second] = tf.split(x, 2, 1) as [tf.Tensor, tf.Tensor];
    kept.apply(first);
    const after = kept.apply(second);
    kept.resetStates();
    expectSame(after, kept.apply(x));
    expect(kept.weights).toHaveLength(3);
    expect(kept.stateful).toBe(true);
  });

  test('are kept in both directions', () => {
    const both = layers.bidirectional({ layer: layers.gru({ units: 2, stateful: true }) });
    const x = sines([2, 3, 3], 0);
    const first = both.apply(x);
    expect(tf.equal(first, both.apply(x)).arraySync()).not.toContain(1);
    both.resetStates();
    expectSame(both.apply(x), first);
  });

  test('need batches of one size', () => {
    const kept = layer();
    kept.apply(sines([2, 3, 3], 0));
    expect(() => kept.apply(sines([1, 3, 3], 0))).toThrow(
      /as many samples as the first, expected 2. Received: 1/,
    );
    const open = layers.lstm({ units: 2, stateful: true, name: 'open' });
    const input = new InputLayer({ shape: [3, 2] }).output as unknown as tf.SymbolicTensor;
    expect(() => open.apply(input)).toThrow("LSTM 'open': stateful needs batches of a fixed size");
  });

  test('are freed with the layer', () => {
    const before = tf.memory().numTensors;
    const kept = layer();
    tf.tidy(() => void kept.apply(sines([2, 3, 3], 0)));
    kept.dispose();
    expect(tf.memory().numTensors).toBe(before);
  });
});

describe('dropout', () => {
  const x = tf.ones([2, 4, 50]);
  const summing = {
    kernelInitializer: 'identity',
    recurrentInitializer: 'zeros',
    activation: 'linear',
  } as const;

  test('drops the same inputs at each step, and only in training', () => {
    const layer = layers.simpleRNN({ units: 50, dropout: 0.5, returnSequences: true, ...summing });
    expectSame(layer.apply(x), x);
    const steps = tf.unstack(layer.apply(x, { training: true }), 1);
    for (const step of steps) expectSame(step, steps[0]!);
    expect(new Set(steps[0]!.dataSync())).toEqual(new Set([0, 2]));
    expect(tf.mean(steps[0]!).arraySync()).toBeCloseTo(1, 0);
  });

  test('draws for each gate with recurrentDropout or implementation 1', () => {
    const shares = (args: object): number => {
      const layer = layers.gru({ units: 1, dropout: 0.5, kernelInitializer: 'ones', ...args });
      const cell = Reflect.get(layer, 'cell') as {
        begin(training: boolean, shape: number[]): { project(x: tf.Tensor): tf.Tensor };
      };
      layer.apply(x);
      return new Set(
        cell
          .begin(true, [2, 50])
          .project(tf.ones([2, 50]))
          .slice([0, 0], [1, 3])
          .dataSync(),
      ).size;
    };
    expect(shares({})).toBe(1);
    expect(shares({ implementation: 1 })).toBeGreaterThan(1);
    expect(shares({ recurrentDropout: 0.1 })).toBeGreaterThan(1);
  });

  test('drops states', () => {
    const layer = layers.lstm({ units: 3, recurrentDropout: 0.5 });
    const values = () => [...layer.apply(x, { training: true }).dataSync()];
    expect(values()).not.toEqual(values());
  });

  const { lstm, gru, simpleRNN } = layers;
  test.each([lstm, gru, simpleRNN])('has a seed: %o', (make) => {
    const drawn = (others: number) => {
      random.setSeed(7);
      const layer = make({ units: 3, dropout: 0.3, recurrentDropout: 0.3, seed: 4 });
      layer.apply(x);
      random.uniform([others]);
      return [1, 2].map(() => [...layer.apply(x, { training: true }).dataSync()]);
    };
    const [first, second] = drawn(1);
    expect(first).not.toEqual(second);
    expect(drawn(2)).toEqual([first, second]);
  });

  test('of convolutions drops, too', () => {
    const layer = layers.convLstm2d({ filters: 1, kernelSize: 1, dropout: 0.5, recurrentDropout: 0.5 });
    const values = (training: boolean) => [...layer.apply(tf.ones([1, 2, 3, 3, 1]), { training }).dataSync()];
    expect(new Set(values(false)).size).toBe(1);
    expect(new Set(values(true)).size).toBeGreaterThan(1);
  });

  test('must be a share', () => {
    expect(() => layers.lstm({ units: 1, dropout: 1 })).toThrow(
      /lstm: dropout must be the share.*Received: 1\./,
    );
  });
});

/** Adds up what it reads, from one. */
class Sum extends Layer {
  static override readonly className = 'Sum';
  override takesSeveral = true;
  readonly stateSize = 2;
  scale!: LayerVariable;

  override build(): void {
    this.scale = this.addVariable('scale', [2], { initializer: toInitializer('ones') });
  }

  override call(given: tf.Tensor | tf.Tensor[]): tf.Tensor[] {
    const [input, sum] = given as [tf.Tensor, tf.Tensor];
    const next = tf.add(sum, tf.mul(input, this.scale.read()));
    return [tf.mul(next, 2), next];
  }

  override computeOutputShape(given: Shape | Shape[]): Shape[] {
    return given as Shape[];
  }

  getInitialState(samples: number): tf.Tensor {
    return tf.ones([samples, 2]);
  }
}
registerLayer(Sum);

describe('a cell of one’s own', () => {
  const x = tf.tensor3d([
    [
      [1, 2],
      [3, 4],
      [5, 6],
    ],
  ]);

  test('reads sequences', () => {
    const layer = layers.rnn({ cell: new Sum(), returnSequences: true, returnState: true });
    const [outputs, state] = listOf(layer.apply(x));
    expect(outputs!.arraySync()).toEqual([
      [
        [4, 6],
        [10, 14],
        [20, 26],
      ],
    ]);
    expect(state!.arraySync()).toEqual([[10, 13]]);
    expect(layer.weights.map(({ name }) => name.split('/').at(-1))).toEqual(['scale']);
  });

  test('keeps its state and its output at masked steps', () => {
    const layer = layers.rnn({ cell: new Sum(), returnSequences: true });
    const mask = tf.tensor2d([[0, 1, 0]], undefined, 'bool');
    expect(layer.apply(x, { mask }).arraySync()).toEqual([
      [
        [0, 0],
        [8, 10],
        [8, 10],
      ],
    ]);
  });

  test('stands among others', () => {
    const cells = [new Sum(), layers.gruCell({ units: 3 })];
    const layer = layers.rnn({ cell: cells, returnState: true });
    expect(listOf(layer.apply(x)).map(({ shape }) => shape)).toEqual([
      [1, 3],
      [1, 2],
      [1, 3],
    ]);
  });

  test('must give as many states as it has', () => {
    class Short extends Sum {
      override call(given: tf.Tensor | tf.Tensor[]): tf.Tensor[] {
        return super.call(given).slice(1);
      }
    }
    expect(() => layers.rnn({ cell: new Short() }).apply(x)).toThrow(
      /its output and 1 new states. Received: 1 tensors/,
    );
    expect(() => layers.rnn({ cell: dense({ units: 2 }) as layers.Layer as layers.CellLayer })).toThrow(
      /rnn: a cell must be one of/,
    );
  });
});

const { simpleRNNCell, lstmCell, gruCell } = layers;
test.each([simpleRNNCell, lstmCell, gruCell])(
  'a loop over a cell gives what a layer of it gives: %o',
  (make) => {
    const cell = make({ units: 3 });
    const layer = layers.rnn({ cell, returnState: true });
    const x = sines([2, 4, 2], 0);
    const [, ...wanted] = listOf(layer.apply(x));
    let states: tf.Tensor[] = wanted.map(({ shape }) => tf.zeros(shape));
    for (const step of tf.unstack(x, 1)) [, ...states] = listOf(cell.apply([step, ...states]));
    states.forEach((state, i) => {
      expectSame(state, wanted[i]!);
    });
  },
);

describe('wrappers', () => {
  test('apply a model to every step', () => {
    const input = new InputLayer({ shape: [2] }).output;
    const hidden = new Dense({ units: 3, activation: 'tanh' }).apply(input);
    const model = new Network({ inputs: input, outputs: new Dense({ units: 1 }).apply(hidden) });
    const layer = layers.timeDistributed({ layer: model });
    const x = sines([2, 3, 2], 0);
    const output = layer.apply(x);
    tf.unstack(output, 1).forEach((step, i) => {
      expectSame(step, model.apply(tf.unstack(x, 1)[i]!));
    });
    expect(layer.weights).toHaveLength(4);
  });

  test.each(['l1', 'l2'] as const)(
    'do not charge the activity of the layer within, %s, as Keras',
    (activityRegularizer) => {
      const charged = (layer: Layer) => {
        layer.invoke(tf.ones([2, 3, 2]), {});
        return layer.losses.length;
      };
      const within = () => layers.dense({ units: 2, activityRegularizer });
      expect(charged(layers.timeDistributed({ layer: within() }) as Layer)).toBe(0);
      expect(charged(within() as layers.Layer as Layer)).toBe(1);
    },
  );

  test('pass masks on to the layer of each step', () => {
    const layer = layers.timeDistributed({ layer: layers.lstm({ units: 2 }) });
    const x = sines([2, 3, 4, 2], 0);
    const mask = tf.greater(sines([2, 3, 4], 5), 0);
    const output = layer.apply(x, { mask });
    const inner = Reflect.get(layer, 'layer') as Layer;
    expectSame(
      tf.unstack(output, 1)[1]!,
      inner.apply(tf.unstack(x, 1)[1]!, { mask: tf.unstack(mask, 1)[1]! }),
    );
    expect(() => layer.apply(x, { mask: tf.ones([2], 'bool') })).toThrow(
      /expected \[2, 3\]. Received: \[2\]/,
    );
  });

  test('need one output', () => {
    const layer = layers.timeDistributed({ layer: layers.lstm({ units: 2, returnState: true }) });
    expect(() => layer.apply(sines([2, 3, 4, 2], 0))).toThrow(/its layer must give one output/);
  });

  test('name the layers of both directions, and copy the layer', () => {
    const inner = layers.lstm({ units: 2, name: 'reader' });
    const both = layers.bidirectional({ layer: inner, mergeMode: null });
    const config = both.getConfig() as { layer: { config: object }; backwardLayer: { config: object } };
    expect(config.layer.config).toMatchObject({ name: 'forward_reader', goBackwards: false });
    expect(config.backwardLayer.config).toMatchObject({ name: 'backward_reader', goBackwards: true });
    expect(config).toMatchObject({ mergeMode: null });
    both.apply(sines([1, 2, 2], 0));
    expect(inner.weights).toHaveLength(0);
  });
});

describe('what does not fit is named', () => {
  test.each([
    [() => layers.lstm({ units: 2, name: 'r' }).apply(sines([2, 3], 0)), "LSTM 'r' takes sequences"],
    [
      () => layers.gru({ units: 2, name: 'r' }).apply(sines([2, 0, 2], 0)),
      "GRU 'r': a sequence must have a step",
    ],
    [
      () =>
        layers.lstm({ units: 2, name: 'r' }).apply(sines([2, 3, 2], 0), { mask: tf.ones([2, 2], 'bool') }),
      "LSTM 'r': the mask must be of the inputs' samples and steps, expected [2, 3]. Received: [2,2].",
    ],
    [
      () =>
        layers.lstm({ units: 2, name: 'r' }).apply(sines([2, 3, 2], 0), { mask: tf.ones([2, 3, 5], 'bool') }),
      "LSTM 'r': the mask must have a boolean for each step, expected the shape [samples, steps]. Received: [2,3,5].",
    ],
    [
      () => layers.convLstm2d({ filters: 1, kernelSize: 2, strides: 2, dilationRate: 2 }),
      'ConvLSTM2D: strides or dilationRate must be 1',
    ],
    [
      () => layers.bidirectional({ layer: dense({ units: 1 }) }),
      'bidirectional: layer must be a recurrent layer',
    ],
    [() => layers.lstm({ units: 2, useCudnn: true } as never), "Unknown option of lstm 'useCudnn'"],
  ])('%s', (make, message) => {
    expect(make).toThrow(message);
  });
});
