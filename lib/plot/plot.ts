// The namespace `plot`: one function a picture, each in the file of its name.
export { bar } from './bar.js';
export { Chart, type Spec } from './chart.js';
export { type ConfusionOptions, confusionMatrix } from './confusion-matrix.js';
export { type FunctionOptions, functions, type OneVariable } from './functions.js';
export { type HistogramOptions, histogram } from './histogram.js';
export { type HistoryOptions, history } from './history.js';
export type { HistoryLike } from './history-data.js';
export { type ImageOptions, images } from './images.js';
export { type LineOptions, line } from './line.js';
export { type PredictionOptions, predictions } from './predictions.js';
export { scatter } from './scatter.js';
export { show } from './show.js';
export type { Row, TableOptions } from './table-chart.js';
export { type TensorOptions, tensor } from './tensor.js';
export type { Values } from './values.js';
