// Names of version 0.1, kept one version longer.
import type { ImagesOnly } from './image-data-generator.js';
import type { ImageDataset } from './image-dataset.js';
import type { Batch } from './iterators/batch.js';
import type { ImageDataframeIterator } from './iterators/dataframe-iterator.js';
import type { DataframeFlowOptions } from './iterators/dataframe-options.js';
import type { ImageDirectoryIterator } from './iterators/directory-iterator.js';
import type { ImageArray } from './iterators/image-array.js';
import type { ImageIterator } from './iterators/image-iterator.js';

/** The old name of `ImageIterator`. @deprecated */
export type PictureIterator<B extends Batch> = ImageIterator<B>;
/** The old name of `ImageDirectoryIterator`. @deprecated */
export type DirectoryIterator<B extends Batch = Batch> = ImageDirectoryIterator<B>;
/** The old name of `ImageDataframeIterator`. @deprecated */
export type TableIterator<B extends Batch = Batch> = ImageDataframeIterator<B>;
/** The old name of `DataframeFlowOptions`. @deprecated */
export type TableFlowOptions = DataframeFlowOptions;
/** The old name of `ImageDataset`. @deprecated */
export type PictureDataset<B extends Batch = Batch> = ImageDataset<B>;
/** The old name of `ImageArray`. @deprecated */
export type PictureArray = ImageArray;
/** The old name of `ImagesOnly`. @deprecated */
export type PicturesOnly = ImagesOnly;
