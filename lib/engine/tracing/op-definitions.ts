// What TensorFlow itself says of each op's inputs, read from the list of ops that the library carries. An eager
// op takes its inputs in one row; a graph's node must be told which of them form a list.
import type { CApi } from '../c-api.js';
import { readBuffer } from '../memory.js';
import { fieldsOf, textOf } from '../protobuf.js';

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
    for (const { bytes } of fieldsOf(readBuffer(buffer))) this.#encoded.set(opName(bytes), bytes);
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
  for (const { number, bytes } of fieldsOf(encoded)) if (number === 1) return textOf(bytes);
  return '';
}

function parseInputs(encoded: Uint8Array): InputDefinition[] {
  const inputs: InputDefinition[] = [];
  for (const { number, bytes } of fieldsOf(encoded)) if (number === 2) inputs.push(parseInput(bytes));
  return inputs;
}

// ArgDef { string name = 1; … string number_attr = 5; string type_list_attr = 6; … }
function parseInput(encoded: Uint8Array): InputDefinition {
  let name = '';
  let isList = false;
  for (const { number, bytes } of fieldsOf(encoded)) {
    if (number === 1) name = textOf(bytes);
    if (number === 5 || number === 6) isList = true;
  }
  return { name, isList };
}
