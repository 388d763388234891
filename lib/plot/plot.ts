// The namespace `plot`: one function a picture, each in the file of its name.
export { Chart, type Spec } from './chart.js';
export { type HistoryLike, type HistoryOptions, history } from './history.js';
export { show } from './show.js';
