import { describe, expect, it } from 'vitest';
import { clock, Progress } from '../../../lib/plot/live/progress.js';
import type { TrainingInfo } from '../../../lib/training/training-view.js';

const info: TrainingInfo = {
  epochs: 4,
  initialEpoch: 0,
  stepsPerEpoch: 10,
  metrics: ['loss', 'val_loss'],
  verbose: 1,
};

describe('Progress', () => {
  it('says epoch, step, elapsed and remaining time', () => {
    const progress = new Progress(info, 0);
    progress.batch(5, { loss: 1 });
    expect(progress.headline(10_000)).toBe('Epoch 1/4 · step 5/10 · 0:10, 1:10 left');
    progress.epoch(0, { loss: 0.9, val_loss: 1.1 });
    expect(progress.headline(20_000)).toBe('Epoch 1/4 · 0:20, 1:00 left');
  });

  it('keeps the last validation in sight while the next epoch runs', () => {
    const progress = new Progress(info, 0);
    progress.epoch(0, { loss: 0.9, val_loss: 1.1 });
    progress.batch(1, { loss: 0.8 });
    expect(progress.numbers()).toBe('loss: 0.8000 · val_loss: 1.100');
  });

  it('learns the number of steps from the first epoch of a generator', () => {
    const { stepsPerEpoch: _, ...unknown } = info;
    const progress = new Progress(unknown, 0);
    progress.batch(7, { loss: 1 });
    expect(progress.fraction).toBe(0);
    progress.epoch(0, { loss: 1 });
    progress.batch(7, { loss: 1 });
    expect(progress.fraction).toBe(0.5);
  });

  it('goes on where an earlier training ended', () => {
    const progress = new Progress({ ...info, initialEpoch: 2 }, 0);
    progress.batch(10, { loss: 1 });
    expect(progress.currentEpoch).toBe(3);
    expect(progress.fraction).toBe(0.5);
  });
});

describe('clock', () => {
  it('writes minutes, and hours where there are any', () => {
    expect([7, 750, 3723].map(clock)).toEqual(['0:07', '12:30', '1:02:03']);
  });
});
