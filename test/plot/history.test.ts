import { describe, expect, it } from 'vitest';
import { history } from '../../lib/plot/charts/history.js';
import type { Spec } from '../../lib/plot/render/chart.js';

const run = {
  loss: [3, 2, 1],
  val_loss: [3, 1, 2],
  accuracy: [0.1, 0.5, 0.9],
  val_accuracy: [0.1, 0.6, 0.5],
};

interface Panel {
  data: { values: { run: string; set: string; x: number; y: number | null }[] };
  encoding: { y: { title: string } };
}

function panels(spec: Spec): Panel[] {
  return spec.concat as Panel[];
}

describe('plot.history', () => {
  it('draws the loss first, then each metric, training beside validation', () => {
    const [loss, accuracy] = panels(history(run).spec);
    expect([loss!.encoding.y.title, accuracy!.encoding.y.title]).toEqual(['loss', 'accuracy']);
    expect(loss!.data.values).toContainEqual({ run: '', set: 'validation', x: 2, y: 1 });
  });

  it('says which epoch was best: the one with the lowest validation loss, counted from 1', () => {
    expect(history({ history: run, epoch: [10, 11, 12] }).text).toContain(
      'best epoch 12 of 13, val_loss 1.000',
    );
  });

  it('goes by another curve when told to, upward for an accuracy', () => {
    expect(history(run, { monitor: 'val_accuracy' }).text).toContain('best epoch 2 of 3, val_accuracy 0.600');
    expect(() => history(run, { monitor: 'val_mae' })).toThrow('nothing was recorded as "val_mae"');
  });

  it('names only the best of many trainings', () => {
    const many = { a: { loss: [3] }, b: { loss: [1, 2] }, c: { loss: [4] }, d: { loss: [2] } };
    expect(history(many).text).toContain('The best of 4: b: best epoch 1 of 2, loss 1.000');
  });

  it('overlays several trainings by name', () => {
    const [loss] = panels(history({ first: { history: run }, second: run }).spec);
    expect(new Set(loss!.data.values.map((row) => row.run))).toEqual(new Set(['first', 'second']));
  });

  it('sets trainings side by side on one axis when asked to', () => {
    const chart = history({ low: { loss: [2, 1] }, high: { loss: [9, 4] } }, { layout: 'side by side' });
    const drawn = chart.spec.concat as {
      title: { text: string };
      encoding: { y: { scale: { domain: number[] } } };
    }[];
    expect(drawn.map(({ title }) => title.text)).toEqual(['low', 'high']);
    expect(drawn.map(({ encoding }) => encoding.y.scale.domain)).toEqual([
      [1, 9],
      [1, 9],
    ]);
  });

  it('draws validation alone when asked for it', () => {
    const [panel, ...rest] = panels(history(run, { metric: 'val_loss' }).spec);
    expect(rest).toEqual([]);
    expect(new Set(panel!.data.values.map((row) => row.set))).toEqual(new Set(['validation']));
  });

  it('leaves gaps for NaN and infinity, and says so', () => {
    const chart = history({ loss: [1, Number.NaN, Number.POSITIVE_INFINITY, 0.5] });
    expect(panels(chart.spec)[0]!.data.values.map((row) => row.y)).toEqual([1, null, null, 0.5]);
    expect(chart.text).toContain('2 values that are NaN or infinite');
  });

  it('gives a curve that never moves an axis from zero', () => {
    const [panel] = history({ loss: [0.5, 0.5] }).spec.concat as { encoding: { y: { scale: object } } }[];
    expect(panel!.encoding.y.scale).toEqual({ zero: true });
  });

  it('takes a single epoch', () => {
    expect(history({ loss: [0.5] }).text).toContain('best epoch 1 of 1');
  });

  it('stays far below a megabyte for 10,000 epochs, and says so', () => {
    const long = Array.from({ length: 10_000 }, (_, i) => 1 / (i + 1) + Math.random() / 1000);
    const chart = history({ loss: long, val_loss: long, accuracy: long, val_accuracy: long });
    expect(JSON.stringify(chart.spec).length).toBeLessThan(400_000);
    expect(chart.text).toContain('about 1,000 of 10,000 epochs');
  });

  it('explains what is missing', () => {
    expect(() => history({})).toThrow('needs at least one epoch');
    expect(() => history({ loss: [] })).toThrow('needs at least one epoch');
    expect(() => history(run, { metric: 'auc' })).toThrow(
      'There are: loss, val_loss, accuracy, val_accuracy',
    );
  });
});
