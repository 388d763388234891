// Batches from a folder with one folder of images a class.
import { join } from 'node:path';
import { notice } from '../../core/notice.js';
import { type LabelledFiles, listImages, type Portion } from '../loading/directory.js';
import { channelsOf } from '../transform/pixels.js';
import type { Batch, Processing } from './batch.js';
import { ImageIterator } from './image-iterator.js';
import { type LoadingOptions, loadingOf } from './loading-options.js';
import { type ClassMode, classModes, classTargets, requireClassMode } from './targets.js';

/** Options of `ImageDataGenerator.flowFromDirectory`. */
export interface DirectoryFlowOptions extends LoadingOptions {
  /** The classes' folders, in the order of their numbers. Default: all, by name. */
  readonly classes?: readonly string[];
  /** What y is. Default: 'categorical'. */
  readonly classMode?: ClassMode;
  /** Also looks into folders that are links. Default: false. */
  readonly followLinks?: boolean;
}

/** An endless stream of batches from class folders. */
export class ImageDirectoryIterator<B extends Batch = Batch> extends ImageIterator<B> {
  /** The class number of every class name. */
  readonly classIndices: Readonly<Record<string, number>>;
  /** The class number of every image. */
  readonly classes: Int32Array;
  /** Every image's path from the folder on. */
  readonly filenames: readonly string[];

  constructor(directory: string, portion: Portion, processing: Processing, options: DirectoryFlowOptions) {
    const mode = options.classMode === undefined ? 'categorical' : options.classMode;
    const files = listImages(directory, options.classes, portion, options.followLinks ?? false);
    requireClassMode(
      mode,
      classModes.filter((one) => one !== null),
      files.classes.length,
    );
    const { height, width, colorMode } = loadingOf(options);
    super(
      {
        samples: files.filenames.length,
        height,
        width,
        channels: channelsOf[colorMode],
        source: (row) => ({ path: join(directory, files.filenames[row]!) }),
        nameOf: (row) => join(directory, files.filenames[row]!),
        batch(x, rows) {
          const labels = rows.map((row) => files.labels[row]!);
          const y = classTargets(mode, labels, files.classes.length, x);
          return y ? [x, y] : [x];
        },
      },
      processing,
      options,
    );
    this.classIndices = Object.fromEntries(files.classes.map((name, index) => [name, index]));
    this.classes = files.labels;
    this.filenames = files.filenames;
    notice(found(files));
  }
}

function found({ filenames, classes }: LabelledFiles): string {
  return `Found ${filenames.length} images belonging to ${classes.length} classes.`;
}
