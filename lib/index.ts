// The library's only public surface. Every name exported here is also there in a cell without an import.

export * as datasets from './datasets/datasets.js';
export type { Displayable, MimeBundle } from './host.js';
export * as plot from './plot/plot.js';
export { tf } from './tf.js';

import './plot/live/register.js';

import { registerEngine } from './engine/engine.js';

export { type EngineInfo, engineInfo } from './engine/engine.js';

// Finds the engine; TensorFlow itself loads at the first op.
await registerEngine();
