// `callbacks.earlyStopping({ … })` and its siblings, for fit.

export { lambda } from '../training/callback.js';
export { backupAndRestore } from './backup-and-restore.js';
export { csvLogger } from './csv-logger.js';
export { type EarlyStopping, type EarlyStoppingOptions, earlyStopping } from './early-stopping.js';
export { learningRateScheduler, type ReduceLROnPlateauOptions, reduceLROnPlateau } from './learning-rate.js';
export { type ModelCheckpointOptions, modelCheckpoint } from './model-checkpoint.js';
export type { MonitorMode, MonitorName } from './monitor.js';
export { type RemoteMonitorOptions, remoteMonitor } from './remote-monitor.js';
export { type SwapEMAWeightsOptions, swapEMAWeights } from './swap-ema-weights.js';
export { type TensorBoardOptions, tensorBoard } from './tensorboard.js';
export { terminateOnNaN } from './terminate-on-nan.js';
