// Trainings in which second derivatives and dilated convolutions count; golden/make_trainings.py has what Keras reaches
// from the same weights on the same data.
import { readFileSync } from 'node:fs';
import { expect } from 'vitest';
import { compile } from '../../../lib/engine/tracing/compile.js';
import * as layers from '../../../lib/layers/layers.js';
import { model as functional, sequential } from '../../../lib/models/factories.js';
import * as optimizers from '../../../lib/optimizers/optimizers.js';
import { tf } from '../../../lib/tf.js';

interface Golden {
  readonly waveNet: number[];
  readonly temporalNet: number[];
  readonly penalty: number[];
  readonly hessian: { losses: number[]; matrix: number[] };
}

const file = new URL('golden/trainings.json', import.meta.url);
const golden = JSON.parse(readFileSync(file, 'utf8')) as Golden;

type Step = () => tf.Tensor[];
/** How one step is run: op by op, or compiled. */
export type As = (step: Step) => Step;

export const opByOp: As = (step) => step;

export const compiled: As = (step) => {
  const traced = compile(step);
  return () => {
    const values = traced();
    expect(traced.reason).toBeUndefined();
    return values;
  };
};

const waves = (shape: number[], start: number, scale = 1): tf.Tensor =>
  tf.tensor(
    Float32Array.from({ length: tf.util.sizeFromShape(shape) }, (_, i) => scale * Math.sin(start + 0.7 * i)),
    shape,
  );

type Symbolic = ReturnType<typeof layers.input>;
type Network = ReturnType<typeof functional> | ReturnType<typeof sequential>;

function withWaves<N extends Network>(network: N): N {
  const weights = network.getWeights() as tf.Tensor[];
  network.setWeights(weights.map(({ shape }, i) => waves(shape, i, 0.4)));
  return network;
}

const causal = (
  x: Symbolic,
  size: number,
  rate: number,
  activation?: 'tanh' | 'sigmoid' | 'relu',
): Symbolic =>
  layers
    .conv1d({
      filters: 4,
      kernelSize: size,
      padding: 'causal',
      dilationRate: rate,
      ...(activation && { activation }),
    })
    .apply(x);

/** A stack of gated blocks; each passes on what it adds, and gives out a part of the result. */
function waveNet(): Network {
  const inputs = layers.input({ shape: [12, 2] });
  let x = causal(inputs, 2, 1);
  const outs = [1, 2, 4].map((rate) => {
    const gated = layers.multiply().apply([causal(x, 2, rate, 'tanh'), causal(x, 2, rate, 'sigmoid')]);
    const out = layers.conv1d({ filters: 4, kernelSize: 1 }).apply(gated);
    x = layers.add().apply([x, out]);
    return out;
  });
  const y = layers.activation({ activation: 'relu' }).apply(layers.add().apply(outs));
  return functional({ inputs, outputs: layers.conv1d({ filters: 1, kernelSize: 1 }).apply(y) });
}

function temporalNet(): Network {
  const inputs = layers.input({ shape: [10, 2] });
  const x = [1, 2, 4].reduce<Symbolic>((before, rate, i) => {
    const y = causal(causal(before, 3, rate, 'relu'), 3, rate, 'relu');
    const shortcut = i === 0 ? layers.conv1d({ filters: 4, kernelSize: 1 }).apply(before) : before;
    return layers.activation({ activation: 'relu' }).apply(layers.add().apply([shortcut, y]));
  }, inputs);
  const flat = layers.flatten().apply(x);
  return functional({ inputs, outputs: layers.dense({ units: 3, activation: 'softmax' }).apply(flat) });
}

/** @param how `{ eager: true }`, or nothing, and the registered trainer compiles */
export async function expectNetsAsInKeras(how: object): Promise<void> {
  const wave = withWaves(waveNet());
  wave.compile({ optimizer: optimizers.adam({ learningRate: 0.01 }), loss: 'meanSquaredError' });
  await expectFit(wave, waves([8, 12, 2], 0.1), waves([8, 12, 1], 0.6), how, golden.waveNet);
  const temporal = withWaves(temporalNet());
  temporal.compile({ optimizer: optimizers.sgd({ learningRate: 0.05 }), loss: 'categoricalCrossentropy' });
  const classes = tf.oneHot([0, 1, 2, 0, 1, 2, 0, 1], 3).toFloat();
  await expectFit(temporal, waves([8, 10, 2], 0.1), classes, how, golden.temporalNet);
}

async function expectFit(
  network: Network,
  x: tf.Tensor,
  y: tf.Tensor,
  how: object,
  losses: number[],
): Promise<void> {
  const { history } = await network.fit(x, y, {
    batchSize: 4,
    epochs: 6,
    shuffle: false,
    verbose: 0,
    ...how,
  });
  expectNear(history.loss as number[], losses);
}

/** A critic whose slopes are held at 1 (WGAN-GP), and the generator that it judges. */
export function expectPenaltyAsInKeras(as: As): void {
  const { dense, leakyReLU } = layers;
  const critic = withWaves(
    sequential([
      dense({ units: 6, activation: 'tanh', inputShape: [3] }),
      dense({ units: 6 }),
      leakyReLU({ negativeSlope: 0.2 }),
      dense({ units: 1 }),
    ]),
  );
  const generator = withWaves(
    sequential([dense({ units: 5, activation: 'tanh', inputShape: [2] }), dense({ units: 3 })]),
  );
  const score = (x: tf.Tensor): tf.Tensor => critic.apply(x) as tf.Tensor;
  const make = (noise: tf.Tensor): tf.Tensor => generator.apply(noise) as tf.Tensor;
  const given = [waves([8, 2], 0), waves([8, 3], 0), waves([8, 1], 0)].map((x) => tf.variable(x, false));
  const [noise, real, share] = given as [tf.Variable, tf.Variable, tf.Variable];
  const judged = (): tf.Scalar => {
    const fake = make(noise);
    const between = tf.add(tf.mul(share, real), tf.mul(tf.sub(1, share), fake));
    const slopes = tf.grad((x: tf.Tensor) => tf.sum(score(x)))(between);
    const penalty = tf.mean(tf.square(tf.sub(tf.norm(slopes, 2, 1), 1)));
    return tf.addN([tf.mean(score(fake)), tf.neg(tf.mean(score(real))), tf.mul(10, penalty)]).asScalar();
  };
  const step = as(() => [
    descend(judged, variablesOf(critic)),
    descend(() => tf.neg(tf.mean(score(make(noise)))).asScalar(), variablesOf(generator)),
  ]);
  const losses = Array.from({ length: 10 }, (_, i) => {
    noise.assign(waves([8, 2], i));
    real.assign(waves([8, 3], i + 0.5, 2));
    share.assign(tf.abs(waves([8, 1], i + 0.2)));
    return step().map((loss) => loss.dataSync()[0]!);
  });
  expectNear(losses.flat(), golden.penalty);
}

const variablesOf = (network: Network): tf.Variable[] =>
  network.trainableWeights.map((weight) => weight.read() as tf.Variable);

function descend(loss: () => tf.Scalar, variables: tf.Variable[]): tf.Tensor {
  const { value, grads } = tf.variableGrads(loss, variables);
  for (const variable of variables) variable.assign(tf.sub(variable, tf.mul(0.02, grads[variable.name]!)));
  return value;
}

/** A small net by its parameters as one list: the Hessian, and steps by its diagonal. */
export function expectHessianAsInKeras(as: As): void {
  const [x, y] = [waves([6, 2], 0.3) as tf.Tensor2D, waves([6, 1], 1.3)];
  const theta = tf.variable(waves([13], 0.9, 0.5));
  const loss = (all: tf.Tensor): tf.Tensor => {
    const part = (begin: number, size: number, shape: number[]): tf.Tensor2D =>
      tf.reshape<tf.Rank.R2>(tf.slice(all, begin, size), shape as [number, number]);
    const hidden = tf.tanh(tf.add(tf.matMul(x, part(0, 6, [2, 3])), part(6, 3, [1, 3])));
    const out = tf.add(tf.matMul(hidden, part(9, 3, [3, 1])), part(12, 1, [1, 1]));
    return tf.mean(tf.square(tf.sub(out, y)));
  };
  const slope = tf.grad(loss);
  const rowOf = (i: number, at: tf.Tensor): tf.Tensor =>
    tf.grad((all: tf.Tensor) => tf.reshape(tf.slice(slope(all), i, 1), []))(at);
  const step = as(() => {
    const at = tf.clone(theta);
    const matrix = tf.stack(Array.from({ length: 13 }, (_, i) => rowOf(i, at)));
    const curvature = tf.sum(tf.mul(matrix, tf.eye(13)), 1);
    theta.assign(tf.sub(at, tf.div(slope(at), tf.add(tf.abs(curvature), 0.5))));
    return [loss(at), matrix];
  });
  const steps = Array.from({ length: 8 }, () => step().map((values) => Array.from(values.dataSync())));
  expectNear(steps[0]![1]!, golden.hessian.matrix);
  expectNear(
    steps.map(([values]) => values![0]!),
    golden.hessian.losses,
  );
}

function expectNear(values: number[], expected: number[]): void {
  expect(values).toHaveLength(expected.length);
  values.forEach((value, i) => {
    const isNear = Math.abs(value - expected[i]!) <= 1e-4 * (1 + Math.abs(expected[i]!));
    if (!isNear) expect(values, `value ${i}`).toEqual(expected);
  });
}
