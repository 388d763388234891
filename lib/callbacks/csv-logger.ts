import { statSync } from 'node:fs';
import { AppendedFile } from '../core/append-file.js';
import { checkOptions } from '../core/messages.js';
import { writeBeside } from '../core/write-beside.js';
import { Callback, type Logs } from '../training/callback.js';

class CsvLogger extends Callback {
  readonly #path: string;
  readonly #separator: string;
  readonly #append: boolean;
  #file: AppendedFile | undefined;
  #columns: string[] = [];

  constructor(path: string, separator: string, append: boolean) {
    super();
    this.#path = path;
    this.#separator = separator;
    this.#append = append;
  }

  override get name(): string {
    return 'csvLogger';
  }

  override get firstProcessOnly(): boolean {
    return true;
  }

  override get readsLogsOnly(): boolean {
    return true;
  }

  override async onTrainBegin(): Promise<void> {
    this.#columns = ['epoch', ...[...this.params.metrics].sort()];
    const goesOn = this.#append && (statSync(this.#path, { throwIfNoEntry: false })?.size ?? 0) > 0;
    if (!goesOn) await writeBeside(this.#path, this.#line(this.#columns));
    this.#file = new AppendedFile(this.#path);
  }

  override onEpochEnd(epoch: number, logs: Logs): void {
    const row = this.#columns.map((column) => (column === 'epoch' ? epoch : (logs[column] ?? 'NA')));
    this.#file?.append(Buffer.from(this.#line(row.map(String))));
  }

  override onRelease(): void {
    this.#file?.close();
    this.#file = undefined;
  }

  #line(cells: readonly string[]): string {
    return `${cells.join(this.#separator)}\n`;
  }
}

/**
 * Writes each epoch's logs as a line of a CSV file, in place of an older one or, with `append`, after its lines.
 * Keras: `CSVLogger`.
 * @example callbacks.csvLogger('training.csv')
 */
export function csvLogger(path: string, options: { separator?: string; append?: boolean } = {}): Callback {
  checkOptions('csvLogger', options, ['separator', 'append']);
  return new CsvLogger(path, options.separator ?? ',', options.append ?? false);
}
