// Tensors of 16 bits. TensorFlow.js has none: to it they are of float32. TensorFlow holds them in their own type and
// computes on them with its own kernels for that type, so that numbers, memory and what a graph captures are those of 16
// bits. Between the two stands this: an op that TensorFlow.js asks for float32 is run in the type that its inputs have.
//
// Which type that is, Keras says: of one type, that; of several, float32. Numbers of JavaScript take the type of what
// they meet, and so do whole numbers and truth values that were made floats.
import { dataType } from './data-types.js';
import { attributeType, type OpAttribute } from './op-attributes.js';
import type { RegisteredKernels } from './registered-kernels.js';
import type { TensorMetadata } from './tensor-handles.js';
import type { ArgumentDefinition, OpDefinitions } from './tracing/op-definitions.js';

/** TensorFlow's number of a type of 16 bits. */
export type HalfType = typeof dataType.half | typeof dataType.bfloat16;
type FloatType = HalfType | typeof dataType.float;

export const isHalf = (type: number): type is HalfType =>
  type === dataType.half || type === dataType.bfloat16;

/** What the binding does for it. */
export interface OpRunner {
  run(name: string, attributes: readonly OpAttribute[], inputs: number[], outputs: number): TensorMetadata[];
  /** Frees a tensor with a value. */
  free(id: number): void;
  definitions(): OpDefinitions;
  kernels(): RegisteredKernels;
}

export class Precisions {
  /** Whether there may be a tensor of 16 bits; until then nothing is looked at. */
  areUsed = false;
  readonly #types = new Map<number, HalfType>();
  /** Tensors of float32 that take the type of what they meet. */
  readonly #yielding = new Set<number>();

  constructor(private readonly runner: OpRunner) {}

  /** The type of a tensor of 16 bits; undefined for any other. */
  typeOf(id: number): HalfType | undefined {
    return this.#types.get(id);
  }

  /** Takes notice of a new tensor. */
  note(id: number, type: number): void {
    if (isHalf(type)) this.#types.set(id, type);
  }

  /** Takes notice of a tensor that was made from values of JavaScript. */
  noteValues(id: number, type: number, shape: readonly number[]): void {
    if (this.areUsed && type === dataType.float && shape.length === 0) this.#yielding.add(id);
  }

  forget(id: number): void {
    this.#types.delete(id);
    this.#yielding.delete(id);
  }

  /** A trace is over, whose tensors have numbers below 0. */
  forgetTraced(): void {
    for (const kept of [this.#types.keys(), this.#yielding.keys()])
      for (const id of kept) if (id < 0) this.forget(id);
  }

  /** The tensor in another type; a new one in any case. */
  convert(id: number, type: FloatType): TensorMetadata {
    const from = this.#types.get(id) ?? dataType.float;
    const [made] =
      from === type
        ? this.runner.run('Identity', [typeAttribute('T', type)], [id], 1)
        : this.runner.run('Cast', [typeAttribute('SrcT', from), typeAttribute('DstT', type)], [id], 1);
    this.note(made!.id, type);
    return made!;
  }

  /** As the binding's, in the type that the inputs have. */
  executeOp(
    name: string,
    attributes: readonly OpAttribute[],
    inputs: readonly number[],
    outputs: number,
  ): TensorMetadata[] {
    const definitions = this.runner.definitions().inputs(name);
    if (!definitions) return this.runner.run(name, attributes, [...inputs], outputs);
    const governed = governing(definitions, inputs.length);
    if (governed.length !== inputs.length) return this.runner.run(name, attributes, [...inputs], outputs);
    const plan = this.#plan(name, governed, inputs);
    const given = [...inputs];
    const made: number[] = [];
    inputs.forEach((id, place) => {
      const governor = governed[place]!;
      if (governor.isMixed) return;
      const wanted = governor.typeAttribute === undefined ? undefined : plan.get(governor.typeAttribute);
      const type = this.#typeFor(id, wanted?.computed);
      if (type === undefined) return;
      const { id: converted } = this.convert(id, type);
      made.push(converted);
      given[place] = converted;
    });
    const results = this.runner.run(name, retyped(attributes, plan), given, outputs);
    for (const id of made) if (id >= 0) this.runner.free(id);
    const finished = this.#rounded(name, results, plan);
    for (const { id, dtype } of finished) this.note(id, dtype);
    this.#noteYielding(name, attributes, { inputs, governed, results: finished });
    return finished;
  }

  /** By the attribute that says a type: in which the op computes, and which its results are to have. */
  #plan(
    name: string,
    governed: readonly ArgumentDefinition[],
    inputs: readonly number[],
  ): Map<string, { computed: FloatType; result: FloatType }> {
    const plan = new Map<string, { computed: FloatType; result: FloatType }>();
    inputs.forEach((id, place) => {
      const attribute = governed[place]!.typeAttribute;
      if (attribute === undefined || plan.has(attribute) || !this.#types.has(id)) return;
      const result = this.#common(inputs.filter((_, i) => governed[i]!.typeAttribute === attribute));
      const isWritten = this.runner.kernels().takes(name, attribute, result);
      plan.set(attribute, { computed: isWritten ? result : dataType.float, result });
    });
    return plan;
  }

  /** The type that tensors have together. */
  #common(ids: readonly number[]): FloatType {
    const types = new Set(
      ids.filter((id) => !this.#yielding.has(id)).map((id) => this.#types.get(id) ?? dataType.float),
    );
    const [first, ...others] = types;
    return others.length === 0 ? first! : dataType.float;
  }

  /** The type that an input must be brought to; undefined where it has it. */
  #typeFor(id: number, wanted: FloatType | undefined): FloatType | undefined {
    const has = this.#types.get(id);
    // An input whose type no attribute says is of float32.
    const type = wanted ?? (has === undefined ? undefined : dataType.float);
    return type === undefined || type === (has ?? dataType.float) ? undefined : type;
  }

  /** Results of an op that is not written for 16 bits, brought to them. */
  #rounded(
    name: string,
    results: TensorMetadata[],
    plan: ReadonlyMap<string, { computed: FloatType; result: FloatType }>,
  ): TensorMetadata[] {
    if ([...plan.values()].every(({ computed, result }) => computed === result)) return results;
    const definitions = governing(this.runner.definitions().outputs(name)!, results.length);
    return results.map((result, place) => {
      const wanted = plan.get(definitions[place]?.typeAttribute ?? '');
      if (!wanted || wanted.computed === wanted.result || result.dtype !== dataType.float) return result;
      const rounded = this.convert(result.id, wanted.result);
      if (result.id >= 0) this.runner.free(result.id);
      return rounded;
    });
  }

  #noteYielding(
    name: string,
    attributes: readonly OpAttribute[],
    call: {
      inputs: readonly number[];
      governed: readonly ArgumentDefinition[];
      results: readonly TensorMetadata[];
    },
  ): void {
    const { inputs, governed, results } = call;
    if (results[0]?.dtype !== dataType.float) return;
    const attribute = this.runner.definitions().outputs(name)?.[0]?.typeAttribute;
    const sources = inputs.filter((_, i) => governed[i]!.typeAttribute === attribute);
    const isOfYielding = sources.length > 0 && sources.every((id) => this.#yielding.has(id));
    if (!isOfYielding && !isOfWholeNumbers(name, attributes, this.#types.has(inputs[0]!))) return;
    for (const { id, dtype } of results) if (dtype === dataType.float) this.#yielding.add(id);
  }
}

/** Whether an op makes whole numbers or truth values floats. */
function isOfWholeNumbers(name: string, attributes: readonly OpAttribute[], isOfHalf: boolean): boolean {
  if (name !== 'Cast' || isOfHalf) return false;
  const source = attributes.find((attribute) => attribute.name === 'SrcT')?.value;
  return source !== undefined && source !== dataType.float;
}

/** What says each tensor's type, lists taken apart. */
function governing(definitions: readonly ArgumentDefinition[], count: number): ArgumentDefinition[] {
  const lists = definitions.filter(({ isList }) => isList).length;
  // No op that TensorFlow.js uses has lists of different lengths.
  const length = lists > 0 ? (count - definitions.length + lists) / lists : 0;
  return definitions.flatMap((definition) =>
    Array.from({ length: definition.isList ? length : 1 }, () => definition),
  );
}

function retyped(
  attributes: readonly OpAttribute[],
  plan: ReadonlyMap<string, { computed: FloatType }>,
): readonly OpAttribute[] {
  if (plan.size === 0) return attributes;
  return attributes.map((attribute) => {
    const wanted = plan.get(attribute.name);
    return wanted ? typeAttribute(attribute.name, wanted.computed) : attribute;
  });
}

const typeAttribute = (name: string, value: number): OpAttribute => ({
  name,
  type: attributeType.type,
  value,
});
