// Lists of numbers of different lengths, as NumPy keeps them: an .npy file whose array of Python's lists is pickled. Only
// what makes such an array is read; a pickle that asks for anything else is refused, and nothing in it is run.
import { DataFormatError } from './errors.js';
import { readNpyHeader } from './npy.js';

/** What calls in a pickle may name: they make NumPy's arrays and no more. */
const allowed = /^(numpy\._?core\.multiarray _reconstruct|numpy (ndarray|dtype))$/;

class Mark {}
/** An array or its type: what was said of it. */
class Made {
  state: unknown;
}

/**
 * The lists of an .npy file.
 * @throws DataFormatError for a file that holds something else
 */
export function readPickledLists(bytes: Uint8Array, name: string): number[][] {
  const broken = (why: string): DataFormatError =>
    new DataFormatError(`${name} is broken. Expected a NumPy array of lists, ${why}.`);
  const { descr, start } = readNpyHeader(bytes, name);
  if (!/^\|?O/.test(descr)) throw broken(`received one of type '${descr}'`);
  const made = new Unpickler(bytes.subarray(start), broken).read();
  const state = made instanceof Made ? made.state : undefined;
  const lists = Array.isArray(state) ? state[4] : undefined;
  const areLists =
    Array.isArray(lists) &&
    lists.every((list) => Array.isArray(list) && list.every((one) => typeof one === 'number'));
  if (!areLists) throw broken('received other values');
  return lists as number[][];
}

class Unpickler {
  readonly #bytes: Buffer;
  readonly #broken: (why: string) => DataFormatError;
  readonly #stack: unknown[] = [];
  readonly #memo = new Map<number, unknown>();
  #at = 0;

  constructor(bytes: Uint8Array, broken: (why: string) => DataFormatError) {
    this.#bytes = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.length);
    this.#broken = broken;
  }

  read(): unknown {
    while (this.#at < this.#bytes.length) {
      const code = this.#bytes[this.#at++]!;
      if (code === 0x2e) return this.#stack.pop();
      const step = this.#steps[code];
      if (!step) throw this.#broken(`received a pickle with the code 0x${code.toString(16)}`);
      step();
    }
    throw this.#broken('received one that ends too early');
  }

  /** What each code of a pickle does, by Python's `pickletools`. */
  readonly #steps: Record<number, () => void> = {
    128: () => void this.#take(1),
    149: () => void this.#take(8),
    99: () => this.#named(`${this.#line()} ${this.#line()}`),
    147: () => {
      const [module, name] = this.#stack.splice(-2);
      this.#named(`${module} ${name}`);
    },
    113: () => this.#keep(this.#whole(1)),
    114: () => this.#keep(this.#whole(4)),
    148: () => this.#keep(this.#memo.size),
    104: () => this.#push(this.#memo.get(this.#whole(1))),
    106: () => this.#push(this.#memo.get(this.#whole(4))),
    40: () => this.#push(new Mark()),
    41: () => this.#push([]),
    93: () => this.#push([]),
    116: () => this.#push(this.#sinceMark()),
    133: () => this.#push(this.#stack.splice(-1)),
    134: () => this.#push(this.#stack.splice(-2)),
    135: () => this.#push(this.#stack.splice(-3)),
    97: () => this.#append(this.#stack.splice(-1)),
    101: () => this.#append(this.#sinceMark()),
    75: () => this.#push(this.#whole(1)),
    77: () => this.#push(this.#whole(2)),
    74: () => this.#push(this.#take(4).readInt32LE()),
    138: () => this.#push(this.#long(this.#whole(1))),
    78: () => this.#push(null),
    136: () => this.#push(true),
    137: () => this.#push(false),
    // Texts and bytes.
    88: () => this.#push(this.#take(this.#whole(4)).toString()),
    140: () => this.#push(this.#take(this.#whole(1)).toString()),
    67: () => this.#push(this.#take(this.#whole(1))),
    66: () => this.#push(this.#take(this.#whole(4))),
    84: () => this.#push(this.#take(this.#whole(4))),
    85: () => this.#push(this.#take(this.#whole(1))),
    // A call gives an array or a type; what is said of it follows.
    82: () => {
      this.#stack.splice(-2);
      this.#push(new Made());
    },
    98: () => {
      const state = this.#stack.pop();
      const made = this.#stack.at(-1);
      if (made instanceof Made) made.state = state;
    },
  };

  #push(value: unknown): void {
    this.#stack.push(value);
  }

  #keep(place: number): void {
    this.#memo.set(place, this.#stack.at(-1));
  }

  #named(name: string): void {
    if (!allowed.test(name)) throw this.#broken(`received a pickle that calls ${name.replace(' ', '.')}`);
    this.#push(name);
  }

  #sinceMark(): unknown[] {
    const place = this.#stack.findLastIndex((one) => one instanceof Mark);
    if (place < 0) throw this.#broken('received a pickle without an end of a list');
    return this.#stack.splice(place).slice(1);
  }

  #append(values: unknown[]): void {
    const list = this.#stack.at(-1);
    if (!Array.isArray(list)) throw this.#broken('received a pickle that adds to no list');
    for (const value of values) list.push(value);
  }

  #take(count: number): Buffer {
    if (this.#at + count > this.#bytes.length) throw this.#broken('received one that ends too early');
    this.#at += count;
    return this.#bytes.subarray(this.#at - count, this.#at);
  }

  #whole(count: number): number {
    return this.#take(count).readUIntLE(0, count);
  }

  #long(count: number): number {
    return count === 0 ? 0 : this.#take(count).readIntLE(0, count);
  }

  #line(): string {
    const end = this.#bytes.indexOf(10, this.#at);
    if (end < 0) throw this.#broken('received one that ends too early');
    const line = this.#take(end - this.#at).toString();
    this.#at++;
    return line;
  }
}
