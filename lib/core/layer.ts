// The layer: weights, and a function from tensors to tensors that may also be called on symbolic ones, by which
// models are described. What Keras 3's `Layer` decides (when weights are made, whose losses count, which mask goes
// where, whether it trains) is decided here once for all layers.
import { areHalvesUsed } from '../precision.js';
import { tf } from '../tf.js';
import { byPolicy } from './autocast.js';
import { type CallContext, currentCall, inCall } from './call-context.js';
import { checkType } from './computed-types.js';
import { DTypePolicy, type DTypePolicyName, dtypePolicy, isPolicyName } from './dtype-policy.js';
import { type HalfForm, halfFormOf } from './half-layers.js';
import { checkInput, type InputSpec } from './input-spec.js';
import { nextName } from './layer-names.js';
import { type Mask, type Masks, maskOf, masksOf, setMask } from './masks.js';
import { checkMode, type QuantizationMode, quantizedType } from './quantization.js';
import { isSeveral, type Shape, shapesOf } from './shape.js';
import { leavesOf, mapStructure, type Structure } from './structure.js';
import { Node, type NodeOptions, type Operation, SymbolicTensor, symbolicIn } from './symbolic-tensor.js';
import { tidied } from './tidied.js';
import { LayerVariable, type VariableSettings, type WeightRegularizer } from './variable.js';

/** Options of a call. */
export interface CallOptions {
  /** Whether the call is part of training. Default: as the call that this one is part of. */
  training?: boolean;
  /** Which steps count. Default: what came with the inputs. */
  mask?: Masks;
  [option: string]: unknown;
}

/** The same where symbolic tensors may stand in for tensors. */
export interface ApplyOptions {
  training?: boolean;
  mask?: unknown;
  [option: string]: unknown;
}

/** A type of TensorFlow.js', that of quantized weights, or a policy. */
export type LayerType = tf.DataType | typeof quantizedType | DTypePolicyName | DTypePolicy;

/** What every layer takes. */
export interface BaseLayerArgs {
  inputShape?: Shape;
  batchInputShape?: Shape;
  batchSize?: number;
  dtype?: LayerType;
  name?: string;
  trainable?: boolean;
  weights?: tf.Tensor[];
  activityRegularizer?: WeightRegularizer | null;
}

export abstract class Layer implements Operation {
  /** The name by which files know the class. */
  static get className(): string {
    // biome-ignore lint/complexity/noThisInStatic: each class has a name of its own
    return this.name;
  }

  /** Makes a layer from its configuration. */
  static fromConfig(layerClass: new (config: never) => Layer, config: Record<string, unknown>): Layer {
    return new layerClass(config as never);
  }

  name: string;
  /** What its weights are kept in. */
  readonly dtype: tf.DataType;
  /** What it computes in. */
  readonly dtypePolicy: DTypePolicy;
  readonly inboundNodes: Node[] = [];
  readonly outboundNodes: Node[] = [];
  /** The shape of a model's input, where this layer is its first. */
  readonly batchInputShape: Shape | undefined;
  readonly activityRegularizer: WeightRegularizer | null;
  /** Whether it passes masks on, by {@link computeMask}. Default: whether it has one of its own. */
  supportsMasking = false;
  /** Whether it takes a list of inputs. */
  takesSeveral = false;
  inputSpec: InputSpec | readonly InputSpec[] | null = null;
  built = false;
  /** How its weights are quantized; null for floats. */
  quantizationMode: QuantizationMode | null = null;
  readonly #trained: LayerVariable[] = [];
  readonly #kept: LayerVariable[] = [];
  #trainable: boolean;
  #firstWeights: tf.Tensor[] | undefined;
  #addedLosses: tf.Tensor[] = [];

  constructor(args: BaseLayerArgs = {}) {
    const { inputShape, batchInputShape, batchSize, dtype, trainable = true } = args;
    this.name = args.name ?? nextName(this.getClassName());
    if (dtype === quantizedType && this.canBeQuantized) this.quantizationMode = 'int8';
    const type = dtype ?? dtypePolicy();
    const isPolicy = type instanceof DTypePolicy || isPolicyName(type) || this.quantizationMode !== null;
    this.dtype = isPolicy ? 'float32' : (type as tf.DataType);
    this.dtypePolicy = policyOf(type);
    checkType(`${this.getClassName()} '${this.name}'`, this.dtype);
    this.#checkHalves();
    this.batchInputShape = batchInputShape ?? (inputShape && [batchSize ?? null, ...inputShape]);
    this.activityRegularizer = args.activityRegularizer ?? null;
    this.#trainable = trainable;
    this.#firstWeights = args.weights;
    this.supportsMasking = this.computeMask !== Layer.prototype.computeMask;
  }

  /** How it computes where its policy says 16 bits; undefined: not at all. */
  get halfForm(): HalfForm | undefined {
    return halfFormOf(this.getClassName());
  }

  #checkHalves(): void {
    const { name } = this.dtypePolicy;
    if (name === 'float32' || this.halfForm !== undefined) return;
    throw new Error(
      `${this.getClassName()} '${this.name}': such a layer is not computed in 16 bits here. Received: the policy '${name}'. ` +
        "Give it dtype: 'float32'.",
    );
  }

  /** Makes the weights, once the shape of the input is known. */
  build(_inputShape: Shape | Shape[]): void {}

  /** The output for an input: the layer's own work. */
  abstract call(inputs: tf.Tensor | tf.Tensor[], options: CallOptions): tf.Tensor | tf.Tensor[];

  computeOutputShape(inputShape: Shape | Shape[]): Shape | Shape[] {
    return inputShape;
  }

  /** The type of the outputs, by that of the inputs. */
  computeOutputType(_inputTypes: tf.DataType[]): tf.DataType {
    return 'float32';
  }

  /** The mask of the outputs, where {@link supportsMasking}; passed on as it is unless overridden. */
  computeMask(_inputs: tf.Tensor | tf.Tensor[], mask: Masks = null): Masks {
    return mask;
  }

  getClassName(): string {
    return (this.constructor as typeof Layer).className;
  }

  getConfig(): Record<string, unknown> {
    const { name, trainable, batchInputShape } = this;
    const policy = this.dtypePolicy.name;
    const dtype = this.quantizationMode ? quantizedType : policy === 'float32' ? this.dtype : policy;
    return { name, trainable, dtype, ...(batchInputShape ? { batchInputShape } : {}) };
  }

  // ── Calls ──

  apply(inputs: tf.SymbolicTensor | SymbolicTensor, options?: object): SymbolicTensor;
  apply(inputs: (tf.SymbolicTensor | SymbolicTensor)[], options?: object): SymbolicTensor;
  apply(inputs: tf.Tensor | tf.Tensor[], options?: object): tf.Tensor;
  apply(inputs: unknown, options: ApplyOptions = {}): unknown {
    const isSymbolic = symbolicIn([inputs, options]).length > 0;
    return isSymbolic
      ? this.#connect(inputs as Structure<SymbolicTensor>, options)
      : this.named(this.invoke(inputs as Structure<tf.Tensor>, options as CallOptions));
  }

  /** What a call gives to its caller: a model whose outputs have names gives them by name. */
  protected named(outputs: tf.Tensor | tf.Tensor[]): unknown {
    return outputs;
  }

  /** Runs the layer on tensors. @param isCharged whether the layer's own activityRegularizer counts */
  invoke(given: Structure<tf.Tensor>, options: CallOptions, isCharged = true): tf.Tensor | tf.Tensor[] {
    const inputs = withoutSingleList(given);
    this.#prepare(inputs);
    const outer = currentCall();
    const context: CallContext = {
      training: options.training ?? outer?.training ?? false,
      losses: outer?.losses ?? [],
      isInner: outer !== undefined,
      givenMasks: outer?.givenMasks,
    };
    const { outputs, masks, losses } = tidied(() =>
      inCall(context, () => this.#call(inputs, options, context, isCharged)),
    );
    leavesOf(outputs).forEach((output, i) => {
      setMask(output as tf.Tensor, masks[i] ?? null);
    });
    context.losses.push(...losses);
    if (!outer) this.#addedLosses = losses;
    return outer ? outputs : apart(outputs, inputs);
  }

  #call(
    inputs: Structure<tf.Tensor>,
    options: CallOptions,
    { training, losses }: CallContext,
    isCharged: boolean,
  ) {
    const before = losses.length;
    // Before the call: a layer that changes its input in place would change the mask's owner.
    const mask = options.mask ?? masksOf(inputs);
    const compute = (given: Structure<tf.Tensor>) =>
      this.run(given as tf.Tensor | tf.Tensor[], { ...options, training, mask });
    const outputs = areHalvesUsed() ? byPolicy(this, inputs, compute) : compute(inputs);
    if (isCharged) this.#chargeActivity(outputs);
    const masks = this.#outputMasks(inputs as tf.Tensor | tf.Tensor[], outputs, mask);
    // Taken off and put back by the caller: the tidy around this call would dispose of them.
    return { outputs, masks, losses: losses.splice(before) };
  }

  run(inputs: tf.Tensor | tf.Tensor[], options: CallOptions): tf.Tensor | tf.Tensor[] {
    return this.call(inputs, options);
  }

  #outputMasks(inputs: tf.Tensor | tf.Tensor[], outputs: tf.Tensor | tf.Tensor[], mask: Masks): Mask[] {
    if (!this.supportsMasking) return [];
    const present = [outputs].flat().map(maskOf);
    if (present.every((one) => one !== null)) return present;
    const computed = [this.computeMask(inputs, mask)].flat();
    return present.map((one, i) => one ?? computed[i] ?? null);
  }

  #chargeActivity(outputs: tf.Tensor | tf.Tensor[]): void {
    if (!this.activityRegularizer) return;
    for (const output of [outputs].flat()) {
      const loss = this.activityRegularizer.apply(output);
      // By sample, so that it weighs the same whatever the batch.
      this.addLoss(output.rank > 0 ? tf.div(loss, Math.max(output.shape[0]!, 1)) : loss);
    }
  }

  /** Records a call on symbolic tensors. */
  #connect(given: Structure<SymbolicTensor>, options: ApplyOptions): SymbolicTensor | SymbolicTensor[] {
    const inputs = withoutSingleList(given);
    const described = this.describe(inputs, options);
    new Node(this, inputs, saidOptions(options), [described].flat());
    return described;
  }

  describe(given: Structure<SymbolicTensor>, options: NodeOptions): SymbolicTensor | SymbolicTensor[] {
    const inputs = withoutSingleList(given);
    this.#prepare(inputs);
    return this.outputSpecs(inputs as SymbolicTensor | SymbolicTensor[], options);
  }

  /** Shapes and types of the outputs for symbolic inputs. */
  outputSpecs(
    inputs: SymbolicTensor | SymbolicTensor[],
    _options: NodeOptions,
  ): SymbolicTensor | SymbolicTensor[] {
    const shape = this.computeOutputShape(shapeStructure(inputs));
    const type = this.computeOutputType([inputs].flat().map(({ dtype }) => dtype));
    const made = shapesOf(shape).map((one) => new SymbolicTensor(one, type));
    return isSeveral(shape) ? made : made[0]!;
  }

  /** Checks the inputs, and makes the weights at the first call. */
  #prepare(inputs: Structure<tf.Tensor | SymbolicTensor>): void {
    this.checkInputs(inputs);
    if (this.built) return;
    if (!this.wasBuiltByHand) this.build(shapeStructure(inputs));
    this.built = true;
    // What build leaves in fields outlives the call that it is part of.
    for (const field of Object.values(this)) if (field instanceof tf.Tensor) tf.keep(field);
    this.checkInputs(inputs);
    if (this.#firstWeights) this.setWeights(this.#firstWeights);
    this.#firstWeights = undefined;
  }

  /** Whether `build` was called by itself: weights are made there. */
  protected get wasBuiltByHand(): boolean {
    return this.#trained.length + this.#kept.length > 0;
  }

  /** Throws when the inputs are not what the layer takes. */
  checkInputs(inputs: Structure<tf.Tensor | SymbolicTensor>): void {
    const who = `${this.getClassName()} '${this.name}'`;
    if (!this.takesSeveral && Array.isArray(inputs))
      throw new Error(`${who} takes one input. Received: a list of ${inputs.length}.`);
    if (this.inputSpec === null) return;
    const specs = [this.inputSpec].flat() as InputSpec[];
    leavesOf(inputs).forEach((input, i) => {
      const spec = specs[i];
      if (spec) checkInput(who, [...(input as tf.Tensor).shape], spec);
    });
  }

  // ── Weights ──

  /** Makes a variable that belongs to the layer. */
  addVariable(
    name: string,
    shape: readonly (number | null | undefined)[],
    settings: VariableSettings,
  ): LayerVariable {
    const sizes = shape.map((size) => {
      if (typeof size === 'number') return size;
      throw new Error(
        `${this.getClassName()} '${this.name}': the weight '${name}' needs sizes that are known. Received: [${shape.map((one) => one ?? 'any')}].`,
      );
    });
    const variable = new LayerVariable(`${this.name}/${name}`, sizes, settings);
    (variable.trainable ? this.#trained : this.#kept).push(variable);
    if (!this.#trainable) variable.trainable = false;
    return variable;
  }

  /** Takes a variable from the layer, and frees it. */
  protected removeVariable(variable: LayerVariable): void {
    for (const list of [this.#trained, this.#kept])
      if (list.includes(variable)) list.splice(list.indexOf(variable), 1);
    variable.dispose();
  }

  /** Whether {@link quantize} is there for it. */
  get canBeQuantized(): boolean {
    return false;
  }

  /** Throws where {@link quantize} would, before anything is changed. */
  checkQuantize(mode: QuantizationMode): void {
    const where = `quantize of ${this.getClassName()} '${this.name}'`;
    checkMode(where, mode);
    throw new Error(
      `${where}: such a layer cannot be quantized. Dense, EinsumDense, Embedding and ReversibleEmbedding can, by themselves, not as bases of other classes.`,
    );
  }

  /** Holds the large weight in whole numbers. Keras: `quantize`. */
  quantize(mode: QuantizationMode): void {
    this.checkQuantize(mode);
  }

  /** The layer's own variables, without those of layers within it. */
  get ownWeights(): LayerVariable[] {
    return [...this.#trained, ...this.#kept];
  }

  /** The layer's own variables in files, in their order there. Keras: `save_own_variables`. */
  get storedWeights(): LayerVariable[] {
    return this.ownWeights;
  }

  /** What files hold for one of {@link storedWeights}. */
  storedValue(weight: LayerVariable): tf.Tensor {
    return weight.read();
  }

  /** Variables that files do not hold since they are in others' values: zeros once a file was loaded. */
  get zeroedByLoading(): LayerVariable[] {
    return [];
  }

  /** All variables, each once: the layer's own, then those of the layers within it. Keras: `weights`. */
  get weights(): LayerVariable[] {
    return [
      ...new Set(
        [this, ...this.innerLayers()].flatMap((layer) => (layer === this ? this.ownWeights : layer.weights)),
      ),
    ];
  }

  get trainableWeights(): LayerVariable[] {
    return this.#trainable ? this.weights.filter(({ trainable }) => trainable) : [];
  }

  get nonTrainableWeights(): LayerVariable[] {
    return this.#trainable ? this.weights.filter(({ trainable }) => !trainable) : this.weights;
  }

  get trainable(): boolean {
    return this.#trainable;
  }

  /** Reaches the layer's weights and all layers within it. */
  set trainable(trainable: boolean) {
    this.#trainable = trainable;
    for (const variable of this.#trained) variable.trainable = trainable;
    for (const layer of this.innerLayers()) layer.trainable = trainable;
  }

  /** Layers in fields, alone or in lists and objects: they are part of this one. */
  innerLayers(): Layer[] {
    return leavesOf(Object.values(this)).filter(
      (value): value is Layer => value instanceof Layer && value !== this,
    );
  }

  /** Copies of the weights. */
  getWeights(trainableOnly = false): tf.Tensor[] {
    const variables = trainableOnly ? this.trainableWeights : this.weights;
    return variables.map((variable) => tf.clone(variable.read()));
  }

  /** All or none: nothing is changed when one does not fit. */
  setWeights(weights: tf.Tensor[]): void {
    const variables = this.weights;
    if (weights.length !== variables.length) throw this.wrongCount(variables.length, weights.length);
    variables.forEach(({ shape, originalName }, i) => {
      if (shape.join() === weights[i]!.shape.join()) return;
      throw new Error(
        `setWeights: '${originalName}' has the shape [${shape}]. Received: a weight of shape [${weights[i]!.shape}].`,
      );
    });
    tf.tidy(() => {
      // Copies first: a weight of this layer may be among them.
      const values = weights.map((weight, i) => tf.cast(tf.clone(weight), variables[i]!.dtype));
      for (const [i, variable] of variables.entries()) variable.write(values[i]!);
    });
  }

  wrongCount(expected: number, received: number): Error {
    return new Error(
      `setWeights: ${this.getClassName()} '${this.name}' has ${expected} weights. Received: ${received}.`,
    );
  }

  countParams(): number {
    this.checkBuilt('countParams');
    return this.weights.reduce((sum, { shape }) => sum + shape.reduce<number>((n, size) => n * size!, 1), 0);
  }

  protected checkBuilt(where: string): void {
    if (this.built) return;
    throw new Error(
      `${where}: the layer '${this.name}' is not built yet: the shape of its input is not known. Use it in a model or on data first, or call build([null, 4]).`,
    );
  }

  // ── Losses ──

  /** Adds to the loss of the call that is under way. For use in `call`. */
  addLoss(loss: tf.Tensor | tf.Tensor[]): void {
    const context = currentCall();
    if (!context)
      throw new Error('addLoss: a loss can be added only while a layer is being called: use it in call().');
    context.losses.push(...[loss].flat());
  }

  /** What the regularizers of weights that are being trained charge. */
  regularizationLosses(): tf.Scalar[] {
    return this.trainableWeights.flatMap((variable) =>
      variable.regularizer ? [variable.regularizer.apply(variable.read()) as tf.Scalar] : [],
    );
  }

  /** Losses that the last call added. */
  addedLosses(): tf.Tensor[] {
    return this.#addedLosses.filter(({ isDisposed }) => !isDisposed);
  }

  /** Losses that the last call added, and those of regularizers. */
  get losses(): tf.Tensor[] {
    return [...this.addedLosses(), ...this.regularizationLosses()];
  }

  // ── States ──

  /** Whether it keeps a state from one batch to the next. */
  get stateful(): boolean {
    return this.innerLayers().some((layer) => layer.stateful);
  }

  /** Sets the states kept between batches to zero. */
  resetStates(): void {
    for (const layer of this.innerLayers()) layer.resetStates();
  }

  // ── Where it stands ──

  /** Shape and type of the input, where the layer tells them: it was given a shape, or was called before. */
  knownInput(): { readonly shape: Shape; readonly dtype: tf.DataType } | undefined {
    if (this.batchInputShape) return { shape: this.batchInputShape, dtype: this.dtype };
    const [call] = this.inboundNodes;
    return call?.inputTensors.length === 1 ? call.inputTensors[0] : undefined;
  }

  get input(): SymbolicTensor | SymbolicTensor[] {
    return single(this.#onlyNode('input').inputTensors);
  }

  get output(): SymbolicTensor | SymbolicTensor[] {
    return single(this.#onlyNode('output').outputTensors);
  }

  get inputShape(): Shape | Shape[] {
    return shapeStructure(this.input);
  }

  get outputShape(): Shape | Shape[] {
    return shapeStructure(this.output);
  }

  getInputAt(node: number): SymbolicTensor | SymbolicTensor[] {
    return single(this.#node(node).inputTensors);
  }

  getOutputAt(node: number): SymbolicTensor | SymbolicTensor[] {
    return single(this.#node(node).outputTensors);
  }

  #onlyNode(what: 'input' | 'output'): Node {
    const [first, ...others] = this.inboundNodes;
    if (first && others.length === 0) return first;
    throw new Error(
      first
        ? `Layer '${this.name}' was called ${others.length + 1} times, so that its ${what} is not one. Use get${what === 'input' ? 'Input' : 'Output'}At(call).`
        : `Layer '${this.name}' was not called yet, so that it has no ${what}.`,
    );
  }

  #node(index: number): Node {
    const node = this.inboundNodes[index];
    if (node) return node;
    throw new Error(
      `Layer '${this.name}' was called ${this.inboundNodes.length} times. Received: call ${index}.`,
    );
  }

  /** Frees the weights. */
  dispose(): { refCountAfterDispose: number; numDisposedVariables: number } {
    const living = this.weights.filter(({ isDisposed }) => !isDisposed);
    for (const variable of living) variable.dispose();
    return { refCountAfterDispose: 0, numDisposedVariables: living.length };
  }
}

/** The policy that a type stands for. */
function policyOf(type: LayerType): DTypePolicy {
  if (type instanceof DTypePolicy) return type;
  return new DTypePolicy(isPolicyName(type) ? type : 'float32');
}

/** One shape, or a list for a list of inputs. */
function shapeStructure(inputs: Structure<tf.Tensor | SymbolicTensor>): Shape | Shape[] {
  const shape = mapStructure(inputs, (leaf) => [...(leaf as tf.Tensor).shape]);
  return shape as Shape | Shape[];
}

/** What a caller can dispose of without disposing of the inputs. */
function apart(outputs: tf.Tensor | tf.Tensor[], inputs: unknown): tf.Tensor | tf.Tensor[] {
  const own = new Set(leavesOf(inputs));
  const copy = (output: tf.Tensor): tf.Tensor => {
    if (!own.has(output)) return output;
    const copied = tf.clone(output);
    setMask(copied, maskOf(output));
    return copied;
  };
  return Array.isArray(outputs) ? outputs.map(copy) : copy(outputs);
}

const single = <T>(list: T[]): T | T[] => (list.length === 1 ? list[0]! : list);

/** A list of one input is that input. */
const withoutSingleList = <T>(inputs: Structure<T>): Structure<T> =>
  Array.isArray(inputs) && inputs.length === 1 ? inputs[0] : inputs;

/** Only what says something: recorded with the call, and written to files. */
function saidOptions(options: ApplyOptions): NodeOptions {
  return Object.fromEntries(
    Object.entries(options).filter(([, value]) => value !== undefined && value !== null),
  );
}
