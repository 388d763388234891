// What earlyStopping and reduceLROnPlateau decide on given courses of a loss, against Keras.
import { describe, expect, test } from 'vitest';
import { type EarlyStoppingOptions, earlyStopping } from '../../lib/callbacks/early-stopping.js';
import { type ReduceLROnPlateauOptions, reduceLROnPlateau } from '../../lib/callbacks/learning-rate.js';
import type { Callback } from '../../lib/training/callback.js';
import { camelConfig, keras } from '../golden/keras-numbers.js';

interface Stage {
  stopTraining: boolean;
  optimizer: { learningRate: number };
}

/** Plays the course to the callback until it stops the model. */
function play(callback: Callback, course: number[]): { epochs: number; rates: number[] } {
  const stage: Stage = { stopTraining: false, optimizer: { learningRate: 0.1 } };
  Object.assign(callback, { model: stage, params: { metrics: ['loss', 'val_loss'] } });
  callback.onTrainBegin({});
  const rates: number[] = [];
  for (const [epoch, value] of course.entries()) {
    callback.onEpochEnd(epoch, { loss: 0, val_loss: value });
    rates.push(stage.optimizer.learningRate);
    if (stage.stopTraining) break;
  }
  return { epochs: rates.length, rates };
}

describe('earlyStopping', () => {
  test.each(keras.callbacks.stopping)('$config on $course', ({ course, config, epochs, best }) => {
    const callback = earlyStopping(camelConfig(config) as EarlyStoppingOptions);
    expect(play(callback, course).epochs).toBe(epochs);
    expect(callback.best).toBeCloseTo(best, 6);
  });
});

describe('reduceLROnPlateau', () => {
  test.each(keras.callbacks.plateau)('$config on $course', ({ course, config, rates }) => {
    const callback = reduceLROnPlateau(camelConfig(config) as ReduceLROnPlateauOptions);
    const ours = play(callback, course).rates;
    ours.forEach((rate, epoch) => {
      expect(rate).toBeCloseTo(rates[epoch]!, 6);
    });
  });
});
