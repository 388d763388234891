// Images with what the model said of them: the worst mistakes first.

import { imageGrid } from '../marks/image-grid.js';
import { brightness, toImages, toPixels } from '../marks/pixels.js';
import { Chart } from '../render/chart.js';
import { count } from '../scales/series.js';
import { vermilion } from '../scales/theme.js';
import { argMax, classNames, classNumbers, dense, type Values } from '../scales/values.js';

/** Options of `plot.predictions`. */
export interface PredictionOptions {
  /** Names of the classes, in their order. */
  classes?: readonly string[];
  /** `worst`: surest mistakes first, then the least sure right ones; `given`: as they come. Default: `worst`. */
  order?: 'worst' | 'given';
  /** Images in a row. Default: 6. */
  columns?: number;
  /** At most so many images. Default: 18. */
  limit?: number;
  /** An image's side on the page, in pixels. Default: 96. */
  size?: number;
  /** Above the grid. Default: `Predictions`. */
  title?: string;
}

interface Answer {
  index: number;
  actual: number;
  predicted: number;
  /** Probability of the predicted class. */
  certainty: number;
}

/**
 * Draws images with their predicted and true labels.
 *
 * @param x images, as for `plot.images`
 * @param yTrue class numbers or one-hot rows
 * @param yPred what `model.predict` gives: a row of probabilities for each image, or one probability for yes and no
 * @throws when the numbers of images, labels and predictions differ
 * @example
 * plot.predictions(tf.randomUniform([2, 8, 8]), [0, 1], [[0.9, 0.1], [0.6, 0.4]], { classes: ['cat', 'dog'] });
 */
export function predictions(x: Values, yTrue: Values, yPred: Values, options: PredictionOptions = {}): Chart {
  const images = toImages(x, 'plot.predictions');
  const answers = readAnswers(yTrue, yPred, images.length);
  const { order = 'worst', columns = 6, limit = 18, size = 96 } = options;
  const names = classNames(
    options.classes,
    answers.map((a) => a.actual),
    answers.map((a) => a.predicted),
  );
  const shown = (order === 'worst' ? [...answers].sort(byBadness) : answers).slice(0, limit);
  const span = brightness(shown.map((answer) => images[answer.index]!));
  const cells = shown.map((answer) => ({
    pixels: toPixels(images[answer.index]!, span, 2 * size),
    caption: caption(answer, names),
    ...(isRight(answer) ? {} : { frame: vermilion }),
  }));
  const wrong = answers.filter((answer) => !isRight(answer)).length;
  const subtitle = [
    `${count(wrong)} of ${count(answers.length)} wrong${order === 'worst' ? '; worst first' : ''}`,
  ];
  const title = { text: options.title ?? 'Predictions', subtitle };
  const text = [title.text, ...subtitle].join('. ');
  return new Chart({ title, ...imageGrid(cells, Math.min(columns, shown.length), size) }, text);
}

function readAnswers(yTrue: Values, yPred: Values, images: number): Answer[] {
  const actual = classNumbers(yTrue, 'plot.predictions');
  const { data, shape } = dense(yPred, 'plot.predictions');
  const columns = shape.length > 1 ? shape[1]! : 1;
  const rows = data.length / columns;
  if (images === 0 || actual.length !== images || rows !== images) {
    throw new Error(
      'plot.predictions needs one label and one prediction for each image. ' +
        `Received ${images} images, ${actual.length} labels, ${rows} predictions.`,
    );
  }
  return actual.map((label, index) => {
    if (columns === 1) return yesOrNo(index, label, data[index]!);
    const predicted = argMax(data, index * columns, columns);
    return { index, actual: label, predicted, certainty: data[index * columns + predicted]! };
  });
}

/** One probability, of class 1. */
function yesOrNo(index: number, actual: number, probability: number): Answer {
  const predicted = probability >= 0.5 ? 1 : 0;
  return { index, actual, predicted, certainty: predicted ? probability : 1 - probability };
}

function isRight({ actual, predicted }: Answer): boolean {
  return actual === predicted;
}

function byBadness(a: Answer, b: Answer): number {
  return badness(b) - badness(a);
}

function badness(answer: Answer): number {
  return isRight(answer) ? -answer.certainty : answer.certainty;
}

/** The sign says it too, for those who do not tell the colours apart. */
function caption(answer: Answer, names: string[]): string {
  const percent = `${Math.round(answer.certainty * 100)}%`;
  const said = `${isRight(answer) ? '✓' : '×'} ${percent} ${names[answer.predicted]}`;
  return isRight(answer) ? said : `${said}\nis ${names[answer.actual]}`;
}
