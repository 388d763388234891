// For which types of numbers TensorFlow has an op written: it knows more ops than it computes in 16 bits.
import type { CApi } from './c-api.js';
import { readBuffer } from './memory.js';
import { fieldsOf, textOf } from './protobuf.js';
import type { Status } from './status.js';

/** One way in which an op is written: the types that it takes, by the attribute that says them. */
type Written = ReadonlyMap<string, readonly number[]>;

export class RegisteredKernels {
  readonly #known = new Map<string, readonly Written[]>();

  constructor(
    private readonly api: CApi,
    private readonly status: Status,
    /** `CPU`, and `GPU` where there is one. */
    private readonly devices: readonly string[],
  ) {}

  /** Whether the op is written for a type in this attribute. */
  takes(op: string, attribute: string, type: number): boolean {
    return this.#of(op).some((written) => written.get(attribute)?.includes(type) ?? true);
  }

  #of(op: string): readonly Written[] {
    const known = this.#known.get(op) ?? this.#ask(op);
    this.#known.set(op, known);
    return known;
  }

  // KernelList { repeated KernelDef kernel = 1; }
  #ask(op: string): Written[] {
    const buffer = this.api.TF_GetRegisteredKernelsForOp(op, this.status.pointer);
    this.status.check(() => `say for which types ${op} is written`);
    const encoded = readBuffer(buffer);
    this.api.TF_DeleteBuffer(buffer);
    return [...fieldsOf(encoded)].flatMap(({ bytes }) => this.#parse(bytes));
  }

  // KernelDef { string op = 1; string device_type = 2; repeated AttrConstraint constraint = 3; … }
  #parse(encoded: Uint8Array): Written[] {
    const types = new Map<string, readonly number[]>();
    for (const { number, bytes } of fieldsOf(encoded)) {
      if (number === 2 && !this.devices.includes(textOf(bytes))) return [];
      if (number === 3) types.set(...constraint(bytes));
    }
    return [types];
  }
}

// AttrConstraint { string name = 1; AttrValue allowed_values = 2; }
function constraint(encoded: Uint8Array): [attribute: string, types: readonly number[]] {
  let name = '';
  let types: readonly number[] = [];
  for (const { number, bytes } of fieldsOf(encoded)) {
    if (number === 1) name = textOf(bytes);
    if (number === 2) types = allowedTypes(bytes);
  }
  return [name, types];
}

// AttrValue { ListValue list = 1; … }, ListValue { … repeated DataType type = 6 [packed]; … }: a byte for each type.
function allowedTypes(encoded: Uint8Array): number[] {
  const lists = [...fieldsOf(encoded)].filter(({ number }) => number === 1);
  return lists.flatMap(({ bytes }) =>
    [...fieldsOf(bytes)].filter(({ number }) => number === 6).flatMap((field) => [...field.bytes]),
  );
}
