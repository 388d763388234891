import { closeSync, existsSync, mkdirSync, openSync, statSync, writeSync } from 'node:fs';
import { dirname } from 'node:path';
import { checkOptions } from '../core/messages.js';
import { Callback, type Logs } from '../training/callback.js';

class CsvLogger extends Callback {
  private file: number | undefined;
  private columns: string[] | undefined;

  constructor(
    private readonly path: string,
    private readonly separator: string,
    private readonly append: boolean,
  ) {
    super();
  }

  override get name(): string {
    return 'csvLogger';
  }

  override onTrainBegin(): void {
    const goesOn = this.append && existsSync(this.path) && statSync(this.path).size > 0;
    mkdirSync(dirname(this.path), { recursive: true });
    this.file = openSync(this.path, this.append ? 'a' : 'w');
    this.columns = ['epoch', ...[...this.params.metrics].sort()];
    if (!goesOn) this.write(this.columns);
  }

  override onEpochEnd(epoch: number, logs: Logs): void {
    const row = this.columns!.map((column) => (column === 'epoch' ? epoch : (logs[column] ?? 'NA')));
    this.write(row.map(String));
  }

  override onRelease(): void {
    if (this.file !== undefined) closeSync(this.file);
    this.file = undefined;
  }

  private write(cells: string[]): void {
    writeSync(this.file!, `${cells.join(this.separator)}\n`);
  }
}

/**
 * Writes each epoch's logs as a line of a CSV file. Keras: `CSVLogger`.
 * @example callbacks.csvLogger('training.csv')
 */
export function csvLogger(path: string, options: { separator?: string; append?: boolean } = {}): Callback {
  checkOptions('csvLogger', options, ['separator', 'append']);
  return new CsvLogger(path, options.separator ?? ',', options.append ?? false);
}
