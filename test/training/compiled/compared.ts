// Trains the same model three ways from the same seed: op by op, as a loop that passes variables through, and as a
// loop that changes them in place.
import { expect, vi } from 'vitest';
import { registerEngine } from '../../../lib/engine/engine.js';
import * as random from '../../../lib/random/random.js';
import { tf } from '../../../lib/tf.js';
import { installOnTfjs } from '../../../lib/tfjs/install.js';
import { createCompiledTrainer } from '../../../lib/training/compiled/compiled-trainer.js';
import type { FitArgs } from '../../../lib/training/fit-args.js';
import { registerTrainer } from '../../../lib/training/steps/choose-trainer.js';

export interface Case {
  /** Makes and compiles the model. */
  readonly model: () => tf.LayersModel;
  readonly x: () => tf.Tensor | tf.Tensor[];
  readonly y: () => tf.Tensor | tf.Tensor[];
  readonly fit?: FitArgs;
  /** How much losses and weights may differ; 1e-5 unless a case says why not. */
  readonly tolerance?: number;
}

interface Trained {
  readonly history: Record<string, number[]>;
  readonly weights: number[][];
  readonly predictions: number[][];
}

export async function prepare(): Promise<void> {
  await registerEngine();
  await tf.ready();
  installOnTfjs();
}

/** Expects equal histories, weights and predictions, and that nothing fell back to op by op. */
export async function expectCompiledEqualsEager(one: Case): Promise<void> {
  const eager = await train(one, { eager: true });
  const warn = vi.spyOn(console, 'warn');
  for (const largeStep of [0, Number.POSITIVE_INFINITY]) {
    registerTrainer(createCompiledTrainer({ largeStep }));
    expectClose(await train(one, {}), eager, one.tolerance ?? 1e-5);
  }
  expect(warn.mock.calls).toEqual([]);
  warn.mockRestore();
}

async function train({ model: make, x, y, fit = {} }: Case, how: FitArgs): Promise<Trained> {
  random.setSeed(7);
  const model = make();
  const [inputs, targets] = [x(), y()];
  const args = { epochs: 3, batchSize: 4, shuffle: false, verbose: 0, ...fit, ...how } as object;
  const { history } = await model.fit(inputs as tf.Tensor, targets as tf.Tensor, args);
  const outputs = model.predict(inputs, { batchSize: 4, ...how } as object);
  const result = {
    history: history as Record<string, number[]>,
    weights: model.getWeights().map((weight) => [...weight.dataSync()]),
    predictions: [outputs].flat().map((output) => [...output.dataSync()]),
  };
  tf.dispose([outputs, inputs, targets]);
  model.dispose();
  return result;
}

function expectClose(compiled: Trained, eager: Trained, tolerance: number): void {
  expect(Object.keys(compiled.history)).toEqual(Object.keys(eager.history));
  for (const [name, values] of Object.entries(eager.history)) {
    expectNear(compiled.history[name]!, values, tolerance, name);
  }
  eager.weights.forEach((values, index) => {
    expectNear(compiled.weights[index]!, values, tolerance, `weight ${index}`);
  });
  eager.predictions.forEach((values, index) => {
    expectNear(compiled.predictions[index]!, values, tolerance, `output ${index}`);
  });
}

function expectNear(values: number[], expected: number[], tolerance: number, name: string): void {
  expect(values).toHaveLength(expected.length);
  values.forEach((value, index) => {
    const wanted = expected[index]!;
    const near = Math.abs(value - wanted) <= tolerance * Math.max(1, Math.abs(wanted));
    if (!near) expect.fail(`${name}[${index}]: compiled ${value}, eager ${wanted}`);
  });
}
