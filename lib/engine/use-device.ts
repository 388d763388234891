// The engine as a cell speaks of it.
import type { EngineInfo } from './engine.js';
import { engineInfo } from './engine.js';
import { chooseDevice, type DeviceName } from './pjrt/choose-device.js';

/**
 * What computes. `use` chooses the device for functions that are compiled (`fit`, `evaluate`, `predict`, `compile`), from
 * the next call on: `'cpu'` is TensorFlow; `'cuda'` an NVIDIA GPU by XLA's plug-in; `'auto'`, the default, a GPU where
 * there are one and its plug-in and the model is large enough; `'xla-cpu'` XLA's plug-in for processors, for tests. All
 * else is TensorFlow's. The environment variable `TENSORCELL_DEVICE` says the same for a whole session. A device that is not
 * there is refused with what is missing. A function with an op that is not written for devices stays on TensorFlow, which
 * is said once. `info` is what {@link engineInfo} gives, and `use` gives that, too.
 *
 * @example engine.use('cpu').backend; // 'tensorflow'
 */
export const engine = {
  use(device: DeviceName): EngineInfo {
    chooseDevice(device);
    return engineInfo();
  },
  info: (): EngineInfo => engineInfo(),
};
