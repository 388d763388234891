// Where a check is, in memory that both threads see: a thread that checks one expensive statement for a minute could
// not be asked.

const head = 3 * Int32Array.BYTES_PER_ELEMENT;
const nameBytes = 1024;

/** A place in a text that is being checked. */
export interface CheckedPlace {
  /** A local file's path; absent when it is the cell. */
  readonly file?: string;
  /** In UTF-16 units, from the text's begin as the compiler sees it. */
  readonly position: number;
}

export class CheckProgress {
  /** One more than the position (0: nothing is checked), the length of the file's name, and 1 where a cell waits. */
  readonly #numbers: Int32Array;
  readonly #name: Buffer;

  constructor(readonly memory = new SharedArrayBuffer(head + nameBytes)) {
    this.#numbers = new Int32Array(memory, 0, 3);
    this.#name = Buffer.from(memory, head);
  }

  /** @param file a local file's path; none for the cell */
  begin(file = ''): void {
    this.#numbers[0] = 0;
    this.#numbers[1] = this.#name.write(file);
  }

  /** Called for every statement, so that it does nothing but this. */
  reach(position: number): void {
    this.#numbers[0] = position + 1;
  }

  end(): void {
    this.#numbers[0] = 0;
  }

  /** True while a cell that is to run waits: an editor's question ends, and is asked again later. */
  get mustYield(): boolean {
    return Atomics.load(this.#numbers, 2) !== 0;
  }

  set mustYield(isAsked: boolean) {
    Atomics.store(this.#numbers, 2, isAsked ? 1 : 0);
  }

  get place(): CheckedPlace | undefined {
    const [next = 0, length = 0] = this.#numbers;
    if (next <= 0) return undefined;
    const file = this.#name.toString('utf8', 0, length);
    return file === '' ? { position: next - 1 } : { file, position: next - 1 };
  }
}
