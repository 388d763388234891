// The names under `datasets`: what a cell completes after the dot.
export { bostonHousing } from './boston-housing.js';
export { type CaliforniaOptions, californiaHousing } from './california-housing.js';
export { catsAndDogs, type ImageFolders, type PictureFolders } from './cats-and-dogs.js';
export { cifar10, cifar100, type LabelMode } from './cifar.js';
export type { DataSet, DataSetFacts, Split } from './data-set.js';
export { fashionMnist } from './fashion-mnist.js';
export type { ImageOptions, PictureOptions } from './image-options.js';
export { type Imdb, imdb } from './imdb.js';
export { type IrisOptions, iris } from './iris.js';
export { mnist } from './mnist.js';
export { type Reuters, type ReutersOptions, reuters } from './reuters.js';
export type { TableDataSet, TableOptions } from './table.js';
export type { WordDataSet, WordOptions, WordSplit } from './word-sequences.js';
