// What TensorFlow itself says of each op's inputs, read from the list of ops that the library carries. An eager
// op takes its inputs in one row; a graph's node must be told which of them form a list.
import type { CApi } from '../c-api.js';
import { readBuffer } from '../memory.js';

/** One input of an op: a single tensor, or a list. */
export interface InputDefinition {
  readonly name: string;
  readonly isList: boolean;
}

/** All of TensorFlow's ops by name; each is parsed when it is first asked for. */
export class OpDefinitions {
  readonly #encoded = new Map<string, Uint8Array>();
  readonly #parsed = new Map<string, readonly InputDefinition[]>();

  constructor(api: CApi) {
    const buffer = api.TF_GetAllOpList();
    // OpList { repeated OpDef op = 1; }
    for (const { bytes } of fields(readBuffer(buffer))) this.#encoded.set(opName(bytes), bytes);
    api.TF_DeleteBuffer(buffer);
  }

  /** The inputs of an op; undefined for a name that is not an op, such as a function's. */
  inputs(name: string): readonly InputDefinition[] | undefined {
    const known = this.#parsed.get(name);
    if (known) return known;
    const encoded = this.#encoded.get(name);
    if (!encoded) return undefined;
    const inputs = parseInputs(encoded);
    this.#parsed.set(name, inputs);
    return inputs;
  }
}

// OpDef { string name = 1; repeated ArgDef input_arg = 2; … }
function opName(encoded: Uint8Array): string {
  for (const { number, bytes } of fields(encoded)) if (number === 1) return text(bytes);
  return '';
}

function parseInputs(encoded: Uint8Array): InputDefinition[] {
  const inputs: InputDefinition[] = [];
  for (const { number, bytes } of fields(encoded)) if (number === 2) inputs.push(parseInput(bytes));
  return inputs;
}

// ArgDef { string name = 1; … string number_attr = 5; string type_list_attr = 6; … }
function parseInput(encoded: Uint8Array): InputDefinition {
  let name = '';
  let isList = false;
  for (const { number, bytes } of fields(encoded)) {
    if (number === 1) name = text(bytes);
    if (number === 5 || number === 6) isList = true;
  }
  return { name, isList };
}

interface Field {
  readonly number: number;
  /** The content of a field with a length (text, a message); empty for a plain number. */
  readonly bytes: Uint8Array;
}

/** The fields of a protocol buffer message, in order. */
function* fields(message: Uint8Array): Generator<Field> {
  const reader = new Reader(message);
  while (!reader.atEnd) {
    const tag = reader.number();
    yield { number: tag >> 3, bytes: reader.content(tag & 7) };
  }
}

class Reader {
  #place = 0;

  constructor(private readonly message: Uint8Array) {}

  get atEnd(): boolean {
    return this.#place >= this.message.length;
  }

  /** A varint: seven bits a byte, the lowest first. */
  number(): number {
    let value = 0;
    for (let scale = 1; ; scale *= 128) {
      const byte = this.message[this.#place++]!;
      value += (byte & 127) * scale;
      if (byte < 128) return value;
    }
  }

  content(wireType: number): Uint8Array {
    if (wireType === 2) return this.#bytes(this.number());
    if (wireType === 0) this.number();
    else this.#place += wireType === 1 ? 8 : 4;
    return this.#bytes(0);
  }

  #bytes(length: number): Uint8Array {
    this.#place += length;
    return this.message.subarray(this.#place - length, this.#place);
  }
}

function text(bytes: Uint8Array): string {
  return Buffer.from(bytes.buffer, bytes.byteOffset, bytes.length).toString('utf8');
}
