// A model class of one's own: layers in fields, and `call`, which says what becomes of the inputs.

import { constructByName } from '../core/construct-by-name.js';
import { Graph } from '../core/graph.js';
import { InputLayer } from '../core/input-layer.js';
import { type CallOptions, Layer as CoreLayer } from '../core/layer.js';
import { nextName } from '../core/layer-names.js';
import type { Tensors } from '../core/network.js';
import { isSeveral, type Shape, shapesOf } from '../core/shape.js';
import { isPlainObject, leavesOf, type Structure } from '../core/structure.js';
import { Node, type NodeOptions, type Operation, type SymbolicTensor } from '../core/symbolic-tensor.js';
import { specsByRunning } from '../layers/core/output-by-running.js';
import { makeWeight, type WeightArgs } from '../layers/core/own-weights.js';
import type { AnyMetric } from '../metrics/metric.js';
import type { Tracker } from '../metrics/trackers.js';
import type { tf } from '../tf.js';
import { compiledState } from '../training/steps/compile.js';
import { computeLoss } from '../training/steps/forward.js';
import {
  declareDefaults,
  type LossParts,
  lossTracker,
  metricsInFields,
  type StepLogs,
  structured,
} from '../training/steps/own-steps.js';
import { Model } from './model.js';

/** What the constructor takes: inputs and outputs are for a class without `call`. */
export interface OwnModelArgs {
  name?: string;
  trainable?: boolean;
  inputs?: Tensors<SymbolicTensor>;
  outputs?: Tensors<SymbolicTensor>;
}

export abstract class OwnModel extends Model {
  /** Settings go to the constructor's parameters of their names. */
  static override fromConfig(
    modelClass: new (...args: never[]) => CoreLayer,
    config: Record<string, unknown>,
  ): CoreLayer {
    return constructByName(modelClass, config);
  }

  #graph: Graph | undefined;
  #inputNames: string[] | undefined;

  constructor(args: OwnModelArgs = {}) {
    const isGraph = args.inputs !== undefined && args.outputs !== undefined;
    super(args, !isGraph);
    if (isGraph && this.#hasCall)
      throw new Error(
        `${new.target.name}: expected either a method 'call' or the arguments { inputs, outputs }. Received: both.`,
      );
  }

  get #hasCall(): boolean {
    return this.call !== OwnModel.prototype.call;
  }

  override getClassName(): string {
    return this.constructor.name;
  }

  override get graph(): Graph {
    if (!this.isOwn) return super.graph;
    if (this.#graph) return this.#graph;
    throw new Error(
      `The model '${this.name}' is not built yet: the shape of its input is not known. Call it on data first, or model.build([null, 4]).`,
    );
  }

  override get isDescribed(): boolean {
    return this.isOwn ? this.#graph !== undefined : super.isDescribed;
  }

  /** Layers in fields, in the order in which they were set; of a model with inputs and outputs those between them. */
  override get layers(): CoreLayer[] {
    return this.isOwn ? this.innerLayers() : super.layers;
  }

  override innerLayers(): CoreLayer[] {
    if (this.isOwn === false) return [...new Set([...super.layers, ...layersInFields(this)])];
    return layersInFields(this);
  }

  override get isNamed(): { inputs: boolean; outputs: boolean } {
    if (!this.isOwn) return super.isNamed;
    return { inputs: this.#inputNames !== undefined, outputs: false };
  }

  override get inputNames(): string[] {
    return this.#inputNames ?? super.inputNames;
  }

  override call(inputs: never, options: CallOptions): tf.Tensor | tf.Tensor[] {
    if (!this.isOwn) return super.call(inputs, options);
    throw new Error(
      `${this.getClassName()}: this model has no method 'call', which says what becomes of its inputs. It trains only by a 'trainStep' of its own.`,
    );
  }

  /** Adds a weight that training changes, as layers of one's own do. */
  addWeight(given: WeightArgs): tf.Variable {
    return makeWeight(this, given).read();
  }

  override build(inputShape: Shape | Shape[] | Readonly<Record<string, Shape>>, dtype?: tf.DataType): void {
    if (this.isDescribed) return;
    if (isPlainObject(inputShape)) {
      this.buildByName(inputShape);
      return;
    }
    const inputs = shapesOf(inputShape).map((shape) => inputOf(shape, dtype));
    this.#describe(inputs, isSeveral(inputShape) ? inputs : inputs[0]!);
  }

  override buildByName(shapes: Readonly<Record<string, Shape>>): void {
    if (this.isDescribed) return;
    const names = Object.keys(shapes).sort();
    this.#inputNames = names;
    const inputs = names.map((name) => inputOf(shapes[name]!));
    this.#describe(inputs, Object.fromEntries(names.map((name, i) => [name, inputs[i]!])));
  }

  #describe(inputs: SymbolicTensor[], given: Structure<SymbolicTensor>): void {
    // One that only trains in its own way gives nothing: its inputs stand for what it gives.
    const outputs = this.#hasCall ? [specsByRunning(this as never, given as SymbolicTensor, {})].flat() : [];
    if (outputs.length > 0) new Node(new OwnCall(this), given, {}, outputs);
    this.#graph = new Graph(inputs, outputs.length > 0 ? outputs : inputs);
    this.built = true;
  }

  override run(inputs: tf.Tensor | tf.Tensor[], options: CallOptions): tf.Tensor | tf.Tensor[] {
    const given = this.#inputNames && Array.isArray(inputs) ? structured(this, inputs) : inputs;
    return this.call(given as never, options);
  }

  /** All variables that training changes, for gradients of one's own. */
  get trainableVariables(): tf.Variable[] {
    return this.trainableWeights.map((weight) => weight.read());
  }

  /** The mean of the loss, the metrics of compile, and those in fields. */
  get metrics(): (AnyMetric | Tracker)[] {
    const state = compiledState(this, 'metrics');
    const hasLoss = state.losses.some((loss) => loss !== null);
    const compiled = state.metrics.map(({ metric }) => metric);
    return [...(hasLoss ? [lossTracker(this)] : []), ...compiled, ...metricsInFields(this)];
  }

  computeLoss(parts: LossParts): tf.Scalar {
    return computeLoss(this, compiledState(this, 'computeLoss'), parts);
  }

  /** Adds a batch to all metrics of compile, and gives their values so far. */
  computeMetrics({ y, yPred, sampleWeight }: Omit<LossParts, 'x'>): Record<string, number> {
    const [targets, outputs, weights] = [y, yPred, sampleWeight].map((one) =>
      [one ?? []].flat(),
    ) as tf.Tensor[][];
    const bound = compiledState(this, 'computeMetrics').metrics;
    return Object.fromEntries(
      bound.flatMap(({ metric, key, output, weighted }) => {
        metric.updateState(targets![output]!, outputs![output]!, weighted ? weights![output] : undefined);
        const value = metric.result();
        return typeof value === 'number' ? [[key, value]] : [];
      }),
    );
  }

  trainStep(_data: unknown): StepLogs {
    throw new Error('trainStep: this model trains by the steps that every model has.');
  }

  testStep(_data: unknown): StepLogs {
    throw new Error('testStep: this model is tested by the steps that every model has.');
  }
}
declareDefaults(OwnModel.prototype);

/** Of a class that is being constructed too: before that it has no private methods. */
const layersInFields = (model: object): CoreLayer[] =>
  leavesOf(Object.values(model)).filter(
    (value): value is CoreLayer => value instanceof CoreLayer && (value as unknown) !== model,
  );

const inputOf = (shape: Shape, dtype?: tf.DataType): SymbolicTensor =>
  new InputLayer({ batchShape: [null, ...shape.slice(1)], ...(dtype && { dtype }) }).output;

/** The whole of a model's `call` as one step of a graph. */
class OwnCall implements Operation {
  readonly inboundNodes: Node[] = [];
  readonly outboundNodes: Node[] = [];
  readonly name: string;

  constructor(readonly model: OwnModel) {
    this.name = nextName(`${model.getClassName()}Call`);
  }

  getClassName(): string {
    return this.model.getClassName();
  }

  invoke(inputs: Structure<tf.Tensor>, options: NodeOptions): tf.Tensor | tf.Tensor[] {
    return this.model.invoke(inputs, options);
  }

  describe(inputs: Structure<SymbolicTensor>, options: NodeOptions): SymbolicTensor | SymbolicTensor[] {
    return specsByRunning(this.model as never, inputs as SymbolicTensor, options);
  }
}
