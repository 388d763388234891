// `optimizers.adam({ learningRate: 0.01 })`, or `optimizers.adam(0.01)`, and its siblings, with Keras' defaults.
export * from './makers.js';
export type { OptimizerName } from './names.js';

/** Learning rates that change with the step. */
export * as schedules from './schedule.js';
