// What stays of a training: its history as a chart, with the reason of the end. Where fewer than two epochs
// give no course to draw, the chart of the batches stays; one line where not even that was drawn. How long it took is
// shown while it runs only: a notebook that is run again would else be another in each of its charts.
import { displaySymbol, type MimeBundle, metadataSymbol } from '../../host.js';
import type { TrainingSummary } from '../../training/training-view.js';
import { history } from '../charts/history.js';
import { count } from '../scales/series.js';
import { clock, describe } from './progress.js';

/** What the view shows of the batches: the chart as SVG text, and the newest numbers. */
export interface Drawn {
  readonly svg: string;
  readonly numbers: string;
}

export async function finalView(summary: TrainingSummary, drawn?: Drawn): Promise<MimeBundle> {
  const title = ending(summary, false);
  if (summary.epochs.length < 2) {
    const text = [title, lastNumbers(summary) || drawn?.numbers].filter(Boolean).join('\n');
    return { ...(drawn !== undefined && (await asImage(drawn.svg, text))), 'text/plain': text };
  }
  const { history: values, epochs: epoch, watched = '' } = summary;
  const monitor = watched in values ? { monitor: watched } : {};
  return history({ history: values, epoch }, { title, ...monitor })[displaySymbol]();
}

/** An image and no HTML: that is what a notebook keeps, and shows before it is trusted. */
async function asImage(svg: string, alt: string): Promise<MimeBundle> {
  const { rasterize } = await import('../render/raster.js');
  const { data, width, height } = await rasterize(svg, 2);
  return {
    'image/png': Buffer.from(data).toString('base64'),
    [metadataSymbol]: { 'image/png': { width, height, alt } },
  };
}

const cutShort = { 'early stop': 'Stopped early', stopped: 'Stopped', error: 'Ended by an error' };

/** `25 epochs in 0:12` and why it ended, where that needs a word. @param timed says how long it took */
export function ending({ epochs, seconds, reason }: TrainingSummary, timed = true): string {
  const time = seconds < 10 ? `${seconds.toFixed(1)} s` : clock(seconds);
  if (epochs.length === 0 && reason !== 'finished')
    return `${cutShort[reason]} in the first epoch${timed ? `, after ${time}` : ''}`;
  const done = `${count(epochs.length)} ${epochs.length === 1 ? 'epoch' : 'epochs'}${timed ? ` in ${time}` : ''}`;
  const why = {
    finished: '',
    'early stop': ', stopped early',
    stopped: ', stopped',
    error: ', ended by an error',
  };
  return done + why[reason];
}

/** The last epoch's values by name. */
export function lastNumbers({ history: values }: TrainingSummary): string {
  return describe(
    Object.fromEntries(Object.entries(values).map(([name, list]) => [name, list.at(-1) ?? Number.NaN])),
  );
}
