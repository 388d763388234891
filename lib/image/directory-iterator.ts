// Batches from a folder with one folder of pictures a class.
import { join } from 'node:path';
import { notice } from '../core/notice.js';
import type { Batch, Processing } from './batch.js';
import { type LabelledFiles, listPictures, type Portion } from './directory.js';
import { type LoadingOptions, loadingOf } from './loading-options.js';
import { PictureIterator } from './picture-iterator.js';
import { CHANNELS } from './pixels.js';
import { CLASS_MODES, type ClassMode, classTargets, requireClassMode } from './targets.js';

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
export class DirectoryIterator<B extends Batch = Batch> extends PictureIterator<B> {
  /** The class number of every class name. */
  readonly classIndices: Readonly<Record<string, number>>;
  /** The class number of every picture. */
  readonly classes: Int32Array;
  /** Every picture's path from the folder on. */
  readonly filenames: readonly string[];

  constructor(directory: string, portion: Portion, processing: Processing, options: DirectoryFlowOptions) {
    const mode = options.classMode === undefined ? 'categorical' : options.classMode;
    const files = listPictures(directory, options.classes, portion, options.followLinks ?? false);
    requireClassMode(
      mode,
      CLASS_MODES.filter((one) => one !== null),
      files.classes.length,
    );
    const { height, width, colorMode } = loadingOf(options);
    super(
      {
        samples: files.filenames.length,
        height,
        width,
        channels: CHANNELS[colorMode],
        source: (row) => ({ path: join(directory, files.filenames[row]!) }),
        nameOf: (row) => join(directory, files.filenames[row]!),
        batch(x, rows) {
          const labels = rows.map((row) => files.labels[row]!);
          const y = classTargets(mode, labels, files.classes.length, x);
          return (y ? [x, y] : [x]) as B;
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
