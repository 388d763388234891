// Logs for TensorBoard, in its own event files: `tensorboard --logdir logs`.
import { closeSync, mkdirSync, openSync, writeSync } from 'node:fs';
import { hostname } from 'node:os';
import { join } from 'node:path';
import { checkOptions } from '../models/options.js';
import { Callback, type Logs } from './callback.js';
import { scalarEvent, versionEvent } from './event-file.js';

class EventFile {
  private readonly file: number;

  constructor(folder: string) {
    mkdirSync(folder, { recursive: true });
    const time = Math.floor(Date.now() / 1000);
    this.file = openSync(join(folder, `events.out.tfevents.${time}.${hostname()}.${process.pid}`), 'a');
    writeSync(this.file, versionEvent(time));
  }

  write(tag: string, step: number, value: number): void {
    writeSync(this.file, scalarEvent(Date.now() / 1000, step, tag, value));
  }

  close(): void {
    closeSync(this.file);
  }
}

class TensorBoard extends Callback {
  private train: EventFile | undefined;
  private validation: EventFile | undefined;
  protected step = 0;

  constructor(private readonly folder: string) {
    super();
  }

  override get name(): string {
    return 'tensorBoard';
  }

  override onEpochEnd(epoch: number, logs: Logs): void {
    for (const [name, value] of Object.entries(logs)) {
      if (name.startsWith('val_')) {
        this.validation ??= new EventFile(join(this.folder, 'validation'));
        this.validation.write(`epoch_${name.slice(4)}`, epoch, value);
      } else {
        this.trainFile().write(`epoch_${name}`, epoch, value);
      }
    }
  }

  protected trainFile(): EventFile {
    this.train ??= new EventFile(join(this.folder, 'train'));
    return this.train;
  }

  override onRelease(): void {
    this.train?.close();
    this.validation?.close();
    this.train = undefined;
    this.validation = undefined;
  }
}

class StepTensorBoard extends TensorBoard {
  constructor(
    folder: string,
    private readonly every: number,
  ) {
    super(folder);
  }

  override onTrainBatchEnd(_batch: number, logs: Logs): void {
    this.step += 1;
    if (this.step % this.every !== 0) return;
    for (const [name, value] of Object.entries(logs))
      this.trainFile().write(`batch_${name}`, this.step, value);
  }
}

/**
 * Writes the logs as TensorBoard's event files, training and validation in folders of their own.
 * Keras: `TensorBoard`.
 * @param options.updateFreq `epoch` (default), `batch`, or a number of steps.
 * @example callbacks.tensorBoard('logs')
 */
export function tensorBoard(
  folder = 'logs',
  options: { updateFreq?: 'epoch' | 'batch' | number } = {},
): Callback {
  checkOptions('tensorBoard', options, ['updateFreq']);
  const { updateFreq = 'epoch' } = options;
  if (updateFreq === 'epoch') return new TensorBoard(folder);
  return new StepTensorBoard(folder, updateFreq === 'batch' ? 1 : updateFreq);
}
