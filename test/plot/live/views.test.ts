import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { host, type MimeBundle, setHost } from '../../../lib/host.js';
import { LineView } from '../../../lib/plot/live/line-view.js';
import { NotebookView } from '../../../lib/plot/live/notebook-view.js';
import { TerminalView } from '../../../lib/plot/live/terminal-view.js';
import type { TrainingInfo, TrainingSummary, TrainingView } from '../../../lib/training/training-view.js';

const info: TrainingInfo = {
  epochs: 3,
  initialEpoch: 0,
  stepsPerEpoch: 100,
  metrics: ['loss', 'a<b', 'val_loss', 'val_a<b'],
  verbose: 1,
};
const summary: TrainingSummary = {
  history: { loss: [3, 2, 1], val_loss: [3, 1, 2] },
  epochs: [0, 1, 2],
  reason: 'early stop',
  seconds: 6,
};

/** Three epochs of 100 steps, 20 ms each. */
function train(view: TrainingView): void {
  view.begin(info);
  for (let epoch = 0; epoch < 3; epoch++) {
    for (let step = 1; step <= 100; step++) {
      vi.advanceTimersByTime(20);
      view.batch(step, { loss: 3 - epoch - step / 100, 'a<b': 0.5 });
    }
    view.epoch(epoch, { loss: 3 - epoch, 'a<b': 0.5, val_loss: 1, 'val_a<b': Number.NaN });
  }
}

beforeEach(() => {
  vi.useFakeTimers({ toFake: ['performance'] });
});
afterEach(() => {
  vi.useRealTimers();
});

describe('NotebookView', () => {
  const former = host();
  let shown: { bundle: MimeBundle; displayId: string | undefined }[] = [];
  beforeEach(() => {
    shown = [];
    const display = (bundle: MimeBundle, options?: { displayId?: string }) =>
      shown.push({ bundle, displayId: options?.displayId });
    setHost({ kind: 'notebook', signal: new AbortController().signal, display });
  });
  afterEach(() => setHost(former));

  it('replaces one display, at most five times a second', () => {
    train(new NotebookView());
    expect(shown.length).toBeGreaterThan(20);
    // The first validation is drawn at once.
    expect(shown.length).toBeLessThanOrEqual(31);
    expect(new Set(shown.map(({ displayId }) => displayId)).size).toBe(1);
  });

  it('draws more rarely where drawing is slow: at most 2 % of the time', () => {
    let spent = 0;
    const display = () => {
      vi.advanceTimersByTime(30);
      spent += 30;
    };
    setHost({ kind: 'notebook', signal: new AbortController().signal, display });
    const start = performance.now();
    train(new NotebookView());
    expect(spent).toBeGreaterThan(0);
    expect(spent / (performance.now() - start)).toBeLessThan(0.02);
  });

  it('draws bar, numbers and curves, whatever the metrics are called', () => {
    train(new NotebookView());
    const svg = String(shown.at(-1)!.bundle['text/html']);
    expect(svg).toContain('Epoch 3/3');
    expect(svg).toContain('a&lt;b');
    expect(svg).not.toContain('NaN,');
  });

  it('leaves the final chart with its PNG, and no HTML, under the same id', async () => {
    const view = new NotebookView();
    train(view);
    vi.useRealTimers();
    await view.end(summary);
    const last = shown.at(-1)!;
    expect(last.displayId).toBe(shown[0]!.displayId);
    expect(Object.keys(last.bundle).sort()).toEqual([
      'application/vnd.vegalite.v5+json',
      'image/png',
      'text/plain',
    ]);
    expect(last.bundle['text/plain']).toBe('3 epochs, stopped early. best epoch 2 of 3, val_loss 1.000');
  });

  /** The first epoch's batches so far, of which each took 20 ms. */
  function firstSteps(view: TrainingView, steps: number, about: TrainingInfo = info): string {
    view.begin(about);
    for (let step = 1; step <= steps; step++) {
      vi.advanceTimersByTime(20);
      view.batch(step, { loss: 3 - step / 100, accuracy: 1 });
    }
    return String(shown.at(-1)!.bundle['text/html']);
  }

  it('draws the batches of the first epoch over an axis of one epoch', () => {
    const svg = firstSteps(new NotebookView(), 40, { ...info, metrics: ['loss', 'accuracy'] });
    const lines = [...svg.matchAll(/<path d="(M[^"]*L[^"]*)"/g)].map(([, d]) => d!.split('L').length);
    expect(lines).toEqual([40, 40]);
    const labels = [...svg.matchAll(/text-anchor="middle" fill="currentColor">([^<]*)</g)].map(
      ([, text]) => text,
    );
    expect(labels).toEqual(['0', '1', '0', '1']);
    expect(svg.match(/text-anchor="end"[^>]*>1\.[0-9]+</)).toBeNull();
  });

  it('draws one batch as a dot, and batches alone where nobody knows how many there are', () => {
    const view = new NotebookView();
    view.begin({ ...info, stepsPerEpoch: undefined });
    vi.advanceTimersByTime(300);
    view.batch(1, { loss: 2 });
    const svg = String(shown.at(-1)!.bundle['text/html']);
    expect(svg).toContain('<circle');
    expect(svg).toContain('>batch</text>');
  });

  it('draws the first validation at once, as a dot', () => {
    const view = new NotebookView();
    firstSteps(view, 100);
    const before = shown.length;
    view.epoch(0, { loss: 2, val_loss: 2.5 });
    expect(shown.length).toBe(before + 1);
    expect(String(shown.at(-1)!.bundle['text/html'])).toMatch(/<circle [^>]*fill="#d55e00"/);
  });

  it('keeps what a training drew that was stopped in its first epoch', async () => {
    const view = new NotebookView();
    firstSteps(view, 40);
    vi.useRealTimers();
    await view.end({ history: {}, epochs: [], reason: 'stopped', seconds: 0.8 });
    const [atOnce, last] = shown.slice(-2).map(({ bundle }) => bundle);
    expect(String(atOnce!['text/html'])).toContain('Stopped in the first epoch, after 0.8 s');
    expect(Object.keys(last!).sort()).toEqual(['image/png', 'text/plain']);
    expect(last!['text/plain']).toBe('Stopped in the first epoch\nloss: 2.600 · accuracy: 1.000');
  });

  it('marks the epoch that was best by the log a callback watched', async () => {
    const view = new NotebookView();
    train(view);
    vi.useRealTimers();
    await view.end({ ...summary, history: { ...summary.history, mae: [1, 3, 2] }, watched: 'mae' });
    expect(shown.at(-1)!.bundle['text/plain']).toContain('best epoch 1 of 3, mae 1.000');
  });

  it('shows nothing but the end of a training of a blink', async () => {
    const view = new NotebookView();
    view.begin(info);
    view.epoch(0, { loss: 1 });
    await view.end({ ...summary, history: { loss: [1] }, epochs: [0], reason: 'finished', seconds: 0.1 });
    expect(shown.map(({ bundle }) => bundle)).toEqual([{ 'text/plain': '1 epoch\nloss: 1.000' }]);
  });
});

describe('TerminalView', () => {
  it('writes over one line and ends with the result', () => {
    const written: string[] = [];
    const view = new TerminalView(
      (text) => written.push(text),
      () => 60,
    );
    train(view);
    view.end(summary);
    const lines = written.slice(0, -1);
    expect(lines.every((text) => text.startsWith('\r') && !text.includes('\n'))).toBe(true);
    expect(lines.at(-1)).toContain('Epoch 3/3');
    expect(Math.max(...lines.map((text) => text.length))).toBeLessThanOrEqual(60 + '\r\u001b[2K'.length);
    expect(written.at(-1)).toBe(
      '\r\u001b[2K3 epochs in 6.0 s, stopped early · loss: 1.000 · val_loss: 2.000\n',
    );
  });
});

describe('LineView', () => {
  it('writes a line an epoch', () => {
    const written: string[] = [];
    const view = new LineView((text) => written.push(text));
    train(view);
    view.end(summary);
    expect(written).toHaveLength(4);
    expect(written[0]).toBe(
      'Epoch 1/3 · 2.00 s · loss: 3.000 · a<b: 0.5000 · val_loss: 1.000 · val_a<b: NaN\n',
    );
  });
});
