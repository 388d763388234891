// Batches from images that are in memory already.
import type { Samples } from '../../data/samples.js';
import { asTensor } from '../../data/to-tensor.js';
import { tf } from '../../tf.js';
import type { Portion } from '../loading/directory.js';
import type { Batch, IteratorOptions, Processing } from './batch.js';
import { type ImageArray, imagesOf } from './image-array.js';
import { ImageIterator } from './image-iterator.js';

/** Options of `ImageDataGenerator.flow`. */
export interface FlowOptions extends IteratorOptions {
  /** One weight an image. Default: none. */
  readonly sampleWeight?: Samples;
  /** Only one side of the generator's `validationSplit`. Default: all images. */
  readonly subset?: 'training' | 'validation';
  /** Lets the two sides of a split have different classes. Default: false. */
  readonly ignoreClassSplit?: boolean;
}

/** An endless stream of batches from a tensor of images. */
export class ArrayIterator<B extends Batch = Batch> extends ImageIterator<B> {
  constructor(
    x: ImageArray,
    y: Samples | undefined,
    portion: Portion,
    processing: Processing,
    options: FlowOptions,
  ) {
    const images = imagesOf(x, 'x', processing.layout.dataFormat);
    const targets = y === undefined ? undefined : rowsOf(y, 'y', images.samples);
    const weights = options.sampleWeight && rowsOf(options.sampleWeight, 'sampleWeight', images.samples);
    const [first, end] = portion.map((share) => Math.trunc(share * images.samples)) as [number, number];
    if (options.subset && targets && !options.ignoreClassSplit) requireSameClasses(targets, first, end);
    const { height, width, channels } = images;
    super(
      {
        samples: end - first,
        height,
        width,
        channels,
        source: (row) => ({ pixels: images.image(first + row) }),
        nameOf: (row) => `Image ${first + row}`,
        batch(x, rows) {
          const places = rows.map((row) => first + row);
          if (!targets) return [x];
          const y = targets.take(places);
          return weights ? [x, y, weights.take(places)] : [x, y];
        },
      },
      processing,
      options,
    );
  }
}

interface Rows {
  readonly samples: number;
  /** Changes with the row's content, for comparing. */
  key(row: number): string;
  take(rows: Int32Array): tf.Tensor;
}

function rowsOf(values: Samples, name: string, samples: number): Rows {
  const tensor = asTensor(values, name);
  const [count, ...shape] = tensor.shape;
  const { dtype } = tensor;
  const data = tensor.dataSync();
  if (tensor !== values) tensor.dispose();
  if (count !== samples) {
    throw new Error(`${name} and x must have as many rows. Expected ${samples}, received ${count}.`);
  }
  const size = shape.reduce((product, length) => product * length, 1);
  return {
    samples,
    key: (row) => data.slice(row * size, (row + 1) * size).join(),
    take(rows) {
      const taken =
        dtype === 'int32' ? new Int32Array(rows.length * size) : new Float32Array(rows.length * size);
      rows.forEach((row, place) => {
        taken.set(data.subarray(row * size, (row + 1) * size), place * size);
      });
      return tf.tensor(taken, [rows.length, ...shape], dtype);
    },
  };
}

function requireSameClasses(targets: Rows, first: number, end: number): void {
  const classesOf = (from: number, to: number) => {
    return [...new Set(Array.from({ length: to - from }, (_, i) => targets.key(from + i)))].sort().join('|');
  };
  const rest = first === 0 ? classesOf(end, targets.samples) : classesOf(0, first);
  if (classesOf(first, end) === rest) return;
  throw new Error(
    'The two sides of validationSplit have different classes. If the images are sorted by class, shuffle them ' +
      'first; if y holds no classes, pass ignoreClassSplit: true.',
  );
}
