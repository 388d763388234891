// Archives of endpoints of all kinds, with calls of each.
import * as layers from '../../lib/layers/layers.js';
import { model as functional, sequential } from '../../lib/models/factories.js';
import type { Optimizer } from '../../lib/optimizers/optimizer.js';
import * as optimizers from '../../lib/optimizers/optimizers.js';
import * as random from '../../lib/random/random.js';
import { ExportArchive } from '../../lib/saving/saved-model/export-archive.js';
import { tf } from '../../lib/tf.js';
import type { EndpointOutputs } from '../../lib/training/export-args.js';
import type { Model } from '../../lib/training/model.js';

interface Call {
  readonly endpoint: string;
  readonly inputs: readonly unknown[];
  run(...inputs: never[]): EndpointOutputs;
}

export interface ArchiveCase {
  readonly archive: ExportArchive;
  readonly calls: readonly Call[];
  /** What `golden/run_archives.py` makes of the same model with Keras. */
  readonly keras?: string;
}

const open = (...shape: (number | null)[]) => ({ shape: [null, ...shape] });
const rows = (count: number, ...shape: number[]) => random.uniform([count, ...shape], -1, 1);

/** Biases and means that begin at 0 would hide what becomes of them. */
function withRandomWeights(model: Model): Model {
  for (const weight of model.weights) {
    if (weight.dtype === 'float32') weight.write(random.uniform(weight.shape as number[], 0.1, 0.9));
  }
  return model;
}

const normalized = () =>
  withRandomWeights(
    sequential([
      layers.dense({ units: 4, inputShape: [3] }),
      layers.batchNormalization(),
      layers.dense({ units: 2 }),
    ]),
  );

/** Calls of one endpoint, for several numbers of samples. */
function callsOf(endpoint: string, run: Call['run'], inputs: (samples: number) => unknown[]): Call[] {
  return [1, 4, 9].map((samples) => ({ endpoint, inputs: inputs(samples), run }));
}

export const archives: Record<string, (file: string) => Promise<ArchiveCase>> = {
  inference: async (file) => {
    const model = normalized();
    await model.save(file);
    const archive = new ExportArchive();
    const serve = archive.trackAndAddEndpoint('serve', model, [open(3)]);
    return { archive, keras: 'inference', calls: callsOf('serve', serve, (n) => [rows(n, 3)]) };
  },
  training: async (file) => {
    const model = normalized();
    model.layers[0]!.trainable = false;
    model.compile({ optimizer: 'adam', loss: 'meanSquaredError' });
    await model.fit(rows(8, 3), rows(8, 2), { epochs: 2, verbose: 0 });
    await model.save(file);
    const archive = new ExportArchive();
    archive.track(model);
    const infer = archive.addEndpoint('callInference', (x) => model.apply(x), [open(3)]);
    const train = archive.addEndpoint('callTraining', (x) => model.apply(x, { training: true }), [open(3)]);
    archive.addVariableCollection('kernels', [model.weights[0]!, model.weights[6]!]);
    archive.addVariableCollection('optimizer/variables.all', model.optimizer.variables);
    archive.addVariableCollection('none', new Set<tf.Variable>());
    const inputs = (n: number) => [rows(n, 3)];
    const calls = [
      ...callsOf('callInference', infer, inputs),
      ...callsOf('callTraining', train, inputs),
      // The moving means are others now.
      ...callsOf('callInference', infer, inputs),
    ];
    return { archive, keras: 'training', calls };
  },
  chance: async () => {
    const model = sequential([
      layers.dropout({ rate: 0.5, inputShape: [20] }),
      layers.gaussianNoise({ stddev: 0.3, seed: 4 } as never),
      layers.dense({ units: 2 }),
    ]);
    const archive = new ExportArchive();
    const train = archive.addEndpoint('train', (x) => model.apply(x, { training: true }), [open(20)]);
    const draw = archive.addEndpoint('draw', (x) => tf.mul(x, random.normal([3])), [open(3)]);
    const calls = [
      ...callsOf('train', train, (n) => [rows(n, 20)]),
      ...callsOf('draw', draw, (n) => [rows(n, 3)]),
    ];
    return { archive, calls };
  },
  arguments: async () => {
    const archive = new ExportArchive();
    const two = archive.addEndpoint(
      'two',
      (left, right) => ({ sum: tf.add(left, right!), gap: tf.sub(left, right!) }),
      [open(3), open(3)],
    );
    const list = archive.addEndpoint('list', ([a, b]: tf.Tensor[]) => [tf.mul(a!, b!), a!], [
      [open(3), open(3)],
    ]);
    const names = archive.addEndpoint('names', ({ b, a }: { b: tf.Tensor; a: tf.Tensor }) => tf.sub(b, a), [
      { b: open(3), a: open(3) },
    ]);
    const nested = archive.addEndpoint(
      'nested',
      (d: { b: [tf.Tensor, { q: tf.Tensor }]; a: tf.Tensor }) => tf.add(tf.mul(d.b[0], d.b[1].q), d.a),
      [{ b: [open(3), { q: open(3) }], a: { ...open(3), name: 'own' } }],
    );
    const kinds = archive.addEndpoint(
      'kinds',
      (x, keep) => [tf.cast(x, 'float32'), tf.logicalNot(keep!), tf.argMax(x, -1)],
      [
        { shape: [null, 3], dtype: 'int32', name: 'numbers' },
        { shape: [null], dtype: 'bool', name: 'keep' },
      ],
    );
    const fixed = archive.addEndpoint('fix_ed', () => tf.scalar(7), []);
    const alike = archive.addEndpoint('fix ed', (x) => tf.neg(x), [open(2)]);
    const means = archive.addEndpoint(
      'means',
      (a, b) => tf.add(tf.div(tf.sum(b!, [0, 1]), b!.shape[0]! * b!.shape[1]!), tf.mean(a)),
      [open(3), open(null, 2)],
    );
    const sizes = archive.addEndpoint('sizes', (x) => tf.mean(x, [1, 2]), [open(null, null, 2)]);
    const whole = (n: number) => tf.cast(tf.mul(rows(n, 3), 9), 'int32');
    const calls = [
      ...callsOf('two', two as never, (n) => [rows(n, 3), rows(n, 3)]),
      ...callsOf('list', list as never, (n) => [[rows(n, 3), rows(n, 3)]]),
      ...callsOf('names', names as never, (n) => [{ b: rows(n, 3), a: rows(n, 3) }]),
      ...callsOf('nested', nested as never, (n) => [{ b: [rows(n, 3), { q: rows(n, 3) }], a: rows(n, 3) }]),
      ...callsOf('kinds', kinds as never, (n) => [whole(n), tf.greater(rows(n), 0)]),
      ...callsOf('sizes', sizes as never, (n) => [rows(n, n + 1, 2 * n, 2)]),
      ...callsOf('fix ed', alike, (n) => [rows(n, 2)]),
      ...callsOf('means', means as never, (n) => [rows(n, 3), rows(n, n + 2, 2)]),
      { endpoint: 'fix_ed', inputs: [], run: fixed as never },
    ];
    return { archive, keras: 'arguments', calls };
  },
  variables: async () => {
    const scale = tf.variable(tf.tensor1d([1, 2, 3]), true, 'scale');
    const count = tf.variable(tf.scalar(5, 'int32'), false, 'count', 'int32');
    const shift = tf.tensor1d([0.5, 0, -0.5]);
    const archive = new ExportArchive();
    const scaled = archive.addEndpoint('scaled', (x) => tf.add(tf.mul(x, scale), shift), [open(3)]);
    const counted = archive.addEndpoint(
      'counted',
      (x) => {
        const before = count.clone();
        count.assign(tf.add(count, tf.cast(tf.sum(x), 'int32')));
        return { before, after: count, x };
      },
      [open(2)],
    );
    const replaced = archive.addEndpoint(
      'replaced',
      (x) => {
        scale.assign(tf.reshape(x, [3]));
        return [scale];
      },
      [{ shape: [3, 1] }],
    );
    archive.addVariableCollection('mine', [count, scale]);
    const calls = [
      ...callsOf('scaled', scaled, (n) => [rows(n, 3)]),
      ...callsOf('counted', counted, (n) => [tf.ones([n, 2])]),
      { endpoint: 'replaced', inputs: [rows(3, 1)], run: replaced as never },
      ...callsOf('scaled', scaled, (n) => [rows(n, 3)]),
    ];
    return { archive, calls };
  },
  twoModels: async (file) => {
    const x = layers.input({ shape: [4], name: 'x' });
    const z = layers.dense({ units: 2 }).apply(x);
    const encoder = withRandomWeights(functional({ inputs: x, outputs: z }));
    const [a, b] = [layers.input({ shape: [2], name: 'left' }), layers.input({ shape: [2], name: 'right' })];
    const joined = layers.dense({ units: 3 }).apply(layers.concatenate().apply([a, b]));
    const head = withRandomWeights(
      functional({ inputs: { left: a, right: b }, outputs: { logits: joined } }),
    );
    await encoder.save(file);
    await head.save(file.replace('.keras', '_head.keras'));
    const archive = new ExportArchive();
    archive.track(encoder);
    archive.track(head);
    archive.track(encoder.layers[1]!);
    const encode = archive.addEndpoint('encode', encoder, encoder.inputs);
    const both = archive.addEndpoint(
      'both',
      (one, two) => ({ logits: head.apply({ left: encode(one), right: encode(two!) } as never) as never }),
      [open(4), open(4)],
    );
    const direct = archive.addEndpoint('serving_default', head, [{ left: open(2), right: open(2) }]);
    const calls = [
      ...callsOf('encode', encode, (n) => [rows(n, 4)]),
      ...callsOf('both', both as never, (n) => [rows(n, 4), rows(n, 4)]),
      ...callsOf('serving_default', direct as never, (n) => [{ left: rows(n, 2), right: rows(n, 2) }]),
    ];
    return { archive, keras: 'two_models', calls };
  },
  steps: async () => {
    const weight = tf.variable(tf.ones<tf.Rank.R2>([3, 1]));
    const optimizer = optimizers.adam({ learningRate: 0.1 }) as Optimizer;
    optimizer.build([weight]);
    const archive = new ExportArchive();
    const loss = (x: tf.Tensor, y: tf.Tensor) =>
      tf.mean<tf.Scalar>(tf.squaredDifference(tf.matMul(x as tf.Tensor2D, weight), y));
    const step = archive.addEndpoint(
      'step',
      (x, y) => optimizer.minimize(() => loss(x, y!), true, [weight])!,
      [open(3), open(1)],
    );
    const slope = archive.addEndpoint('slope', (x) => tf.grad((z) => tf.sum(tf.square(z)))(x), [open(3)]);
    archive.addVariableCollection('state', [weight, ...optimizer.variables]);
    const calls = [
      ...callsOf('step', step as never, (n) => [rows(n, 3), rows(n, 1)]),
      ...callsOf('slope', slope, (n) => [rows(n, 3)]),
    ];
    return { archive, calls };
  },
  stateful: async () => {
    const model = sequential([
      layers.input({ batchShape: [2, 3, 1] }),
      layers.gru({ units: 2, stateful: true }),
    ] as never) as Model;
    const archive = new ExportArchive();
    const serve = archive.addEndpoint('serve', (x) => model.apply(x), [{ shape: [2, 3, 1] }]);
    const calls = [rows(2, 3, 1), rows(2, 3, 1)].map((x) => ({
      endpoint: 'serve',
      inputs: [x],
      run: serve as never,
    }));
    return { archive, calls };
  },
};
