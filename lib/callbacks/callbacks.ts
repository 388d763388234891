// `callbacks.earlyStopping({ … })` and its siblings, for fit.
export { backupAndRestore } from './backup-and-restore.js';
export { lambda } from './callback.js';
export { csvLogger } from './csv-logger.js';
export { earlyStopping } from './early-stopping.js';
export { learningRateScheduler, reduceLROnPlateau } from './learning-rate.js';
export { modelCheckpoint } from './model-checkpoint.js';
export { tensorBoard } from './tensorboard.js';
export { terminateOnNaN } from './terminate-on-nan.js';
