// Keras' quantizers.
export { type AbsMaxOptions, type AbsMaxQuantizer, absMaxQuantize, absMaxQuantizer } from './abs-max.js';
