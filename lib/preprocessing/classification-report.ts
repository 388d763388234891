// Precision, recall and F1 of each class, as scikit-learn's classification_report.
import { classNumbers } from '../data/class-numbers.js';
import type { Samples } from '../data/samples.js';
import { type Displayable, displaySymbol, type MimeBundle } from '../host.js';

/** Precision, recall, F1 and number of samples of one class. */
export interface ClassScore {
  class: string;
  precision: number;
  recall: number;
  f1: number;
  /** Number of samples of the class. */
  support: number;
}

/** Scores by class with their means; shown as a table in a notebook. */
export class ClassificationReport implements Displayable {
  constructor(
    readonly classes: ClassScore[],
    readonly accuracy: number,
    /** Mean over classes, each counting alike. */
    readonly macro: ClassScore,
    /** Mean over classes, by their numbers of samples. */
    readonly weighted: ClassScore,
    /** `matrix[true][predicted]`: how many samples. */
    readonly matrix: number[][],
  ) {}

  toString(): string {
    const rows = [...this.classes, this.macro, this.weighted].map(cells);
    const width = Math.max(...rows.map(([name]) => name!.length), 8);
    const line = ([name, ...numbers]: string[]): string =>
      name!.padStart(width) + numbers.map((number) => number.padStart(11)).join('');
    const head = line(['', ...columns]);
    return [head, ...rows.map(line), `${'accuracy'.padStart(width)}  ${this.accuracy.toFixed(4)}`].join('\n');
  }

  [displaySymbol](): MimeBundle {
    const rows = [...this.classes, this.macro, this.weighted].map(cells);
    const table = [['class', ...columns], columns.concat('').map(() => '---:'), ...rows];
    const markdown = table.map((row) => `| ${row.join(' | ')} |`).join('\n');
    return {
      'text/markdown': `${markdown}\n\naccuracy ${this.accuracy.toFixed(4)}`,
      'text/plain': this.toString(),
    };
  }
}

const columns = ['precision', 'recall', 'f1', 'support'];

function cells(score: ClassScore): string[] {
  const { precision, recall, f1, support } = score;
  return [score.class, ...[precision, recall, f1].map((value) => value.toFixed(3)), String(support)];
}

/**
 * How well each class was told. Samples and predictions: class numbers, one-hot rows or probabilities; a single
 * column of probabilities is cut at 0.5.
 * @example classificationReport(y, model.predict(x), { classes: ['a', 'b', 'c'] })
 */
export function classificationReport(
  yTrue: Samples,
  yPred: Samples,
  options: { classes?: readonly string[] } = {},
): ClassificationReport {
  const truth = classNumbers(yTrue, 'classificationReport');
  const predicted = classNumbers(yPred, 'classificationReport');
  if (truth.length !== predicted.length) {
    throw new Error(
      `classificationReport: expected as many predictions as labels. Received: ${truth.length} and ${predicted.length}.`,
    );
  }
  const count = options.classes?.length ?? Math.max(...truth, ...predicted, 0) + 1;
  const matrix = Array.from({ length: count }, () => new Array<number>(count).fill(0));
  truth.forEach((label, i) => {
    const row = matrix[label];
    if (!row || predicted[i]! >= count)
      throw new Error(`classificationReport: class ${label} is not among ${count} classes.`);
    row[predicted[i]!]! += 1;
  });
  const scores = matrix.map((_, label) => scoreOf(matrix, label, options.classes?.[label] ?? String(label)));
  const right = matrix.reduce((sum, row, i) => sum + row[i]!, 0);
  const macro = meanOf('macro mean', scores, () => 1);
  const weighted = meanOf('weighted mean', scores, ({ support }) => support);
  return new ClassificationReport(scores, right / truth.length, macro, weighted, matrix);
}

const ratio = (part: number, whole: number): number => (whole === 0 ? 0 : part / whole);

function scoreOf(matrix: number[][], label: number, name: string): ClassScore {
  const hits = matrix[label]![label]!;
  const support = matrix[label]!.reduce((sum, n) => sum + n, 0);
  const called = matrix.reduce((sum, row) => sum + row[label]!, 0);
  const precision = ratio(hits, called);
  const recall = ratio(hits, support);
  return { class: name, precision, recall, f1: ratio(2 * hits, called + support), support };
}

function meanOf(name: string, scores: ClassScore[], weight: (score: ClassScore) => number): ClassScore {
  const total = scores.reduce((sum, score) => sum + weight(score), 0);
  const mean = (key: 'precision' | 'recall' | 'f1'): number =>
    ratio(
      scores.reduce((sum, score) => sum + score[key] * weight(score), 0),
      total,
    );
  const support = scores.reduce((sum, score) => sum + score.support, 0);
  return { class: name, precision: mean('precision'), recall: mean('recall'), f1: mean('f1'), support };
}
