// Where a check is, in memory that the checker and the protocol process both see: one that checks one expensive
// statement for a minute could not be asked.
import { mkdtempSync, openSync, readSync, rmSync, writeSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

/** A place in a text that is being checked. */
export interface CheckedPlace {
  /** A local file's path; absent when it is the cell. */
  readonly file?: string;
  /** In UTF-16 units, from the text's begin as the compiler sees it. */
  readonly position: number;
}

/** Three numbers and a name. */
export interface ProgressMemory {
  get(index: number): number;
  set(index: number, value: number): void;
  /** The length in bytes that it was cut to. */
  setName(name: string): number;
  name(length: number): string;
}

const word = Int32Array.BYTES_PER_ELEMENT;
const head = 3 * word;
const nameBytes = 1024;

/** Of how many bytes a memory is. */
export const progressBytes = head + nameBytes;

/** One more than the position (0: nothing is checked), the length of the file's name, and 1 where a cell waits. */
const [next, length, yields] = [0, 1, 2];

export class CheckProgress {
  readonly #memory: ProgressMemory;

  /** @param memory default: one that nobody else sees */
  constructor(memory: ProgressMemory = ownMemory(new ArrayBuffer(progressBytes))) {
    this.#memory = memory;
  }

  /** @param file a local file's path; none for the cell */
  begin(file = ''): void {
    this.#memory.set(next, 0);
    this.#memory.set(length, this.#memory.setName(file));
  }

  /** Called for every statement, so that it does nothing but this. */
  reach(position: number): void {
    this.#memory.set(next, position + 1);
  }

  end(): void {
    this.#memory.set(next, 0);
  }

  /** True while a cell that is to run waits: an editor's question ends, and is asked again later. */
  get mustYield(): boolean {
    return this.#memory.get(yields) !== 0;
  }

  set mustYield(isAsked: boolean) {
    this.#memory.set(yields, isAsked ? 1 : 0);
  }

  get place(): CheckedPlace | undefined {
    const position = this.#memory.get(next) - 1;
    if (position < 0) return undefined;
    const file = this.#memory.name(this.#memory.get(length));
    return file === '' ? { position } : { file, position };
  }
}

/** Threads share a SharedArrayBuffer. */
export function ownMemory(buffer: ArrayBuffer | SharedArrayBuffer): ProgressMemory {
  const numbers = new Int32Array(buffer, 0, 3);
  const name = Buffer.from(buffer as ArrayBuffer, head);
  return {
    get: (index) => Atomics.load(numbers, index),
    set: (index, value) => void Atomics.store(numbers, index, value),
    setName: (text) => name.write(text),
    name: (size) => name.toString('utf8', 0, size),
  };
}

/** Processes share a file that both have open: {@link openProgressFile}. */
export function fileMemory(descriptor: number): ProgressMemory {
  const number = Buffer.alloc(word);
  const name = Buffer.alloc(nameBytes);
  return {
    get(index) {
      readSync(descriptor, number, 0, word, index * word);
      return number.readInt32LE();
    },
    set(index, value) {
      number.writeInt32LE(value);
      writeSync(descriptor, number, 0, word, index * word);
    },
    setName(text) {
      const size = name.write(text);
      if (size > 0) writeSync(descriptor, name, 0, size, head);
      return size;
    },
    name(size) {
      const read = readSync(descriptor, name, 0, size, head);
      return name.toString('utf8', 0, read);
    },
  };
}

/** A file without a name, to be closed by the caller: nobody else finds it, and it is gone with the processes. */
export function openProgressFile(): number {
  const folder = mkdtempSync(join(tmpdir(), 'tensorcell-check-'));
  try {
    const descriptor = openSync(join(folder, 'progress'), 'w+');
    writeSync(descriptor, Buffer.alloc(progressBytes));
    return descriptor;
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}
