// What TensorFlow itself says of each op's inputs and outputs, read from the list of ops that the library carries. An
// eager op takes its inputs in one row; a graph's node must be told which of them form a list.
import type { CApi } from '../c-api.js';
import { readBuffer } from '../memory.js';
import { fieldsOf, textOf } from '../protobuf.js';

/** One input or output of an op: a single tensor, or a list. */
export interface ArgumentDefinition {
  readonly name: string;
  readonly isList: boolean;
  /** The attribute that says of which type it is; none for a type that is always the same, or a list of several. */
  readonly typeAttribute: string | undefined;
  /** Whether it is a list in which each tensor has a type of its own. */
  readonly isMixed: boolean;
}

interface OpDefinition {
  readonly inputs: readonly ArgumentDefinition[];
  readonly outputs: readonly ArgumentDefinition[];
}

/** All of TensorFlow's ops by name; each is parsed when it is first asked for. */
export class OpDefinitions {
  readonly #encoded = new Map<string, Uint8Array>();
  readonly #parsed = new Map<string, OpDefinition>();

  constructor(api: CApi) {
    const buffer = api.TF_GetAllOpList();
    // OpList { repeated OpDef op = 1; }
    for (const { bytes } of fieldsOf(readBuffer(buffer))) this.#encoded.set(opName(bytes), bytes);
    api.TF_DeleteBuffer(buffer);
  }

  /** The inputs of an op; undefined for a name that is not an op, such as a function's. */
  inputs(name: string): readonly ArgumentDefinition[] | undefined {
    return this.#definition(name)?.inputs;
  }

  /** The outputs of an op; undefined for a name that is not an op. */
  outputs(name: string): readonly ArgumentDefinition[] | undefined {
    return this.#definition(name)?.outputs;
  }

  #definition(name: string): OpDefinition | undefined {
    const known = this.#parsed.get(name);
    if (known) return known;
    const encoded = this.#encoded.get(name);
    if (!encoded) return undefined;
    const parsed = { inputs: parseArguments(encoded, 2), outputs: parseArguments(encoded, 3) };
    this.#parsed.set(name, parsed);
    return parsed;
  }
}

// OpDef { string name = 1; repeated ArgDef input_arg = 2; repeated ArgDef output_arg = 3; … }
function opName(encoded: Uint8Array): string {
  for (const { number, bytes } of fieldsOf(encoded)) if (number === 1) return textOf(bytes);
  return '';
}

function parseArguments(encoded: Uint8Array, field: number): ArgumentDefinition[] {
  const found: ArgumentDefinition[] = [];
  for (const { number, bytes } of fieldsOf(encoded)) if (number === field) found.push(parseArgument(bytes));
  return found;
}

// ArgDef { string name = 1; … string type_attr = 4; string number_attr = 5; string type_list_attr = 6; … }
function parseArgument(encoded: Uint8Array): ArgumentDefinition {
  let name = '';
  let typeAttribute: string | undefined;
  let isList = false;
  let isMixed = false;
  for (const { number, bytes } of fieldsOf(encoded)) {
    if (number === 1) name = textOf(bytes);
    if (number === 4) typeAttribute = textOf(bytes);
    if (number === 5 || number === 6) isList = true;
    if (number === 6) isMixed = true;
  }
  return { name, isList, typeAttribute, isMixed };
}
