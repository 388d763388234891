// What Grad-CAM and saliency have in common: a class to explain, and heat shown beside and over an image.
import { tf } from '../../tf.js';
import { imageGrid } from '../marks/image-grid.js';
import { brightness, type Pixels, toPixels } from '../marks/pixels.js';
import { Chart } from '../render/chart.js';
import { heatColor } from '../scales/color-ramp.js';
import { argMax, type Dense, dense, range } from '../scales/values.js';

/** What `plot.gradCam` and `plot.saliency` share. */
export interface AttentionOptions {
  /** The class to explain, by its number. Default: the one the model predicts. */
  class?: number;
  /** Names of the classes, in their order. */
  classes?: readonly string[];
  /** An image's side on the page, in pixels. Default: 180. */
  size?: number;
  /** Above the images. */
  title?: string;
}

/**
 * A class's score out of a model's answer. Of probabilities it is the logarithm of the odds, which is what the
 * answer was before softmax or sigmoid: the gradient of a probability near 1 would vanish.
 */
export function scoreOf(answer: tf.Tensor, chosen: number): tf.Scalar {
  const flat = tf.reshape(answer, [-1]);
  const score = flat.size === 1 ? tf.sum(flat) : tf.sum(tf.slice(flat, chosen, 1));
  if (!isProbabilities(flat)) return (flat.size === 1 && chosen === 0 ? tf.neg(score) : score) as tf.Scalar;
  const rest = flat.size === 1 ? tf.sub(1, score) : tf.sum(tf.mul(flat, othersThan(chosen, flat.size)));
  const odds = tf.sub(tf.log(tf.add(score, tiny)), tf.log(tf.add(rest, tiny)));
  return (flat.size === 1 && chosen === 0 ? tf.neg(odds) : odds) as tf.Scalar;
}

const tiny = 1e-30;

function isProbabilities(flat: tf.Tensor): boolean {
  const values = Array.from(flat.dataSync());
  const sum = values.reduce((a, b) => a + b, 0);
  return (
    values.every((value) => value >= 0 && value <= 1) && (values.length === 1 || Math.abs(sum - 1) < 1e-3)
  );
}

function othersThan(chosen: number, size: number): tf.Tensor1D {
  return tf.tensor1d(Array.from({ length: size }, (_, i) => Number(i !== chosen)));
}

/** The class asked for, or the predicted one; with the predicted probability. */
export function explainedClass(
  answer: tf.Tensor,
  asked: number | undefined,
  who: string,
): { index: number; score: number } {
  const scores = answer.dataSync();
  const single = scores.length === 1;
  const classes = single ? 2 : scores.length;
  const index = asked ?? (single ? Number(scores[0]! >= 0.5) : argMax(scores, 0, scores.length));
  if (!Number.isInteger(index) || index < 0 || index >= classes) {
    throw new Error(`${who}: \`class\` must be a whole number from 0 to ${classes - 1}. Received: ${asked}.`);
  }
  const score = single ? (index === 1 ? scores[0]! : 1 - scores[0]!) : scores[index]!;
  return { index, score };
}

/** Three images: the input, the heat, and the heat over the input. */
export function attentionChart(
  who: { name: string; how: string },
  input: tf.Tensor,
  heat: Dense,
  explained: { index: number; score: number },
  options: AttentionOptions,
): Chart {
  const { size = 180, classes } = options;
  const image = oneImage(input);
  const base = toPixels(image, brightness([image]), 2 * size);
  const warmth = warm(heat, base);
  const cells = [
    { pixels: base, caption: 'image' },
    { pixels: paint(warmth, base, 1), caption: who.how },
    { pixels: paint(warmth, base, 0.6), caption: 'both' },
  ];
  const named = classes?.[explained.index] ?? `class ${explained.index}`;
  const nothing = range(heat.data)[1] === 0 ? ': no part of the image speaks for it' : '';
  const title = {
    text: options.title ?? who.name,
    subtitle: `for ${named}, ${(explained.score * 100).toFixed(1)}%${nothing}`,
  };
  return new Chart({ title, ...imageGrid(cells, 3, size) }, `${title.text} ${title.subtitle}`);
}

function oneImage(input: tf.Tensor): Dense {
  const { data, shape } = dense(input, 'image');
  return { data, shape: shape.slice(1) };
}

/** The heat from 0 to 1 at each pixel of the image, smoothly in between. */
function warm({ data, shape }: Dense, { width, height }: Pixels): Float32Array {
  const [rows, columns] = shape as [number, number];
  const [low, high] = range(data);
  const at = (row: number, column: number) => (data[row * columns + column]! - low) / (high - low || 1);
  const place = (i: number, from: number, to: number) =>
    Math.min(to - 1, Math.max(0, ((i + 0.5) * to) / from - 0.5));
  return Float32Array.from({ length: width * height }, (_, i) => {
    const y = place(Math.floor(i / width), height, rows);
    const x = place(i % width, width, columns);
    const [top, left] = [Math.floor(y), Math.floor(x)];
    const [bottom, right] = [Math.min(rows - 1, top + 1), Math.min(columns - 1, left + 1)];
    const upper = at(top, left) * (1 - x + left) + at(top, right) * (x - left);
    const lower = at(bottom, left) * (1 - x + left) + at(bottom, right) * (x - left);
    return upper * (1 - y + top) + lower * (y - top);
  });
}

/** The warmer, the more of the heat's colour lies over the image; `most` is its share at the warmest. */
function paint(warmth: Float32Array, base: Pixels, most: number): Pixels {
  const data = new Uint8Array(warmth.length * 3);
  warmth.forEach((share, i) => {
    const heat = heatColor(share);
    const opacity = most === 1 ? 1 : 0.15 + (most - 0.15) * share;
    for (let c = 0; c < 3; c++) {
      const own = base.data[i * base.channels + (base.channels === 1 ? 0 : c)]!;
      data[3 * i + c] = Math.round(own * (1 - opacity) + heat[c]! * opacity);
    }
  });
  return { width: base.width, height: base.height, channels: 3, data };
}
