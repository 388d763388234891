// What all layers share that read sequences by a cell: [samples, steps, …].
import { type ApplyOptions, type BaseLayerArgs, type CallOptions, Layer } from '../../core/layer.js';
import { firstMask, type Mask, type Masks } from '../../core/masks.js';
import { oneShape, type Shape, shapeText } from '../../core/shape.js';
import { leavesOf, type Structure } from '../../core/structure.js';
import type { NodeOptions, SymbolicTensor } from '../../core/symbolic-tensor.js';
import { LayerVariable } from '../../core/variable.js';
import { tf } from '../../tf.js';
import { asFloat } from '../base/as-float.js';
import {
  begin,
  buildCell,
  type Cell,
  checkStates,
  firstStatesOf,
  outputShapeOf,
  RecurrentCell,
  stateShapesOf,
} from './cell.js';
import { DenseCell } from './dense-cell.js';
import { type Read, read, readWhole } from './reading.js';
import { type StepMasks, stepMasks, stepsOf } from './step-masks.js';

/** How the cell sees a layer's tensors. */
export interface Layout {
  enter(x: tf.Tensor): tf.Tensor;
  leave(x: tf.Tensor): tf.Tensor;
  enterShape(shape: Shape): Shape;
  leaveShape(shape: Shape): Shape;
}

const asItIs: Layout = {
  enter: (x) => x,
  leave: (x) => x,
  enterShape: (shape) => shape,
  leaveShape: (shape) => shape,
};

export abstract class Recurrent extends Layer {
  cell!: Cell;
  declare readonly returnSequences: boolean;
  declare readonly returnState: boolean;
  declare readonly goBackwards: boolean;
  declare zeroOutputForMask: boolean;
  /** The states between batches, where they are kept. They are no weights: files do not hold them. */
  states: LayerVariable[] | null = null;
  protected layout = asItIs;
  #stateful = false;

  constructor(args: BaseLayerArgs) {
    super(args);
    this.inputSpec = { minNDim: 3 };
  }

  override get stateful(): boolean {
    return this.#stateful;
  }

  override set stateful(stateful: boolean) {
    this.#stateful = stateful;
  }

  override build(inputShape: Shape): void {
    const step = this.#stepShape(inputShape);
    buildCell(this.cell, step);
    if (this.cell instanceof DenseCell) this.inputSpec = { ndim: 3, axes: { [-1]: step.at(-1)! } };
    if (this.stateful) this.states = this.#makeStates(inputShape);
  }

  #makeStates(inputShape: Shape): LayerVariable[] {
    const [samples = null] = inputShape;
    if (samples === null) {
      throw new Error(
        `${this.#who}: stateful needs batches of a fixed size. Received: inputs of ${shapeText(inputShape)}. ` +
          'Give the size: batchInputShape [32, 10, 8].',
      );
    }
    return stateShapesOf(this.cell, this.#stepShape(inputShape)).map((shape, i) => {
      if (shape.includes(null))
        throw new Error(
          `${this.#who}: stateful needs inputs of known sizes. Received: ${shapeText(inputShape)}.`,
        );
      return new LayerVariable(`${this.name}/state_${i}`, shape as number[], {
        initializer: zeros,
        trainable: false,
        isStored: false,
      });
    });
  }

  /** Also takes the first states beside the input, as a list: `apply([x, ...states])`. */
  override apply(inputs: tf.SymbolicTensor | SymbolicTensor, options?: object): SymbolicTensor;
  override apply(inputs: (tf.SymbolicTensor | SymbolicTensor)[], options?: object): SymbolicTensor;
  override apply(inputs: tf.Tensor | tf.Tensor[], options?: object): tf.Tensor;
  override apply(inputs: unknown, options: ApplyOptions = {}): unknown {
    const call = withInitialState(inputs, options);
    return super.apply(call.inputs as tf.Tensor, call.options);
  }

  override invoke(inputs: Structure<tf.Tensor>, options: CallOptions): tf.Tensor | tf.Tensor[] {
    return super.invoke(inputs, withMaskRule(options));
  }

  override call(given: tf.Tensor | tf.Tensor[], options: CallOptions): tf.Tensor | tf.Tensor[] {
    const [input] = [given].flat();
    // A cell of one's own may want whole numbers.
    const sequences = this.layout.enter(this.cell instanceof RecurrentCell ? asFloat(input!) : input!);
    const masks = stepMasks(maskToReadBy(options), sequences, this.goBackwards, this.#who);
    const sequence = this.#read(sequences, masks, options);
    const { states } = sequence;
    this.states?.forEach((variable, i) => {
      variable.write(states[i]!);
    });
    const { leave } = this.layout;
    const output = leave(this.#gathered(sequence, masks, sequences.shape[1]!));
    return this.returnState ? [output, ...states.map(leave)] : output;
  }

  #read(
    sequences: tf.Tensor,
    masks: StepMasks | null,
    { training = false, initialState }: CallOptions,
  ): Read {
    const [samples, steps, ...sizes] = sequences.shape as [number, number, ...number[]];
    if (steps === 0)
      throw new Error(`${this.#who}: a sequence must have a step at least. Received: [${sequences.shape}].`);
    const stepShape = [samples, ...sizes];
    const given = leavesOf(initialState ?? []) as tf.Tensor[];
    const states = this.#firstStates(given, stepShape);
    const fromZero = given.length === 0 && this.states === null && !('getInitialState' in this.cell);
    const pass = begin(this.cell, training, stepShape);
    // Steps first: each then lies in one piece.
    const ordered = stepsFirst(sequences);
    const whole = masks
      ? undefined
      : pass.whole?.(this.goBackwards ? tf.reverse(ordered, 0) : ordered, states);
    if (whole) return readWhole(whole);
    const projected = stepsOf(pass.project(ordered), 0);
    const inputs = this.goBackwards ? projected.toReversed() : projected;
    return read({ pass, inputs, states, fromZero, masks, zeroOutputs: this.zeroOutputForMask });
  }

  #firstStates(given: readonly tf.Tensor[], stepShape: number[]): tf.Tensor[] {
    const kept = this.states;
    if (kept) this.#checkSamples(kept[0]!.shape[0]!, stepShape[0]!);
    if (given.length > 0) {
      checkStates(this.#who, given, this.#stateShapes(stepShape));
      return given.map((state) => this.layout.enter(asFloat(state)));
    }
    // Copies: they are written to below, and gradients need what they were.
    return kept ? kept.map((variable) => tf.clone(variable.read())) : firstStatesOf(this.cell, stepShape);
  }

  #checkSamples(expected: number, samples: number): void {
    if (samples === expected) return;
    throw new Error(
      `${this.#who}: it is stateful, so each batch must have as many samples as the first, expected ${expected}. Received: ${samples}. ` +
        `Give fit, evaluate and predict batchSize: ${expected}, and a number of samples that it divides.`,
    );
  }

  /** The layer's output from those of the steps. */
  #gathered(sequence: Read, masks: StepMasks | null, steps: number): tf.Tensor {
    const { last } = sequence;
    const zeroed = this.zeroOutputForMask ? masks : null;
    if (!this.returnSequences)
      return zeroed ? tf.where(zeroed.at(steps - 1, last.shape), last, tf.zerosLike(last)) : last;
    const all = sequence.all();
    return zeroed ? tf.where(zeroed.over(last.shape), all, tf.zerosLike(all)) : all;
  }

  override computeMask(_inputs: tf.Tensor | tf.Tensor[], mask: Masks = null): Mask {
    return this.returnSequences ? firstMask(mask) : null;
  }

  override outputSpecs(inputs: SymbolicTensor | SymbolicTensor[], options: NodeOptions) {
    const given = leavesOf(options.initialState ?? []) as SymbolicTensor[];
    const { shape } = [inputs].flat()[0]!;
    if (given.length > 0) checkStates(this.#who, given, this.#stateShapes(this.#stepShape(shape)));
    return super.outputSpecs(inputs, options);
  }

  override computeOutputShape(inputShape: Shape | Shape[]): Shape | Shape[] {
    const shape = oneShape(inputShape);
    const step = this.#stepShape(shape);
    const [samples = null, ...sizes] = this.layout.leaveShape(outputShapeOf(this.cell, step));
    const output = this.returnSequences ? [samples, shape[1] ?? null, ...sizes] : [samples, ...sizes];
    return this.returnState ? [output, ...this.#stateShapes(step)] : output;
  }

  /** The shape of what one step gives to the cell. */
  #stepShape([samples = null, , ...sizes]: Shape): Shape {
    return this.layout.enterShape([samples, ...sizes]);
  }

  /** The states' shapes as callers see them. @param stepShape as the cell sees it */
  #stateShapes(stepShape: Shape): Shape[] {
    return stateShapesOf(this.cell, stepShape).map((shape) => this.layout.leaveShape(shape));
  }

  override resetStates(): void {
    super.resetStates();
    tf.tidy(() => {
      for (const variable of this.states ?? []) variable.write(tf.zeros(variable.shape as number[]));
    });
  }

  override dispose(): ReturnType<Layer['dispose']> {
    for (const variable of this.states ?? []) if (!variable.isDisposed) variable.dispose();
    return super.dispose();
  }

  get #who(): string {
    return `${this.getClassName()} '${this.name}'`;
  }
}

const stepsFirst = (x: tf.Tensor): tf.Tensor => tf.transpose(x, [1, 0, ...[...x.shape.keys()].slice(2)]);

const zeros = { apply: (shape: number[]): tf.Tensor => tf.zeros(shape) };

/**
 * Keras 3 does not read by a mask that comes with the input where first states are given as well; the output has the
 * mask nevertheless. A mask that is given as an option counts in any case.
 */
export function withMaskRule(options: CallOptions): CallOptions {
  const hasStates = leavesOf(options.initialState ?? []).length > 0;
  return { ...options, readsByMask: !hasStates || firstMask(options.mask) !== null };
}

/** The mask of a call under that rule. */
export const maskToReadBy = ({ mask, readsByMask }: CallOptions): Mask =>
  readsByMask === false ? null : firstMask(mask);

/** Where the first states stand beside the input, as an option: files know the call in that form. */
export function withInitialState(
  inputs: unknown,
  options: ApplyOptions,
): { inputs: unknown; options: ApplyOptions } {
  if (!Array.isArray(inputs) || inputs.length < 2) return { inputs, options };
  const [input, ...initialState] = inputs;
  return { inputs: input, options: { ...options, initialState } };
}
