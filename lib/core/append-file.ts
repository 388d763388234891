// A file that grows by whole entries, such as a log.
import { closeSync, fstatSync, ftruncateSync, mkdirSync, openSync, writeSync } from 'node:fs';
import { dirname } from 'node:path';
import { cannotWrite } from './disk-error.js';

/** Opens a file at its end, made with its folders where it is missing. Each entry is added whole or not at all. */
export class AppendedFile {
  readonly #path: string;
  readonly #file: number;

  /** @throws Error that says why it cannot be written */
  constructor(path: string) {
    this.#path = path;
    this.#file = opened(path);
  }

  append(entry: Uint8Array): void {
    const before = fstatSync(this.#file);
    let written = 0;
    try {
      while (written < entry.length) written += writeSync(this.#file, entry, written);
    } catch (error) {
      if (before.isFile() && written > 0) ftruncateSync(this.#file, before.size);
      throw cannotWrite(this.#path, error);
    }
  }

  close(): void {
    closeSync(this.#file);
  }
}

function opened(path: string): number {
  try {
    mkdirSync(dirname(path), { recursive: true });
    return openSync(path, 'a');
  } catch (error) {
    throw cannotWrite(path, error);
  }
}
