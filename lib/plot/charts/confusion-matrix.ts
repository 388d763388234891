// Which class the model takes for which.

import { heatMap } from '../marks/heat-map.js';
import { Chart } from '../render/chart.js';
import { count } from '../scales/series.js';
import { classNames, classNumbers, type Values } from '../scales/values.js';

/** Options of `plot.confusionMatrix`. */
export interface ConfusionOptions {
  /** Names of the classes, in their order. */
  classes?: readonly string[];
  /** `row`: colours and numbers are shares of each true class; `none`: counts. Default: `none`. */
  normalize?: 'row' | 'none';
  /** Above the chart. Default: `Confusion matrix`. */
  title?: string;
}

const maxClasses = 30;

/**
 * Draws the confusion matrix: rows are true classes, columns predicted ones. With more than 30 classes, those with
 * the most mistakes.
 *
 * @param yTrue class numbers or one-hot rows
 * @param yPred class numbers or rows of probabilities
 * @throws when the two differ in length, or are empty
 * @example
 * plot.confusionMatrix([0, 1, 1, 2], [0, 1, 2, 2], { classes: ['setosa', 'versicolor', 'virginica'] });
 */
export function confusionMatrix(yTrue: Values, yPred: Values, options: ConfusionOptions = {}): Chart {
  const actual = classNumbers(yTrue, 'plot.confusionMatrix');
  const predicted = classNumbers(yPred, 'plot.confusionMatrix');
  checkLengths(actual.length, predicted.length);
  const names = classNames(options.classes, actual, predicted);
  const counts = countPairs(actual, predicted, names.length);
  const shown = mostConfused(counts);
  const byRow = options.normalize === 'row';
  const cells = shown.flatMap((row) => shown.map((column) => cell(counts, names, row, column, byRow)));
  const right = actual.filter((label, i) => label === predicted[i]).length;
  const few =
    shown.length < names.length
      ? [`The ${shown.length} of ${count(names.length)} classes with the most mistakes`]
      : [];
  const subtitle = [
    `${count(right)} of ${count(actual.length)} right (${((100 * right) / actual.length).toFixed(2)}%)`,
    ...few,
  ];
  const title = { text: options.title ?? 'Confusion matrix', subtitle };
  const cellSize = shown.length <= 12 ? 44 : 22;
  const labels = shown.length <= 12;
  const legend = labels ? null : byRow ? 'share of row' : 'count';
  const axes = { rowTitle: 'true class', columnTitle: 'predicted class' };
  return new Chart(
    { title, ...heatMap({ cells, labels, cellSize, legend, colors: 'amount', ...axes }) },
    [title.text, ...subtitle].join('. '),
  );
}

function checkLengths(actual: number, predicted: number): void {
  if (actual > 0 && actual === predicted) return;
  throw new Error(
    `plot.confusionMatrix needs as many predictions as true labels, at least one. Received ${actual} labels and ${predicted} predictions.`,
  );
}

function countPairs(actual: number[], predicted: number[], classes: number): number[][] {
  const counts = Array.from({ length: classes }, () => new Array<number>(classes).fill(0));
  actual.forEach((label, i) => {
    counts[label]![predicted[i]!]! += 1;
  });
  return counts;
}

/** All classes in order; of too many, those with the most mistakes as the true or as the predicted one. */
function mostConfused(counts: number[][]): number[] {
  const classes = counts.map((_, i) => i);
  if (counts.length <= maxClasses) return classes;
  const mistakes = new Array<number>(counts.length).fill(0);
  counts.forEach((row, i) => {
    row.forEach((n, j) => {
      if (i === j) return;
      mistakes[i]! += n;
      mistakes[j]! += n;
    });
  });
  return classes
    .sort((a, b) => mistakes[b]! - mistakes[a]!)
    .slice(0, maxClasses)
    .sort((a, b) => a - b);
}

function cell(counts: number[][], names: string[], row: number, column: number, byRow: boolean) {
  const n = counts[row]![column]!;
  const all = counts[row]!.reduce((a, b) => a + b, 0);
  const share = all > 0 ? n / all : 0;
  const label = n === 0 ? '' : byRow ? `${Math.round(share * 100)}%` : count(n);
  return { row: names[row]!, column: names[column]!, value: byRow ? share : n, label };
}
