// What the kernel needs of the library beside its public surface (index.ts); it imports nothing else of it.
// Nothing here loads TensorFlow.js by itself: the session shows values before the library is loaded, and without it.

export { isRunning } from './core/part-files.js';
export { freePorts } from './distribute/free-ports.js';
export { memberEnvironment } from './distribute/member-environment.js';
export { isLossOfOthers } from './distribute/others-lost.js';
export { leastToken } from './distribute/team/network/handshake.js';
export { listenForLeaders } from './distribute/team/network/listener.js';
export { fetchedLibraryFolders, ownFolder, tensorFlowRelease } from './engine/fetched-library.js';
export { findTensorFlow } from './engine/library-lookup.js';
export { findPlugin, pluginsHere, refusedDevice } from './engine/pjrt/find-plugin.js';
export { nvidiaDriver, oldestDrivers } from './engine/pjrt/nvidia-driver.js';
export { isTracing } from './engine/tracing/now-tracing.js';
export { displaySymbol, type Host, type MimeBundle, metadataSymbol, setHost } from './host.js';
export { table as plainTable } from './plot/charts/table.js';
export { blockText } from './printing/number-text.js';
export { lineOf } from './printing/one-line.js';
export { isTensor, type TensorLike, tensorText } from './printing/tensor-text.js';

/** Resolves when it is decided which engine computes, where TensorFlow itself could not be loaded. */
export async function engineSettled(): Promise<void> {
  const engine = await import('./engine/engine.js');
  await engine.engineSettled();
}
