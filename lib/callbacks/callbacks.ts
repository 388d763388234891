// `callbacks.earlyStopping({ … })` and its siblings, for fit.
export { lambda } from './callback.js';
