// What stays of a training: its history as a chart, with time and reason of the end; one line where there is no
// course to draw.
import { displaySymbol, type MimeBundle } from '../../host.js';
import type { TrainingSummary } from '../../training/training-view.js';
import { history } from '../charts/history.js';
import { count } from '../scales/series.js';
import { clock, describe } from './progress.js';

export async function finalView(summary: TrainingSummary): Promise<MimeBundle> {
  const title = ending(summary);
  if (summary.epochs.length < 2)
    return { 'text/plain': [title, lastNumbers(summary)].filter(Boolean).join('\n') };
  const { history: values, epochs: epoch, watched = '' } = summary;
  const monitor = watched in values ? { monitor: watched } : {};
  return history({ history: values, epoch }, { title, ...monitor })[displaySymbol]();
}

/** `25 epochs in 0:12` and why it ended, where that needs a word. */
export function ending({ epochs, seconds, reason }: TrainingSummary): string {
  const time = seconds < 10 ? `${seconds.toFixed(1)} s` : clock(seconds);
  const done = `${count(epochs.length)} ${epochs.length === 1 ? 'epoch' : 'epochs'} in ${time}`;
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
