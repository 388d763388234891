// The library's only public surface. Every name exported here is also there in a cell without an import.
export type { Displayable, MimeBundle } from './host.js';
export { tf } from './tf.js';
export * as datasets from './datasets/datasets.js';
export * as plot from './plot/plot.js';
