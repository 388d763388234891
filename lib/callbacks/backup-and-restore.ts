// An interrupted fit goes on where it was: weights, optimizer and epoch are kept in a folder until fit ends.
import { existsSync } from 'node:fs';
import { rm, rmdir } from 'node:fs/promises';
import { join } from 'node:path';
import { checkOptions } from '../core/messages.js';
import { networkOf } from '../core/network.js';
import { removeLeftParts } from '../core/part-files.js';
import { loadTrainingState, saveTrainingState } from '../saving/training-state.js';
import { Callback } from '../training/callback.js';

class BackupAndRestore extends Callback {
  readonly #folder: string;
  readonly #keep: boolean;
  readonly #state: string;

  constructor(folder: string, keep: boolean) {
    super();
    this.#folder = folder;
    this.#keep = keep;
    this.#state = join(folder, 'training.safetensors');
  }

  override get name(): string {
    return 'backupAndRestore';
  }

  override get firstProcessOnly(): boolean {
    return true;
  }

  /** The epoch to begin with; fit asks before the first one. */
  override async resumeFrom(): Promise<number | undefined> {
    if (!existsSync(this.#state)) return undefined;
    return (await loadTrainingState(networkOf(this.model), this.#state)) + 1;
  }

  override async onEpochEnd(epoch: number): Promise<void> {
    await saveTrainingState(networkOf(this.model), this.#state, epoch);
  }

  /** Takes away its own file, and the folder where nothing else is in it. */
  override async onTrainEnd(): Promise<void> {
    if (this.#keep) return;
    await rm(this.#state, { force: true });
    await removeLeftParts(this.#folder);
    await rmdir(this.#folder).catch(() => {});
  }
}

/**
 * Saves what a fit needs to go on after each epoch; the same fit, started again after a crash or Stop, goes on
 * after the last whole epoch. What was saved is removed when fit comes to its end, and the folder where nothing else
 * is in it. Keras: `BackupAndRestore`.
 * @param options.keep true leaves it there. Default false
 * @example callbacks.backupAndRestore('backup')
 */
export function backupAndRestore(folder: string, options: { keep?: boolean } = {}): Callback {
  checkOptions('backupAndRestore', options, ['keep']);
  return new BackupAndRestore(folder, options.keep ?? false);
}
