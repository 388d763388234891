// A model's answers over an area of the plane, and the image that they make.
import { tf } from '../../tf.js';
import { clampByte, type Pixels } from '../marks/pixels.js';
import type { Area } from '../marks/plane.js';
import { palette } from '../scales/theme.js';
import type { Ends } from '../scales/ticks.js';
import { range, scoped } from '../scales/values.js';

/** Anything that predicts: a model, or a function of the two coordinates. */
export type Classifier =
  | { predict(x: tf.Tensor, args?: object): unknown }
  | ((a: number, b: number) => number);

/** The points' rectangle and a margin, so that the outermost lie inside. */
export function around(data: ArrayLike<number>): Area {
  const column = (which: 0 | 1): Ends => {
    const [low, high] = range(Array.from(data).filter((_, i) => i % 2 === which));
    const margin = (high - low || 1) * 0.2;
    return [low - margin, high + margin];
  };
  return { x: column(0), y: column(1) };
}

/** Middles of the image's pixels, from the top left. */
export function gridPoints({ x, y }: Area, side: number): Float32Array {
  const points = new Float32Array(side * side * 2);
  for (let i = 0; i < side * side; i++) {
    points[2 * i] = x[0] + ((x[1] - x[0]) * ((i % side) + 0.5)) / side;
    points[2 * i + 1] = y[1] - ((y[1] - y[0]) * (Math.floor(i / side) + 0.5)) / side;
  }
  return points;
}

export interface Field {
  /** Rows of one probability, or of one for each class. */
  data: ArrayLike<number>;
  classes: number;
}

/** The model's answers at points, two coordinates each. */
export function ask(model: Classifier, points: Float32Array): Field {
  const rows = points.length / 2;
  if (typeof model === 'function') {
    return {
      data: Array.from({ length: rows }, (_, i) => model(points[2 * i]!, points[2 * i + 1]!)),
      classes: 1,
    };
  }
  return scoped(() => {
    const answer = model.predict(tf.tensor2d(points, [rows, 2]), { batchSize: 2048 });
    const output = (Array.isArray(answer) ? answer[0] : answer) as tf.Tensor;
    return { data: output.dataSync(), classes: output.size / rows };
  });
}

/** The winning class of a row, and how far ahead it is: 0 at the boundary, 1 where it is sure. */
export function verdict({ data, classes }: Field, row: number): { winner: number; lead: number } {
  if (classes === 1) {
    const probability = Math.min(1, Math.max(0, data[row]!));
    return { winner: probability >= 0.5 ? 1 : 0, lead: Math.abs(probability - 0.5) * 2 };
  }
  let winner = 0;
  let second = Number.NEGATIVE_INFINITY;
  for (let i = 1; i < classes; i++) {
    const value = data[row * classes + i]!;
    if (value > data[row * classes + winner]!) {
      second = data[row * classes + winner]!;
      winner = i;
    } else if (value > second) second = value;
  }
  return { winner, lead: Math.min(1, data[row * classes + winner]! - second) };
}

/** The winners' colours, the stronger the surer. */
export function paint(field: Field, side: number): Pixels {
  const data = new Uint8Array(side * side * 4);
  for (let i = 0; i < side * side; i++) {
    const { winner, lead } = verdict(field, i);
    data.set([...rgb(winner), clampByte(20 + 130 * lead)], 4 * i);
  }
  return { width: side, height: side, channels: 4, data };
}

function rgb(index: number): [number, number, number] {
  const value = Number.parseInt(palette[index % palette.length]!.slice(1), 16);
  return [value >> 16, (value >> 8) & 255, value & 255];
}
