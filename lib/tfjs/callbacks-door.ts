// `tf.Callback` and its kin: the form that TensorFlow.js' programs give their callbacks, for fit to adopt.
import { earlyStopping } from '../callbacks/callbacks.js';
import type { Logs } from '../training/callback.js';

type Hook = (logs?: Logs) => unknown;
type NumberedHook = (number: number, logs?: Logs) => unknown;

/** Base of callbacks that extend `tf.Callback`. Without hooks for batches, which would make fit go step by step. */
export class TfjsCallback {
  model: unknown = null;
  params: object = {};
  validationData: unknown = null;

  setParams(params: object): void {
    this.params = params;
  }

  setModel(model: unknown): void {
    this.model = model;
  }

  async onEpochBegin(_epoch: number, _logs?: Logs): Promise<void> {}
  async onEpochEnd(_epoch: number, _logs?: Logs): Promise<void> {}
  async onTrainBegin(_logs?: Logs): Promise<void> {}
  async onTrainEnd(_logs?: Logs): Promise<void> {}
}

interface CustomHooks {
  onEpochBegin?: NumberedHook;
  onEpochEnd?: NumberedHook;
  onBatchBegin?: NumberedHook;
  onBatchEnd?: NumberedHook;
  onTrainBegin?: Hook;
  onTrainEnd?: Hook;
}

/** `new tf.CustomCallback({ onEpochEnd: … })`. */
export class TfjsCustomCallback extends TfjsCallback {
  constructor(hooks: CustomHooks) {
    super();
    for (const [name, hook] of Object.entries(hooks))
      if (typeof hook === 'function') Object.defineProperty(this, name, { value: hook });
  }
}

export const callbacksDoor = { earlyStopping };
