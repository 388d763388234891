// An interrupted fit goes on where it was: weights, optimizer and epoch are kept in a folder until fit ends.
import { existsSync, mkdirSync, readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { checkOptions } from '../core/messages.js';
import { networkOf } from '../core/network.js';
import { writeBeside } from '../core/write-beside.js';
import { loadTrainingState, saveTrainingState } from '../saving/training-state.js';
import { Callback } from '../training/callback.js';

class BackupAndRestore extends Callback {
  private readonly notes: string;
  private readonly state: string;

  constructor(
    private readonly folder: string,
    private readonly keep: boolean,
  ) {
    super();
    this.notes = join(folder, 'training.json');
    this.state = join(folder, 'training.safetensors');
  }

  override get name(): string {
    return 'backupAndRestore';
  }

  /** The epoch to begin with; fit asks before the first one. */
  override async resumeFrom(): Promise<number | undefined> {
    if (!existsSync(this.notes)) return undefined;
    const { epoch } = JSON.parse(readFileSync(this.notes, 'utf8')) as { epoch: number };
    await loadTrainingState(networkOf(this.model), this.state);
    return epoch + 1;
  }

  override async onEpochEnd(epoch: number): Promise<void> {
    mkdirSync(this.folder, { recursive: true });
    await saveTrainingState(networkOf(this.model), this.state);
    await writeBeside(this.notes, Buffer.from(JSON.stringify({ epoch })));
  }

  override onTrainEnd(): void {
    if (!this.keep) rmSync(this.folder, { recursive: true, force: true });
  }
}

/**
 * Saves what a fit needs to go on after each epoch; the same fit, started again after a crash or Stop, goes on
 * after the last whole epoch. The folder is removed when fit comes to its end. Keras: `BackupAndRestore`.
 * @example callbacks.backupAndRestore('backup')
 */
export function backupAndRestore(folder: string, options: { keep?: boolean } = {}): Callback {
  checkOptions('backupAndRestore', options, ['keep']);
  return new BackupAndRestore(folder, options.keep ?? false);
}
