// Keras' ImageDataGenerator: images in, endless batches of transformed images out.

import type { Samples } from '../data/samples.js';
import { MersenneTwister } from '../random/mersenne-twister.js';
import { nextSeed } from '../random/random.js';
import { tf } from '../tf.js';
import { type ImageDataGeneratorOptions, type Settings, settingsOf } from './generator-options.js';
import { ArrayIterator, type FlowOptions } from './iterators/array-iterator.js';
import type { Processing } from './iterators/batch.js';
import { ImageDataframeIterator } from './iterators/dataframe-iterator.js';
import type { DataframeFlowOptions, TableRow } from './iterators/dataframe-options.js';
import { type DirectoryFlowOptions, ImageDirectoryIterator } from './iterators/directory-iterator.js';
import { type ImageArray, imagesOf } from './iterators/image-array.js';
import { loadingOf, portionOf } from './iterators/loading-options.js';
import type { Loading } from './loading/load-image.js';
import { measureFeatures } from './transform/feature-statistics.js';
import { channelsLast, laidOut, sizeOf } from './transform/layout.js';
import { type FeatureStatistics, type Standardization, standardize } from './transform/standardize.js';
import { drawTransform, type TransformParameters } from './transform/transform-parameters.js';
import { transform } from './workers/image-job.js';
import { sharedRunner } from './workers/runner.js';

/** A batch with targets. */
export type WithTargets = [x: tf.Tensor4D, y: tf.Tensor];
/** A batch with targets and sample weights. */
export type WithWeights = [x: tf.Tensor4D, y: tf.Tensor, weights: tf.Tensor];
/** A batch of images alone. */
export type ImagesOnly = [x: tf.Tensor4D];

/** A batch with a target for each of a model's outputs. */
export type WithOutputs = [x: tf.Tensor4D, y: tf.Tensor[]];

/** Options that ask for targets. */
export type Labelled<O extends { readonly classMode?: unknown }> = O & {
  readonly classMode?: Exclude<O['classMode'], null | 'multiOutput'>;
};
/**
 * Options that ask for targets of several outputs.
 * @inline
 */
export type WithSeveral<O> = O & { readonly classMode: 'multiOutput'; readonly yCol: readonly string[] };
/** Options that ask for none. */
export type Unlabelled<O> = O & { readonly classMode: null };

/** Options of `ImageDataGenerator.fit`. */
export interface MeasureOptions {
  /** Measures on transformed images. Default: false. */
  readonly augment?: boolean;
  /** How often each image is transformed for it. Default: 1. */
  readonly rounds?: number;
  /** Fixes the transforms. */
  readonly seed?: number;
}

/**
 * Makes batches of images for training, each image transformed at random, as Keras' `ImageDataGenerator`.
 *
 * Every argument and its meaning is Keras' (in camelCase), and so are the numbers: a `seed` given to a flow yields
 * the order and the transforms that Keras draws from it. `rotationRange` and `shearRange` are degrees; the notes of
 * some courses call the shear radians, which Keras has not used since 2.0. Where Keras 3 mixes up height and width
 * of images that are not square, this keeps them apart. Decoding and transforming run in worker threads.
 *
 * @example
 * const generator = new ImageDataGenerator({ rescale: 1 / 255, rotationRange: 40, horizontalFlip: true });
 * const { trainDir } = await datasets.catsAndDogs();
 * const train = generator.flowFromDirectory(trainDir, { targetSize: [150, 150], batchSize: 20, classMode: 'binary' });
 * const [x, y] = await train.batch();
 * console.log(x.shape, y.shape); // [20, 150, 150, 3] [20]
 */
export class ImageDataGenerator {
  readonly #settings: Settings;
  #statistics: FeatureStatistics = {};

  /** @throws Error naming a wrong option */
  constructor(options: ImageDataGeneratorOptions = {}) {
    this.#settings = settingsOf(options);
  }

  /**
   * Batches from images in memory.
   * @param x [rows, height, width, channels], values 0 to 255 as a rule
   * @param y one row of targets for each image
   * @example
   * const { train } = await datasets.mnist({ channel: true, take: 100 });
   * const generator = new ImageDataGenerator({ rescale: 1 / 255, rotationRange: 15 });
   * const [x, y] = await generator.flow(train.x, train.y, { batchSize: 10, seed: 1 }).batch();
   * console.log(x.shape, y.shape); // [10, 28, 28, 1] [10]
   */
  flow(
    x: ImageArray,
    y: Samples,
    options: FlowOptions & { sampleWeight: Samples },
  ): ArrayIterator<WithWeights>;
  flow(x: ImageArray, y: Samples, options?: FlowOptions): ArrayIterator<WithTargets>;
  flow(x: ImageArray, y?: undefined, options?: FlowOptions): ArrayIterator<ImagesOnly>;
  flow(x: ImageArray, y?: Samples, options: FlowOptions = {}): ArrayIterator {
    const portion = portionOf(options.subset, this.#settings.validationSplit);
    return new ArrayIterator(x, y, portion, this.#processing(), options);
  }

  /**
   * Batches from a folder that holds one folder of images a class. Classes are numbered by name.
   * @throws Error for a folder that is missing, has no class folders, or no images
   */
  flowFromDirectory(
    directory: string,
    options?: Labelled<DirectoryFlowOptions>,
  ): ImageDirectoryIterator<WithTargets>;
  flowFromDirectory(
    directory: string,
    options: Unlabelled<DirectoryFlowOptions>,
  ): ImageDirectoryIterator<ImagesOnly>;
  flowFromDirectory(directory: string, options: DirectoryFlowOptions): ImageDirectoryIterator;
  flowFromDirectory(directory: string, options: DirectoryFlowOptions = {}): ImageDirectoryIterator {
    const portion = portionOf(options.subset, this.#settings.validationSplit);
    return new ImageDirectoryIterator(directory, portion, this.#processing(loadingOf(options)), options);
  }

  /**
   * Batches from a table whose rows name image files: Keras' `flow_from_dataframe` over an array of objects.
   * @example
   * const { trainDir } = await datasets.catsAndDogs();
   * const generator = new ImageDataGenerator({ rescale: 1 / 255 });
   * const { filenames } = generator.flowFromDirectory(trainDir);
   * const files = filenames.map((filename) => ({ filename, class: filename.slice(0, 4) }));
   * const batches = generator.flowFromDataframe(files, { directory: trainDir, targetSize: [32, 32], batchSize: 8 });
   * const [x, y] = await batches.batch();
   * console.log(x.shape, y.shape); // [8, 32, 32, 3] [8, 2]
   */
  flowFromDataframe(
    table: readonly TableRow[],
    options: Labelled<DataframeFlowOptions> & { readonly weightCol: string },
  ): ImageDataframeIterator<WithWeights>;
  flowFromDataframe(
    table: readonly TableRow[],
    options?: Labelled<DataframeFlowOptions>,
  ): ImageDataframeIterator<WithTargets>;
  flowFromDataframe(
    table: readonly TableRow[],
    options: WithSeveral<DataframeFlowOptions>,
  ): ImageDataframeIterator<WithOutputs>;
  flowFromDataframe(
    table: readonly TableRow[],
    options: Unlabelled<DataframeFlowOptions>,
  ): ImageDataframeIterator<ImagesOnly>;
  flowFromDataframe(table: readonly TableRow[], options: DataframeFlowOptions): ImageDataframeIterator;
  flowFromDataframe(table: readonly TableRow[], options: DataframeFlowOptions = {}): ImageDataframeIterator {
    const portion = portionOf(options.subset, this.#settings.validationSplit);
    return new ImageDataframeIterator(table, portion, this.#processing(loadingOf(options)), options);
  }

  /** @deprecated `flowFromDataframe` by its old name. */
  get flowFromTable(): ImageDataGenerator['flowFromDataframe'] {
    return this.flowFromDataframe.bind(this);
  }

  /**
   * Measures mean, deviation and whitening over images; only the featurewise options and `zcaWhitening` need it.
   * @param x [rows, height, width, channels]
   */
  fit(x: ImageArray, options: MeasureOptions = {}): void {
    const settings = this.#settings;
    const images = imagesOf(x, 'x', settings.layout.dataFormat);
    const random = new MersenneTwister(options.seed ?? nextSeed());
    const rounds = options.augment ? (options.rounds ?? 1) : 1;
    const size = images.height * images.width * images.channels;
    const sample = new Float32Array(rounds * images.samples * size);
    for (let place = 0; place < rounds * images.samples; place++) {
      const image = images.image(place % images.samples);
      const scaled = { ...image, data: image.data.map((value) => value * (settings.rescale ?? 1)) };
      const parameters = options.augment ? drawTransform(settings, image.height, image.width, random) : {};
      transform(scaled, parameters, settings.filling, sample.subarray(place * size, (place + 1) * size));
    }
    this.#statistics = measureFeatures(sample, size, images.channels, settings);
  }

  /**
   * Draws one transform for an image of the given shape [height, width, channels].
   * @param seed fixes it to what Keras draws for this seed
   */
  getRandomTransform(shape: readonly number[], seed: number = nextSeed()): TransformParameters {
    const [height, width] = sizeOf(shape, this.#settings.layout.dataFormat);
    return drawTransform(this.#settings, height, width, new MersenneTwister(seed));
  }

  /** Applies a transform to one image [height, width, channels], or channels first where `dataFormat` says so. */
  applyTransform(x: tf.Tensor3D, parameters: TransformParameters): tf.Tensor3D {
    const target = new Float32Array(x.size);
    return this.#changed(x, (data, [height, width, channels]) => {
      transform({ data, height, width, channels }, parameters, this.#settings.filling, target);
      return target;
    });
  }

  /** Applies a random transform to one image [height, width, channels]. */
  randomTransform(x: tf.Tensor3D, seed?: number): tf.Tensor3D {
    return this.applyTransform(x, this.getRandomTransform(x.shape, seed));
  }

  /** Applies `preprocessingFunction`, `rescale` and the centring options to one image [height, width, channels]. */
  standardize(x: tf.Tensor3D): tf.Tensor3D {
    const { preprocessingFunction } = this.#settings;
    return tf.tidy(() => {
      const prepared = preprocessingFunction ? preprocessingFunction(x) : x;
      return this.#changed(prepared, (values, [, , channels]) => {
        standardize(values, channels, this.#standardization());
        return values;
      });
    });
  }

  /** An image of other values, which `change` makes with the channels last. */
  #changed(
    x: tf.Tensor3D,
    change: (values: Float32Array, shape: [number, number, number]) => Float32Array,
  ): tf.Tensor3D {
    const { dataFormat } = this.#settings.layout;
    return tf.tidy(() => {
      const image = channelsLast(x, dataFormat);
      const values = change(Float32Array.from(image.dataSync()), image.shape);
      return laidOut(tf.tensor3d(values, image.shape), dataFormat);
    });
  }

  #processing(loading?: Loading): Processing {
    const settings = this.#settings;
    const standardization = this.#standardization();
    const recipe = {
      ...(loading && { loading }),
      filling: settings.filling,
      ...(!settings.preprocessingFunction && {
        scale: settings.rescale || 1,
        standardization: { ...standardization, rescale: undefined },
      }),
    };
    return {
      runner: sharedRunner(),
      recipe,
      standardization,
      preprocessingFunction: this.#preprocessing(),
      layout: settings.layout,
      drawTransform: (random, height, width) => drawTransform(settings, height, width, random),
    };
  }

  /** The user's function on images with the channels last. */
  #preprocessing(): Processing['preprocessingFunction'] {
    const { preprocessingFunction, layout } = this.#settings;
    if (!preprocessingFunction || layout.dataFormat === 'channelsLast') return preprocessingFunction;
    return (image) => channelsLast(preprocessingFunction(laidOut(image, 'channelsFirst')), 'channelsFirst');
  }

  #standardization(): Standardization {
    const [settings, statistics] = [this.#settings, this.#statistics];
    if (settings.featurewiseCenter && !statistics.mean) {
      throw new Error(
        'This ImageDataGenerator centres by features but has not measured any: call generator.fit(images) first.',
      );
    }
    const { rescale, samplewiseCenter, samplewiseStdNormalization } = settings;
    return { rescale, samplewiseCenter, samplewiseStdNormalization, statistics };
  }
}
