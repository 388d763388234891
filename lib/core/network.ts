// A layer made of layers: a graph of calls from inputs to outputs. The base of models, which add training and files.
import { tf } from '../tf.js';
import { currentCall, inCall } from './call-context.js';
import { Graph } from './graph.js';
import type { HalfForm } from './half-layers.js';
import { InputLayer } from './input-layer.js';
import { type BaseLayerArgs, type CallOptions, Layer } from './layer.js';
import { type Masks, maskOf, setMask } from './masks.js';
import { received } from './messages.js';
import { oneShape, type Shape, shapesOf, shapeText } from './shape.js';
import { Stack } from './stack.js';
import { isPlainObject, leavesOf, mapStructure, type Structure } from './structure.js';
import { Node, type NodeOptions, SymbolicTensor } from './symbolic-tensor.js';

/** One tensor, a list of them, or tensors by name. */
export type Tensors<T> = T | T[] | { readonly [name: string]: T };

/** What describes a network. */
export interface NetworkArgs extends BaseLayerArgs {
  inputs: Tensors<SymbolicTensor>;
  outputs: Tensors<SymbolicTensor>;
}

export class Network extends Layer {
  static override readonly className: string = 'Functional';

  /** Names of inputs where they were given as an object; else those of the input layers. */
  #names: { inputs?: string[]; outputs?: string[] } = {};
  readonly #graph: Graph | undefined;
  /** The layers of a sequential model; undefined for one that was described by inputs and outputs. */
  readonly stack: Stack | undefined;

  /**
   * Described by inputs and outputs; without them, layers are added to its stack.
   * @param isOwn whether a class of the user's own says in `call` what becomes of its inputs
   */
  constructor(
    { inputs, outputs, ...args }: Partial<NetworkArgs> = {},
    readonly isOwn = false,
  ) {
    super(args);
    this.takesSeveral = true;
    if (isOwn) return;
    if (inputs === undefined || outputs === undefined) {
      this.stack = new Stack();
      return;
    }
    this.#names = { inputs: keysOf(inputs), outputs: keysOf(outputs) };
    const ends = withInputLayers(tensorsOf(inputs, 'inputs'), tensorsOf(outputs, 'outputs'));
    this.#graph = new Graph(ends.inputs, ends.outputs);
    if (args.trainable === false) this.trainable = false;
  }

  /** The calls from inputs to outputs. */
  get graph(): Graph {
    const graph = this.#graph ?? this.stack?.graph;
    if (graph) return graph;
    throw new Error(
      this.stack?.layers.length === 0
        ? 'This model has no layers yet. Add some first: model.add(layers.dense({ units: 10, inputShape: [4] })).'
        : `The model '${this.name}' is not built yet: the shape of its input is not known. Use it on data first (fit, predict), call model.build([null, 4]), or give its first layer an inputShape.`,
    );
  }

  get isDescribed(): boolean {
    return this.#graph !== undefined || this.stack?.graph !== undefined;
  }

  /** How often layers came or went. */
  get revision(): number {
    return this.stack?.revision ?? 0;
  }

  get layers(): Layer[] {
    if (this.stack) return this.stack.layers;
    return this.graph.operations.filter((operation): operation is Layer => operation instanceof Layer);
  }

  /** Adds a layer to a sequential model. */
  protected push(layer: Layer): void {
    this.stack!.push(layer);
    if (!this.trainable) layer.trainable = false;
  }

  /** A sequential model whose first layer did not tell the shape of its input learns it at its first call. */
  override build(inputShape: Shape | Shape[], dtype?: tf.DataType): void {
    this.stack?.build([null, ...oneShape(inputShape).slice(1)], dtype);
  }

  /** The same for inputs by name. */
  buildByName(shapes: Readonly<Record<string, Shape>>): void {
    throw new Error(
      `The model '${this.name}' takes one input. Received: inputs by name: ${Object.keys(shapes).join(', ')}.`,
    );
  }

  protected override get wasBuiltByHand(): boolean {
    return false;
  }

  /** The graph says what is missing. */
  protected override checkBuilt(): void {
    void this.graph;
  }

  override knownInput() {
    if (!this.isDescribed) return this.stack?.layers[0]?.knownInput();
    return this.inputs.length === 1 ? this.inputs[0] : undefined;
  }

  get inputs(): SymbolicTensor[] {
    return [...this.graph.inputs];
  }

  get outputs(): SymbolicTensor[] {
    return [...this.graph.outputs];
  }

  get inputNames(): string[] {
    return this.#names.inputs ?? this.inputs.map(({ operation }) => operation.name);
  }

  get outputNames(): string[] {
    return this.#names.outputs ?? this.outputs.map(({ operation }) => operation.name);
  }

  /** Whether inputs and outputs were given by name rather than as a list. */
  get isNamed(): { inputs: boolean; outputs: boolean } {
    return { inputs: this.#names.inputs !== undefined, outputs: this.#names.outputs !== undefined };
  }

  override get input(): SymbolicTensor | SymbolicTensor[] {
    return single(this.inputs);
  }

  override get output(): SymbolicTensor | SymbolicTensor[] {
    return single(this.outputs);
  }

  protected override named(outputs: tf.Tensor | tf.Tensor[]): unknown {
    if (!this.isNamed.outputs || !Array.isArray(outputs)) return outputs;
    return Object.fromEntries(this.outputNames.map((name, i) => [name, outputs[i]!]));
  }

  /** Its layers go by their own policies. */
  override get halfForm(): HalfForm {
    return this.isOwn ? 'own' : 'as given';
  }

  override innerLayers(): Layer[] {
    // Before the constructor is done there are none.
    return this.#graph || this.stack ? this.layers : [];
  }

  override call(given: tf.Tensor | tf.Tensor[], { mask }: CallOptions): tf.Tensor | tf.Tensor[] {
    const inputs = this.#inOrder(given).map((input, i) => this.#fit(input as tf.Tensor, i));
    [mask ?? []].flat().forEach((one, i) => {
      if (inputs[i]) setMask(inputs[i], one);
    });
    const masks = inputs.map(maskOf).filter((one) => one !== null);
    const context = { training: false, losses: [], ...currentCall(), givenMasks: new Set(masks) };
    return inCall(context, () => single(this.graph.run(inputs)));
  }

  /** Masks are those that its layers leave on its outputs. */
  override computeMask(_inputs: tf.Tensor | tf.Tensor[], _mask: Masks): Masks {
    return null;
  }

  override outputSpecs(given: SymbolicTensor | SymbolicTensor[], _options: NodeOptions) {
    const inputs = this.#inOrder(given).map((input, i) => {
      const wanted = this.inputs[i]!;
      const spec = new SymbolicTensor(
        fittedShape((input as SymbolicTensor).shape, wanted.shape),
        wanted.dtype,
      );
      return spec;
    });
    return single(this.graph.describe(inputs).map(({ shape, dtype }) => new SymbolicTensor(shape, dtype)));
  }

  override computeOutputShape(inputShape: Shape | Shape[]): Shape | Shape[] {
    const inputs = shapesOf(inputShape).map((shape, i) => new SymbolicTensor(shape, this.inputs[i]!.dtype));
    return single(this.graph.describe(inputs).map(({ shape }) => shape));
  }

  override checkInputs(given: Structure<tf.Tensor | SymbolicTensor>): void {
    if (!this.isDescribed) return;
    this.#inOrder(given).forEach((input, i) => {
      const { shape } = input as tf.Tensor;
      const refusal = this.#refusal([...shape], i);
      if (refusal === undefined) return;
      throw new Error(
        `The model '${this.name}' takes ${shapeText(this.inputs[i]!.shape)} as its input '${this.inputNames[i]}'. Received: [${shape.map((size) => size ?? 'any')}].${refusal}`,
      );
    });
  }

  /**
   * The shape that data must have for an input. The layers of a sequential model, and those that a class calls itself,
   * say which sizes they take, not what the model was built with, as in Keras: then it is the data's own.
   */
  shapeTaken(given: Shape, index: number): Shape {
    const isTaken = this.#refusal(given, index) === undefined;
    const wanted = this.inputs[index]!.shape;
    return isTaken && (this.stack || this.isOwn) ? [null, ...fittedShape(given, wanted).slice(1)] : wanted;
  }

  /** What the outputs are for inputs of these shapes. */
  outputShapes(inputs: readonly Shape[]): Shape[] {
    const isAsBuilt = inputs.every((shape, i) => fits(shape, this.inputs[i]!.shape));
    if (isAsBuilt) return this.outputs.map(({ shape }) => shape);
    return shapesOf(this.computeOutputShape(inputs.map((shape) => [null, ...shape.slice(1)])));
  }

  /** Why an input of this shape is not taken, beside that its shape is another; undefined where it is. */
  #refusal(given: Shape, index: number): string | undefined {
    const { shape: wanted, dtype } = this.inputs[index]!;
    const fitted = fittedShape(given, wanted);
    if (fits(fitted, wanted) || this.isOwn) return undefined;
    return this.stack && fitted.length === wanted.length ? this.stack.refusal(fitted, dtype) : '';
  }

  /** Inputs as a list, in the order of the model's. */
  #inOrder(given: unknown): unknown[] {
    const { inputNames } = this;
    const list = isPlainObject(given) ? inputNames.map((name) => given[name]) : leavesOf(given);
    if (list.length === inputNames.length && list.every((one) => one !== undefined)) return list;
    throw new Error(
      `The model '${this.name}' takes ${inputNames.length} inputs (${inputNames.join(', ')}). ` +
        `Received: ${isPlainObject(given) ? Object.keys(given).join(', ') : list.length}.`,
    );
  }

  /** A last axis of 1 is added or taken off where the model's input asks for it, as Keras does. */
  #fit(input: tf.Tensor, index: number): tf.Tensor {
    const { shape, dtype } = this.inputs[index]!;
    const typed = input.dtype === dtype ? input : tf.cast(input, dtype);
    const fitted = withRank(typed, shape);
    if (fitted !== input) setMask(fitted, maskOf(input));
    return fitted;
  }
}

/** The network behind a model, however it is typed. */
export function networkOf(model: unknown): Network {
  if (model instanceof Network) return model;
  throw new Error(`Expected a model, as sequential or model give it. Received: ${received(model)}.`);
}

/** The tensor with a last axis of 1 added or taken off where a shape asks for it, else itself. */
export function withRank(input: tf.Tensor, wanted: Shape): tf.Tensor {
  const { length } = fittedShape([...input.shape], wanted);
  if (length === input.rank) return input;
  return input.rank < length ? tf.expandDims(input, -1) : tf.squeeze(input, [input.rank - 1]);
}

function fittedShape(given: Shape, wanted: Shape): Shape {
  if (given.length === wanted.length + 1 && given.at(-1) === 1) return given.slice(0, -1);
  if (given.length === wanted.length - 1 && wanted.at(-1) === 1) return [...given, 1];
  return given;
}

/** Whether a shape has the sizes of another, as far as both are known; samples are not counted. */
export const fits = (given: Shape, wanted: Shape): boolean =>
  given.length === wanted.length &&
  given.every((size, axis) => axis === 0 || size === null || wanted[axis] == null || size === wanted[axis]);

const single = <T>(list: T[]): T | T[] => (list.length === 1 ? list[0]! : list);

/** Keras sorts them, and its files number layers by that order. */
const keysOf = (given: Tensors<SymbolicTensor>): string[] | undefined =>
  isPlainObject(given) ? Object.keys(given).sort() : undefined;

function tensorsOf(given: Tensors<SymbolicTensor>, what: string): SymbolicTensor[] {
  const leaves = isPlainObject(given) ? keysOf(given)!.map((name) => given[name]) : leavesOf(given);
  for (const leaf of leaves) {
    if (leaf instanceof SymbolicTensor) continue;
    throw new Error(
      `model: ${what} must be symbolic tensors: what layers.input(…) gives, or a layer's apply on it. Received: ${typeof leaf}.`,
    );
  }
  return leaves as SymbolicTensor[];
}

/**
 * A model may begin at what another layer gives. It then gets an input layer of its own there, and the calls between are
 * recorded anew from it.
 */
function withInputLayers(inputs: SymbolicTensor[], outputs: SymbolicTensor[]) {
  if (inputs.every(({ source }) => source.isInput)) return { inputs, outputs };
  const copies = new Map<SymbolicTensor, SymbolicTensor>();
  const ownInputs = inputs.map((tensor) => {
    if (tensor.source.isInput) return tensor;
    const { shape, dtype } = tensor;
    const made = new InputLayer({ batchShape: shape, dtype }).output;
    copies.set(tensor, made);
    return made;
  });
  const copy = (tensor: SymbolicTensor): SymbolicTensor => copies.get(tensor) ?? tensor;
  const swap = (value: unknown): unknown =>
    mapStructure(value, (leaf) => (leaf instanceof SymbolicTensor ? copy(leaf) : leaf));
  for (const node of new Graph(inputs, outputs).nodes) {
    if (node.isInput || node.outputTensors.every((tensor) => copies.has(tensor))) continue;
    const specs = node.outputTensors.map(({ shape, dtype }) => new SymbolicTensor(shape, dtype));
    node.outputTensors.forEach((tensor, i) => {
      if (!copies.has(tensor)) copies.set(tensor, specs[i]!);
    });
    new Node(node.operation, swap(node.inputs), swap(node.options) as NodeOptions, specs);
  }
  return { inputs: ownInputs, outputs: outputs.map(copy) };
}
