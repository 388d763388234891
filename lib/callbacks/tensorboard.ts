// Logs for TensorBoard, in its own event files: `tensorboard --logdir logs`.
import { hostname } from 'node:os';
import { join } from 'node:path';
import { AppendedFile } from '../core/append-file.js';
import { checkOptions, checkWhole } from '../core/messages.js';
import { Callback, type Logs } from '../training/callback.js';
import { histogramEvent, imageEvent, type Place, scalarEvent, versionEvent } from './event-file.js';
import { bucketsOf, imagesOf, toPng } from './weight-summary.js';

class EventFile {
  readonly #file: AppendedFile;

  constructor(folder: string) {
    const time = Math.floor(Date.now() / 1000);
    this.#file = new AppendedFile(join(folder, `events.out.tfevents.${time}.${hostname()}.${process.pid}`));
    this.#file.append(versionEvent(time));
  }

  write(tag: string, step: number, event: (place: Place) => Buffer): void {
    this.#file.append(event({ time: Date.now() / 1000, step, tag }));
  }

  scalar(tag: string, step: number, value: number): void {
    this.write(tag, step, (place) => scalarEvent(place, value));
  }

  close(): void {
    this.#file.close();
  }
}

/** Options of `callbacks.tensorBoard`. */
export interface TensorBoardOptions {
  /** When logs are written: `epoch`, `batch`, or after so many steps. Default `epoch`. */
  updateFreq?: 'epoch' | 'batch' | number;
  /** Every so many epochs, how each weight's numbers are spread. Default 0: never. */
  histogramFreq?: number;
  /** With the histograms, each weight as an image. Default false. */
  writeImages?: boolean;
}

class TensorBoard extends Callback {
  #train: EventFile | undefined;
  #validation: EventFile | undefined;
  protected step = 0;

  readonly #folder: string;
  readonly #options: TensorBoardOptions;

  constructor(folder: string, options: TensorBoardOptions) {
    super();
    this.#folder = folder;
    this.#options = options;
  }

  override get name(): string {
    return 'tensorBoard';
  }

  override get firstProcessOnly(): boolean {
    return true;
  }

  override async onEpochEnd(epoch: number, logs: Logs): Promise<void> {
    for (const [name, value] of Object.entries(logs)) {
      if (name.startsWith('val_')) {
        this.#validation ??= new EventFile(join(this.#folder, 'validation'));
        this.#validation.scalar(`epoch_${name.slice(4)}`, epoch, value);
      } else {
        this.trainFile().scalar(`epoch_${name}`, epoch, value);
      }
    }
    const { histogramFreq = 0 } = this.#options;
    if (histogramFreq > 0 && epoch % histogramFreq === 0) await this.#writeWeights(epoch);
  }

  async #writeWeights(epoch: number): Promise<void> {
    const file = this.trainFile();
    for (const layer of this.model.layers) {
      const named = layer.weights.map(({ name }, i) => `${layer.name}/${name.split('/').at(-1) ?? i}`);
      for (const [i, variable] of layer.weights.entries()) {
        const weight = variable.read();
        const buckets = bucketsOf(weight.dataSync());
        file.write(`${named[i]}/histogram`, epoch, (place) => histogramEvent(place, buckets));
        const images = this.#options.writeImages ? imagesOf(weight) : undefined;
        if (!images) continue;
        const [files, { width, height }] = [await toPng(images), images];
        file.write(`${named[i]}/image`, epoch, (place) => imageEvent(place, [width, height], files));
      }
    }
  }

  protected trainFile(): EventFile {
    this.#train ??= new EventFile(join(this.#folder, 'train'));
    return this.#train;
  }

  override onRelease(): void {
    this.#train?.close();
    this.#validation?.close();
    this.#train = undefined;
    this.#validation = undefined;
  }
}

class StepTensorBoard extends TensorBoard {
  readonly #every: number;

  constructor(folder: string, options: TensorBoardOptions, every: number) {
    super(folder, options);
    this.#every = every;
  }

  override onTrainBatchEnd(_batch: number, logs: Logs): void {
    this.step += 1;
    if (this.step % this.#every !== 0) return;
    for (const [name, value] of Object.entries(logs))
      this.trainFile().scalar(`batch_${name}`, this.step, value);
  }
}

/**
 * Writes the logs as TensorBoard's event files, training and validation in folders of their own; if asked for, the
 * weights too. Keras: `TensorBoard`.
 * @example callbacks.tensorBoard('logs', { histogramFreq: 1, writeImages: true })
 */
export function tensorBoard(folder = 'logs', options: TensorBoardOptions = {}): Callback {
  checkOptions('tensorBoard', options, ['updateFreq', 'histogramFreq', 'writeImages']);
  const { updateFreq = 'epoch', histogramFreq = 0 } = options;
  checkWhole('tensorBoard', 'histogramFreq', histogramFreq, 0);
  if (updateFreq === 'epoch') return new TensorBoard(folder, options);
  const every = updateFreq === 'batch' ? 1 : updateFreq;
  checkWhole('tensorBoard', 'updateFreq', every, 1);
  return new StepTensorBoard(folder, options, every);
}
