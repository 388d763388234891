// Sounds in folders as batches, one folder a class.
import { readFile } from 'node:fs/promises';
import { checkWhole } from '../core/messages.js';
import { type BatchOptions, batchesFrom, LabelledBatches } from '../image/labelled-batches.js';
import type { FolderKind, LabelledFolder } from '../image/labelled-files.js';
import { tf } from '../tf.js';
import { readWav } from './wav.js';

/** Options of `audioDatasetFromDirectory`. */
export interface AudioDatasetOptions extends BatchOptions {
  /** Samples of each sound: longer ones are cut, shorter ones end in zeros. Default: those of the batch's longest. */
  readonly outputSequenceLength?: number | null;
}

/** A batch: sounds [rows, samples, channels], and their targets unless there are none. */
export type AudioBatch = [sounds: tf.Tensor3D, targets: tf.Tensor] | [sounds: tf.Tensor3D];

const kind: FolderKind = { where: 'audioDatasetFromDirectory', endings: ['.wav'], things: 'sounds' };

/** Batches of sounds; each `for await` passes over all of them once. `fit` makes a pass an epoch. */
export class AudioDataset extends LabelledBatches<tf.Tensor3D> {
  readonly #samples: number | undefined;

  constructor(directory: string, files: LabelledFolder, options: AudioDatasetOptions) {
    super(kind.where, directory, files, options);
    this.#samples = options.outputSequenceLength ?? undefined;
    if (this.#samples !== undefined) checkWhole(kind.where, 'outputSequenceLength', this.#samples, 1);
  }

  protected override async read(paths: readonly string[]): Promise<tf.Tensor3D> {
    const sounds = await Promise.all(paths.map(async (path) => readWav(await readFile(path), path)));
    const channels = Math.max(...sounds.map((sound) => sound.channels));
    const other = sounds.findIndex((sound) => sound.channels !== channels);
    if (other >= 0)
      throw new Error(
        `${kind.where}: the sounds of a batch must have as many channels, expected ${channels}. Received: ${sounds[other]!.channels} in ${paths[other]}.`,
      );
    const samples = this.#samples ?? Math.max(...sounds.map((sound) => sound.samples));
    const block = new Float32Array(sounds.length * samples * channels);
    sounds.forEach(({ values }, row) => {
      block.set(values.subarray(0, samples * channels), row * samples * channels);
    });
    return tf.tensor3d(block, [sounds.length, samples, channels]);
  }
}

/**
 * Batches of sounds from a folder, as Keras' `audio_dataset_from_directory`: `.wav` files of 16 bits, with values from -1
 * up to 1, and their class numbers, from one folder a class. Files, their labels and both sides of a split are Keras' for
 * a seed; the order within a pass is our own.
 *
 * @throws Error for a folder that is missing, has no class folders or no sounds, or an option of a value that it cannot have
 * @throws DataFormatError for a file that is no sound of 16 bits
 * @example
 * import { mkdirSync, writeFileSync } from 'node:fs';
 * const header = Buffer.from('RIFF____WAVEfmt \x10\0\0\0\x01\0\x01\0\x40\x1f\0\0\x80\x3e\0\0\x02\0\x10\0data\x08\0\0\0', 'latin1');
 * for (const [name, loud] of [['low', 99], ['high', 9999]] as const) {
 *   mkdirSync(`sounds/${name}`, { recursive: true });
 *   const samples = Buffer.from(new Int16Array([0, loud, 0, -loud]).buffer);
 *   writeFileSync(`sounds/${name}/1.wav`, Buffer.concat([header, samples]));
 * }
 * const sounds = audioDatasetFromDirectory('sounds', { shuffle: false, outputSequenceLength: 4 });
 * for await (const [batch] of sounds) batch.shape; // [2, 4, 1]
 */
export function audioDatasetFromDirectory(
  directory: string,
  options: AudioDatasetOptions & { readonly subset: 'both' },
): [training: AudioDataset, validation: AudioDataset];
export function audioDatasetFromDirectory(directory: string, options?: AudioDatasetOptions): AudioDataset;
export function audioDatasetFromDirectory(
  directory: string,
  options: AudioDatasetOptions = {},
): AudioDataset | AudioDataset[] {
  return batchesFrom(directory, options, kind, (files, chosen) => new AudioDataset(directory, files, chosen));
}
