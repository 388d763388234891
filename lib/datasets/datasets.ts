// The names under `datasets`: what a cell completes after the dot.
export type { DataSet, DataSetFacts, Split } from './data-set.js';
export { mnist } from './mnist.js';
export type { PictureOptions } from './picture-options.js';
