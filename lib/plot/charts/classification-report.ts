// Precision, recall and F1 of each class, as a coloured table.
import { classificationReport as report } from '../../preprocessing/classification-report.js';
import { heatMap } from '../marks/heat-map.js';
import { Chart } from '../render/chart.js';
import { count } from '../scales/series.js';
import { classNames, classNumbers, type Values } from '../scales/values.js';

/** Options of `plot.classificationReport`. */
export interface ReportOptions {
  /** Names of the classes, in their order. */
  classes?: readonly string[];
  /** Above the chart. Default: `Classification report`. */
  title?: string;
}

const maxClasses = 40;

/**
 * Draws how well each class is told: precision (of those called so, how many are), recall (of those that are, how
 * many are called so), F1 (their harmonic mean). Of more than 40 classes, those with the lowest F1.
 *
 * @param yTrue class numbers or one-hot rows
 * @param yPred class numbers or rows of probabilities
 * @throws when the two differ in length, or are empty
 * @example
 * plot.classificationReport([0, 1, 1, 2], [0, 1, 2, 2], { classes: ['setosa', 'versicolor', 'virginica'] });
 */
export function classificationReport(yTrue: Values, yPred: Values, options: ReportOptions = {}): Chart {
  const actual = classNumbers(yTrue, 'plot.classificationReport');
  const predicted = classNumbers(yPred, 'plot.classificationReport');
  if (actual.length === 0 || actual.length !== predicted.length) {
    throw new Error(
      `plot.classificationReport needs as many predictions as labels, at least one. Received ${actual.length} labels and ${predicted.length} predictions.`,
    );
  }
  const scores = report(actual, predicted, { classes: classNames(options.classes, actual, predicted) });
  const worst = [...scores.classes].sort((a, b) => a.f1 - b.f1).slice(0, maxClasses);
  const shown = scores.classes.filter((score) => worst.includes(score));
  const rows = [...shown, { ...scores.macro, class: 'mean of classes' }];
  const cells = rows.flatMap((score) =>
    (['precision', 'recall', 'f1'] as const).map((column) => ({
      row: `${score.class} (${count(score.support)})`,
      column,
      value: score[column],
      label: score[column].toFixed(3),
    })),
  );
  const few =
    shown.length < scores.classes.length
      ? [`The ${shown.length} of ${count(scores.classes.length)} classes with the lowest F1`]
      : [];
  const subtitle = [`accuracy ${scores.accuracy.toFixed(4)} over ${count(actual.length)} samples`, ...few];
  const title = { text: options.title ?? 'Classification report', subtitle };
  const rowTitle = 'class (samples)';
  const map = heatMap({
    cells,
    labels: true,
    cellSize: 30,
    columnSize: 78,
    domain: [0, 1],
    colors: 'amount',
    legend: null,
    rowTitle,
  });
  return new Chart({ title, ...map }, [title.text, ...subtitle].join('. '));
}
