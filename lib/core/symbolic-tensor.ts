// How models are described: symbolic tensors, which are not there yet, and the calls of layers that will give them.
import type { tf } from '../tf.js';
import type { Shape } from './shape.js';
import { isPlainObject, mapStructure, type Structure } from './structure.js';

let count = 0;

/** Shape and type of a tensor to come, and the call that will give it. Keras: `KerasTensor`. */
export class SymbolicTensor {
  readonly id: number;
  readonly name: string;
  readonly originalName: string;
  /** The layer that gives it. Declared as TensorFlow.js does, so that typed TensorFlow.js programs take it. */
  declare readonly sourceLayer: tf.layers.Layer;
  /** The call that gives it; missing for one that only tells shape and type. */
  #source: Node | undefined;
  /** Which of that call's outputs it is. */
  tensorIndex = 0;

  constructor(
    readonly shape: Shape,
    readonly dtype: tf.DataType,
    name?: string,
  ) {
    this.id = count++;
    this.name = name ?? `keras_tensor_${this.id}`;
    this.originalName = this.name;
    Object.defineProperty(this, 'sourceLayer', { get: () => this.#source?.operation, enumerable: false });
  }

  get rank(): number {
    return this.shape.length;
  }

  /** The call that gives it. */
  get source(): Node {
    if (this.#source) return this.#source;
    throw new Error(`The symbolic tensor '${this.name}' does not come from a layer.`);
  }

  get operation(): Operation {
    return this.source.operation;
  }

  /** Which of its layer's calls gives it. */
  get nodeIndex(): number {
    return this.operation.inboundNodes.indexOf(this.source);
  }

  /** What went into the call that gives it. */
  get inputs(): SymbolicTensor[] {
    return this.source.inputTensors;
  }

  get callArgs(): Record<string, unknown> {
    return this.source.options;
  }

  /** Called by the node that it comes from. */
  comeFrom(source: Node, tensorIndex: number): void {
    this.#source = source;
    this.tensorIndex = tensorIndex;
  }
}

/** Options of a call beside its inputs; symbolic tensors may stand in them, too. */
export type NodeOptions = Readonly<Record<string, unknown>>;

/** What can be called on symbolic tensors: a layer, or one of TensorFlow's ops by itself. */
export interface Operation {
  name: string;
  /** Its calls, in order. */
  readonly inboundNodes: Node[];
  /** Calls of others that take its outputs. */
  readonly outboundNodes: Node[];
  getClassName(): string;
  /** Runs it on tensors. */
  invoke(inputs: Structure<tf.Tensor>, options: NodeOptions): tf.Tensor | tf.Tensor[];
  /** Shapes and types of what it would give. */
  describe(inputs: Structure<SymbolicTensor>, options: NodeOptions): SymbolicTensor | SymbolicTensor[];
}

/** One call of an operation on symbolic tensors. */
export class Node {
  readonly inputTensors: SymbolicTensor[];

  constructor(
    readonly operation: Operation,
    readonly inputs: unknown,
    readonly options: NodeOptions,
    readonly outputTensors: SymbolicTensor[],
  ) {
    this.inputTensors = symbolicIn([inputs, options]);
    operation.inboundNodes.push(this);
    outputTensors.forEach((tensor, i) => {
      tensor.comeFrom(this, i);
    });
    for (const before of new Set(this.inboundLayers)) before.outboundNodes.push(this);
  }

  /** Whether it only takes a model's input. */
  get isInput(): boolean {
    return this.inputTensors.length === 0;
  }

  /** The calls whose outputs it takes. */
  get parents(): Node[] {
    return this.inputTensors.map(({ source }) => source);
  }

  /** For each input, the operation that it comes from. */
  get inboundLayers(): Operation[] {
    return this.inputTensors.map(({ operation }) => operation);
  }

  /** Runs the call with tensors in place of symbolic ones. */
  run(valueFor: (tensor: SymbolicTensor) => tf.Tensor): tf.Tensor[] {
    const { inputs, options } = this.#filled(valueFor);
    return [this.operation.invoke(inputs as Structure<tf.Tensor>, options)].flat();
  }

  /** What the call would give for inputs of other shapes. */
  describe(standIn: (tensor: SymbolicTensor) => SymbolicTensor): SymbolicTensor[] {
    const { inputs, options } = this.#filled(standIn);
    return [this.operation.describe(inputs as Structure<SymbolicTensor>, options)].flat();
  }

  /** Inputs and options with something in place of each symbolic tensor. */
  #filled(replace: (tensor: SymbolicTensor) => unknown): { inputs: unknown; options: NodeOptions } {
    const fill = (leaf: unknown): unknown => (leaf instanceof SymbolicTensor ? replace(leaf) : leaf);
    return {
      inputs: mapStructure(this.inputs, fill),
      options: mapStructure(this.options, fill) as NodeOptions,
    };
  }
}

/** All symbolic tensors within lists and objects; those of objects by their sorted names, as Keras takes them. */
export function symbolicIn(value: unknown): SymbolicTensor[] {
  if (value instanceof SymbolicTensor) return [value];
  if (Array.isArray(value)) return value.flatMap(symbolicIn);
  if (!isPlainObject(value)) return [];
  return Object.keys(value)
    .sort()
    .flatMap((key) => symbolicIn(value[key]));
}
