// Hands the views to fit: a live chart in a notebook, a bar on a terminal, lines where asked for or where the
// output goes to a file.
import { displaySymbol } from '../../host.js';
import { drawHistoriesBy } from '../../training/history.js';
import { registerTrainingView, type TrainingView } from '../../training/training-view.js';
import { history } from '../charts/history.js';
import { LineView } from './line-view.js';
import { NotebookView } from './notebook-view.js';
import { TerminalView } from './terminal-view.js';

drawHistoriesBy((one) => history(one)[displaySymbol]());
registerTrainingView('notebook', () => byVerbosity(() => new NotebookView()));
registerTrainingView('terminal', () =>
  byVerbosity(() => (process.stdout.isTTY ? new TerminalView() : new LineView())),
);

/** `verbose` is known only when the training begins. */
function byVerbosity(inPlace: () => TrainingView): TrainingView {
  let view: TrainingView = new LineView();
  return {
    begin(info) {
      if (info.verbose === 1) view = inPlace();
      view.begin(info);
    },
    batch: (step, logs) => view.batch(step, logs),
    epoch: (epoch, logs) => view.epoch(epoch, logs),
    end: (summary) => view.end(summary),
  };
}
