// The models of bench/training on a plug-in of XLA's: the losses of TensorFlow's executor, step by step.
import { beforeAll, expect, test } from 'vitest';
import { prepare, losses as stepLosses } from '../../../bench/training/losses.mjs';
import { models } from '../../../bench/training/models.mjs';
import type { LayerVariable } from '../../../lib/core/variable.js';
import { chooseDevice } from '../../../lib/engine/pjrt/choose-device.js';
import * as layers from '../../../lib/layers/layers.js';
import { model as functional } from '../../../lib/models/factories.js';
import * as random from '../../../lib/random/random.js';
import { tf } from '../../../lib/tf.js';
import { createCompiledTrainer } from '../../../lib/training/compiled/compiled-trainer.js';
import { registerTrainer } from '../../../lib/training/steps/choose-trainer.js';
import { describeOnPlugin, leftNotices, onPlugin } from './stand-in.js';

type BenchModel = (typeof models)[number];

/**
 * Convolutions of large images are slow in XLA on a processor, half a minute a step: of these one step, and a hundred of the
 * same layers on the smallest pictures that they take.
 */
const large = models.find(({ name }) => name === 'dogs-cats')!;
const small: BenchModel = {
  ...large,
  name: 'dogs-cats of 46 × 46 pixels',
  input: [46, 46, 3],
  batch: 4,
  steps: 100,
};
const steps: Record<string, number> = { [large.name]: 1 };
const mostSteps = 100;
/**
 * After so many steps the device goes on from where TensorFlow is. Roundings grow: TensorFlow itself parts by more than 1e-5
 * soon after from what it gives where a rounding is another; in one go the device is held to that.
 */
const together: Record<string, number> = { cnn: 10, dnn: 10, 'dnn-bn-dropout': 50, [small.name]: 25 };

/** Those that are held in stretches above, as far as their gradients are the same for a batch's rows in any order: no dropout. */
const inOneGo = new Set(['dnn', 'cnn', small.name]);

describeOnPlugin('models on a plug-in of XLA', () => {
  const notices = leftNotices();
  beforeAll(() => {
    // Updates as single ops, as a device computes them: TensorFlow's op that updates in place rounds otherwise, and its losses
    // part from those of TensorFlow's single ops by as much as a device's do.
    registerTrainer(createCompiledTrainer({ largeStep: Number.POSITIVE_INFINITY }));
    chooseDevice('cpu');
  });

  test.each([...models, small].map((model) => [model.name, model] as const))(
    '%s',
    { timeout: 600_000 },
    async (_, model) => {
      const places = new Map<number, Float32Array[]>();
      const span = together[model.name] ?? Number.POSITIVE_INFINITY;
      const expected = await losses(model, (step, variables) => {
        if (step % span === 0)
          places.set(
            step,
            variables.map((one) => one.dataSync<'float32'>().slice()),
          );
      });
      const onDevice = await onPlugin(() =>
        losses(model, (step, variables) => {
          if (step === 0) return;
          for (const [i, values] of places.get(step)?.entries() ?? []) put(variables[i]!, values);
        }),
      );
      expect(onDevice).toHaveLength(expected.length);
      onDevice.forEach((loss, step) => {
        const wanted = expected[step]!;
        const isNear = Math.abs(loss - wanted) <= 1e-5 * Math.max(1, Math.abs(wanted));
        if (!isNear) expect.fail(`step ${step}: ${loss} instead of ${wanted}`);
      });
      expect(notices()).toEqual([]);
    },
  );

  test.each(
    [...models, small].filter(({ name }) => inOneGo.has(name)).map((model) => [model.name, model] as const),
  )('%s in one go', { timeout: 600_000 }, async (_, model) => {
    const expected = await losses(model, undefined, inOrder);
    const onDevice = await onPlugin(() => losses(model, undefined, inOrder));
    const parted = furthest(onDevice, expected);
    if (parted <= 1e-5) return;
    // A rounding may tip a unit or a small gradient over, on this processor for these numbers: TensorFlow's own does.
    const ofItself: number[] = [];
    for (const other of otherRoundings)
      ofItself.push(furthest(await losses(model, undefined, other), expected));
    expect(parted).toBeLessThanOrEqual(3 * Math.max(...ofItself));
  });
});

/** How far losses are from others at most, as a share of those above 1. */
const furthest = (given: readonly number[], wanted: readonly number[]): number =>
  Math.max(...wanted.map((one, step) => Math.abs(given[step]! - one) / Math.max(1, Math.abs(one))));

function put(variable: tf.Variable, values: Float32Array): void {
  const tensor = tf.tensor(values, variable.shape, variable.dtype);
  variable.assign(tensor);
  tensor.dispose();
}

/** How a model is trained. */
interface Training {
  readonly shuffle: boolean;
  /** Turns each batch's rows round: the same loss and gradients, summed in another order. */
  readonly isReversed?: boolean;
  /** What pictures are multiplied by: 1, or as near to it as numbers are to their roundings. */
  readonly nudge?: number;
}
const shuffled: Training = { shuffle: true };
const inOrder: Training = { shuffle: false };
const rounding = 2 ** -23;
const otherRoundings: Training[] = [
  { shuffle: false, isReversed: true },
  ...[-3, -2, -1, 1, 2, 3].map((times) => ({ shuffle: false, nudge: 1 + times * rounding })),
];

/** Each batch's rows turned round. */
const reversed = (rows: tf.Tensor, batch: number): tf.Tensor =>
  tf.tidy(() => tf.reshape(tf.reverse(tf.reshape(rows, [-1, batch, ...rows.shape.slice(1)]), 1), rows.shape));

/** The mean loss so far, after each step. @param before is given the numbers that training changes */
async function losses(
  model: BenchModel,
  before: (step: number, variables: tf.Variable[]) => void = () => {},
  { shuffle, isReversed = false, nudge = 1 }: Training = shuffled,
): Promise<number[]> {
  const count = steps[model.name] ?? Math.min(model.steps, mostSteps);
  const prepared = prepare({ layers, model: functional, random, tf }, model, count);
  const { made, x, y } = prepared;
  const rows = tf.tidy(() => {
    const turned = (given: tf.Tensor) => (isReversed ? reversed(given, prepared.batchSize) : tf.clone(given));
    return { x: tf.mul(turned(x), nudge), y: turned(y) };
  });
  const variables = (): tf.Variable[] => [
    ...made.weights.map((weight: LayerVariable) => weight.read()),
    ...made.optimizer.variablesFor(made.trainableWeights.map((weight: LayerVariable) => weight.read())),
  ];
  const seen = await stepLosses({ ...prepared, ...rows }, count, shuffle, (step) =>
    before(step, variables()),
  );
  tf.dispose(rows);
  prepared.dispose();
  return seen;
}
