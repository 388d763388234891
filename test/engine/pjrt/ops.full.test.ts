// Every op that is written for devices, on a plug-in and in TensorFlow, over generated shapes.
import { expect, test } from 'vitest';
import type { TensorFlowBackend } from '../../../lib/engine/backend-types.js';
import { dataType, numberOfType } from '../../../lib/engine/data-types.js';
import { attributeType } from '../../../lib/engine/op-attributes.js';
import { openDevice } from '../../../lib/engine/pjrt/choose-device.js';
import type { LoweredOp } from '../../../lib/engine/pjrt/lowering/table.js';
import { compile } from '../../../lib/engine/tracing/compile.js';
import { DeviceFunction } from '../../../lib/engine/tracing/device-function.js';
import { GraphFunction } from '../../../lib/engine/tracing/graph-function.js';
import { releaseCaptured, trace } from '../../../lib/engine/tracing/trace.js';
import { tf } from '../../../lib/tf.js';
import { Draw, type Given, type OpCase, opCases } from './op-cases.js';
import { describeOnPlugin, onPlugin } from './stand-in.js';

const calls = 12;
const usualTolerance = 1e-5;

describeOnPlugin('ops on a plug-in of XLA', () => {
  test.each(Object.keys(opCases) as LoweredOp[])('%s', (op) => {
    for (let seed = 0; seed < calls; seed++) compare(op, opCases[op](new Draw(seed)), seed);
  });

  // TensorFlow itself gives other numbers there on other processors.
  test.each(['MaxPool3D', 'AvgPool3D'] as const)('%s by strides that leave places over is left', (op) => {
    const x: Given = { shape: [1, 3, 3, 3, 1], type: 'float32', values: new Array(27).fill(1) };
    const attributes = [
      { name: 'strides', type: attributeType.int, value: [1, 1, 1, 3, 1] },
      { name: 'ksize', type: attributeType.int, value: [1, 3, 1, 1, 1] },
      { name: 'padding', type: attributeType.string, value: 'SAME' },
    ];
    expect(() => tf.tidy(() => void bothWays(op, { inputs: [x], attributes }))).toThrow(
      `${op} (with padding SAME whose strides leave places over)`,
    );
  });

  // The executor ends with an error there.
  test('rows out of range are NaN', async () => {
    const rows = tf.tensor2d([
      [1, 2],
      [3, 4],
      [5, 6],
    ]);
    const numbers = tf.tensor1d([2, 3, -1, 0], 'int32');
    const places = tf.tensor2d(
      [
        [2, 1],
        [2, 2],
        [-1, 0],
        [0, 0],
      ],
      [4, 2],
      'int32',
    );
    const take = compile((n: tf.Tensor, p: tf.Tensor) => [tf.gather(rows, n), tf.gatherND(rows, p)] as const);
    const taken = await onPlugin(() => {
      // The first call runs op by op.
      tf.dispose([...take(tf.zerosLike(numbers), tf.zerosLike(places))]);
      return take(numbers, places);
    });
    expect(taken.map((one) => Array.from(one.dataSync()))).toEqual([
      [5, 6, Number.NaN, Number.NaN, Number.NaN, Number.NaN, 1, 2],
      [6, Number.NaN, Number.NaN, 1],
    ]);
  });
});

function compare(op: LoweredOp, given: OpCase, seed: number): void {
  const [onDevice, expected] = tf.tidy(() => bothWays(op, given)) as [Results, Results];
  const { tolerance = usualTolerance } = given;
  for (const index of given.compared ?? expected.map((_, at) => at)) {
    const [a, b] = [onDevice[index]!, expected[index]!];
    const where = `call ${seed}, output ${index} of ${JSON.stringify(given)}`;
    expect(a.shape, where).toEqual(b.shape);
    a.values.forEach((value, at) => {
      const wanted = b.values[at]!;
      const isNear =
        Object.is(value, wanted) ||
        value === wanted ||
        Math.abs(value - wanted) <= tolerance * Math.max(1, Math.abs(wanted));
      if (!isNear) expect.fail(`${value} instead of ${wanted} at ${at}, ${where}`);
    });
  }
}

type Results = { shape: number[]; values: number[] }[];

function bothWays(op: LoweredOp, given: OpCase): [Results, Results] {
  const backend = tf.backend() as TensorFlowBackend;
  const { binding } = backend;
  const moving = given.inputs.filter(({ fixed }) => !fixed).map(tensorOf);
  let places: ReturnType<typeof placesOf> = [];
  const traced = trace(backend, (scope) => {
    const inputs = moving.map(({ dtype, shape }) =>
      scope.tensor(scope.recorder.input(numberOfType(dtype), shape)),
    );
    places = inputs.map(scope.endpoint);
    const queue = [...inputs];
    const all = given.inputs.map((one) => (one.fixed ? tensorOf(one) : queue.shift()!));
    return outputsOf(backend, op, given, all).map(scope.endpoint);
  });
  const body = { graph: traced.graph, inputs: places, outputs: traced.outputs };
  const ids = backend.getInputTensorIds(moving);
  const native = new GraphFunction(binding.context, body);
  const expected = binding.handles.addOutputs(native.call(ids.map((id) => binding.handles.get(id))));
  const lowered = new DeviceFunction(binding, openDevice('xla-cpu'), body);
  const onDevice = lowered.call(ids);
  const read = (made: typeof expected): Results =>
    made.map(({ id, shape }) => {
      const values = Array.from(binding.download(id) as Float32Array, Number);
      binding.deleteTensor(id);
      return { shape, values };
    });
  const results: [Results, Results] = [read(onDevice), read(expected)];
  for (const one of [native, lowered]) one.delete();
  traced.graph.delete();
  releaseCaptured(traced);
  return results;
}

const placesOf = (): { operation: number; index: number }[] => [];

function tensorOf({ shape, type, values }: Given): tf.Tensor {
  if (type !== 'int64') return tf.tensor([...values], [...shape], type);
  // TensorFlow.js has no such type: an op makes it.
  const attributes = [{ name: 'DstT', type: attributeType.type, value: dataType.int64 }];
  const { binding } = tf.backend() as TensorFlowBackend;
  const numbers = tf.tensor([...values], [...shape], 'int32');
  const [made] = binding.executeOp(
    'Cast',
    attributes,
    (tf.backend() as TensorFlowBackend).getInputTensorIds([numbers]),
    1,
  );
  return (tf.backend() as TensorFlowBackend).createOutputTensor(made!);
}

/** A pooling's gradient takes what the pooling gave. */
function outputsOf(
  backend: TensorFlowBackend,
  op: LoweredOp,
  given: OpCase,
  inputs: tf.Tensor[],
): tf.Tensor[] {
  const { attributes = [], outputs = 1 } = given;
  if (op !== 'MaxPoolGrad' && op !== 'MaxPool3DGrad')
    return backend.executeMultipleOutputs(op, attributes, inputs, outputs);
  const [pooled] = backend.executeMultipleOutputs(op.replace('Grad', ''), attributes, inputs, 1);
  return backend.executeMultipleOutputs(op, attributes, [inputs[0]!, pooled!, tf.sin(pooled!)], 1);
}
