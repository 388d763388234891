// Graphs of layers: orders as in Keras' files, shared layers, nesting, inputs by name, and models cut out of others.
import { beforeAll, expect, test } from 'vitest';
import { InputLayer } from '../../lib/core/input-layer.js';
import { type CallOptions, Layer } from '../../lib/core/layer.js';
import { Network } from '../../lib/core/network.js';
import type { SymbolicTensor } from '../../lib/core/symbolic-tensor.js';
import { Dense } from '../../lib/layers/core/dense.js';
import { tf } from '../../lib/tf.js';

beforeAll(() => tf.setBackend('cpu'));

class Times extends Layer {
  constructor(
    readonly factor: number,
    name?: string,
  ) {
    super({ name });
  }
  override call(x: tf.Tensor, _options: CallOptions): tf.Tensor {
    return tf.mul(x, this.factor);
  }
}

class Sum extends Layer {
  constructor() {
    super();
    this.takesSeveral = true;
  }
  override call(inputs: tf.Tensor[]): tf.Tensor {
    return inputs.reduce((sum, one) => tf.add(sum, one));
  }
  override computeOutputShape(shapes: (number | null)[][]) {
    return shapes[0]!;
  }
}

const input = (name?: string) => new InputLayer({ shape: [1], name }).output;
const numbers = (value: unknown): number[] =>
  [value as tf.Tensor].flat().flatMap((tensor) => [...tensor.dataSync()]);

test('a layer that is used at several depths stands at its deepest', () => {
  const [x, y] = [input('x'), input('y')];
  const [twice, ten] = [new Times(2, 'twice'), new Times(10, 'ten')];
  const deep = twice.apply(ten.apply(twice.apply(x)));
  const network = new Network({ inputs: [x, y], outputs: [deep, twice.apply(y)] });
  // The order that Keras 3.15 gives.
  expect(network.layers.map(({ name }) => name)).toEqual(['x', 'twice', 'ten', 'y']);
  expect(numbers(network.apply([tf.ones([1, 1]), tf.fill([1, 1], 3)]))).toEqual([40, 6]);
});

test('one tensor may be given twice', () => {
  const x = input();
  const doubled = new Times(2).apply(x);
  const network = new Network({ inputs: x, outputs: new Sum().apply([doubled, doubled, x]) });
  expect(numbers(network.apply(tf.ones([1, 1])))).toEqual([5]);
});

test('models nest, and are shared', () => {
  const a = input();
  const inner = new Network({ inputs: a, outputs: new Times(3).apply(a), name: 'inner' });
  const x = input();
  const outer = new Network({ inputs: x, outputs: inner.apply(inner.apply(x)) });
  expect(outer.graph.callsOf(inner)).toHaveLength(2);
  expect(numbers(outer.apply(tf.ones([1, 1])))).toEqual([9]);
});

test('inputs and outputs go by name as well', () => {
  const [a, b] = [input('a'), input('b')];
  const network = new Network({
    inputs: { left: a, right: b },
    outputs: { sum: new Sum().apply([a, b]), same: new Times(1).apply(a) },
  });
  expect(network.inputNames).toEqual(['left', 'right']);
  // In the order of the names, as Keras takes a dictionary.
  expect(network.outputNames).toEqual(['same', 'sum']);
  const inputs = { right: tf.fill([1, 1], 2), left: tf.ones([1, 1]) };
  expect(numbers(network.invoke(inputs, {}))).toEqual([1, 3]);
  expect(() => network.invoke({ left: tf.ones([1, 1]) }, {})).toThrow(
    /takes 2 inputs \(left, right\)\. Received: left/,
  );
});

test('a model may begin at what another layer gives', () => {
  const x = input();
  const half = new Times(0.5).apply(x);
  const end = new Times(10).apply(half);
  const tail = new Network({ inputs: half as SymbolicTensor, outputs: end });
  expect(numbers(tail.apply(tf.ones([1, 1])))).toEqual([10]);
  expect(tail.layers.map((layer) => layer.getClassName())).toEqual(['InputLayer', 'Times']);
});

test('inputs that lead nowhere are still inputs; ways that do not come from them are named', () => {
  const [x, unused] = [input('x'), input('unused')];
  const network = new Network({ inputs: [x, unused], outputs: new Times(2).apply(x) });
  expect(numbers(network.apply([tf.ones([1, 1]), tf.ones([1, 1])]))).toEqual([2]);
  expect(() => new Network({ inputs: x, outputs: new Sum().apply([x, unused]) })).toThrow(
    /also depend on 'unused'/,
  );
  expect(() => new Network({ inputs: x, outputs: new Times(2, 'x').apply(x) })).toThrow(
    /two of its layers are named 'x'/,
  );
});

test('shapes follow inputs of other sizes', () => {
  const x = new InputLayer({ shape: [null, 4] }).output;
  const network = new Network({ inputs: x, outputs: new Dense({ units: 2 }).apply(x) });
  expect(network.computeOutputShape([null, 7, 4])).toEqual([null, 7, 2]);
  expect(() => network.apply(tf.ones([1, 7, 5]))).toThrow(/takes \[samples, any, 4\]/);
});
