import { Callback, type Logs } from '../training/callback.js';

class TerminateOnNaN extends Callback {
  override get name(): string {
    return 'terminateOnNaN';
  }

  override onTrainBatchEnd(batch: number, { loss }: Logs): void {
    if (Number.isFinite(loss)) return;
    console.log(`Batch ${batch}: the loss is ${loss}; training ends.`);
    this.model.stopTraining = true;
  }
}

/**
 * Ends training when the loss is no longer a finite number. Keras: `TerminateOnNaN`.
 * @example await model.fit(x, y, { epochs: 3, verbose: 0, callbacks: [callbacks.terminateOnNaN()] });
 */
export function terminateOnNaN(): Callback {
  return new TerminateOnNaN();
}
