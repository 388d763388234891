// The cell: what a recurrent layer does at each step. It takes the step's input and the states, and gives an output
// and the new states. Keras' own cells are here classes of `RecurrentCell`; any layer with a `stateSize` is one as well.
import { type CallOptions, Layer } from '../../core/layer.js';
import { oneShape, type Shape } from '../../core/shape.js';
import { leavesOf } from '../../core/structure.js';
import { SymbolicTensor } from '../../core/symbolic-tensor.js';
import { tf } from '../../tf.js';
import { asFloat } from '../base/as-float.js';

export interface WholeSequence {
  readonly outputs: tf.Tensor;
  readonly states: readonly tf.Tensor[];
}

/** One pass of a cell over sequences. */
export interface Pass {
  /** The part of a step that knows no state, for one step or for all at once: [samples, …] or [steps, samples, …]. */
  project(inputs: tf.Tensor): tf.Tensor;
  /**
   * All steps at once, where the cell has a way: the outputs and the states after the last.
   * @param inputs [steps, samples, …], as are the outputs
   */
  whole?(inputs: tf.Tensor, states: readonly tf.Tensor[]): WholeSequence | undefined;
  /** The output, then the new states. @param projected what `project` gave for the step */
  step(projected: tf.Tensor, states: readonly tf.Tensor[]): tf.Tensor[];
}

/** Sizes of a cell's states: one, or one for each. */
export type StateSize = number | readonly StateSize[];

/** A cell of this library. */
export abstract class RecurrentCell extends Layer {
  override takesSeveral = true;

  /** Size of the state, or of each of several. */
  abstract get stateSize(): StateSize;

  /** The shapes of the states, by that of a step's input. */
  abstract stateShapes(stepShape: Shape): Shape[];

  abstract outputShapeFor(stepShape: Shape): Shape;

  /** Begins to read sequences: random masks are drawn once for all of their steps. */
  abstract begin(training: boolean, stepShape: readonly number[]): Pass;

  override call(given: tf.Tensor | tf.Tensor[], { training = false }: CallOptions): tf.Tensor[] {
    const [input, ...states] = [given].flat();
    const { shape } = input!;
    checkStates(this.getClassName(), states, this.stateShapes([...shape]));
    const pass = this.begin(training, shape);
    return pass.step(pass.project(asFloat(input!)), states);
  }

  override computeOutputShape(given: Shape | Shape[]): Shape[] {
    const step = oneShape(given);
    return [this.outputShapeFor(step), ...this.stateShapes(step)];
  }
}

/** A cell of one's own: a layer whose `call([input, ...states])` gives [output, ...new states]. */
export interface CustomCell extends Layer {
  readonly stateSize: StateSize;
  /** Default: the size of the first state. */
  readonly outputSize?: number;
  /** The first states. Default: zeros. */
  getInitialState?(samples: number): tf.Tensor | tf.Tensor[];
}

/** What a recurrent layer can work with. */
export type Cell = RecurrentCell | CustomCell;

/** Whether a layer can be the cell of a recurrent one. */
export function isCell(given: unknown): given is Cell {
  return given instanceof RecurrentCell || (given instanceof Layer && hasStateSize(given));
}

function hasStateSize(layer: Layer): boolean {
  const sizes = leavesOf(Reflect.get(layer, 'stateSize'));
  return sizes.length > 0 && sizes.every((size) => Number.isInteger(size));
}

/** The shapes of a cell's states. */
export function stateShapesOf(cell: Cell, stepShape: Shape): Shape[] {
  if (cell instanceof RecurrentCell) return cell.stateShapes(stepShape);
  return leavesOf(cell.stateSize).map((size) => [stepShape[0] ?? null, size as number]);
}

/** The shape of a cell's output. */
export function outputShapeOf(cell: Cell, stepShape: Shape): Shape {
  if (cell instanceof RecurrentCell) return cell.outputShapeFor(stepShape);
  return [stepShape[0] ?? null, cell.outputSize ?? (leavesOf(cell.stateSize)[0] as number)];
}

/** The states that a cell begins with. */
export function firstStatesOf(cell: Cell, stepShape: readonly number[]): tf.Tensor[] {
  if ('getInitialState' in cell && typeof cell.getInitialState === 'function')
    return leavesOf(cell.getInitialState(stepShape[0]!)) as tf.Tensor[];
  return stateShapesOf(cell, [...stepShape]).map((shape) => tf.zeros(shape as number[]));
}

/** Makes a cell's weights. */
export function buildCell(cell: Cell, stepShape: Shape): void {
  if (cell.built) return;
  if (cell instanceof RecurrentCell) {
    const shapes = [stepShape, ...cell.stateShapes(stepShape)];
    cell.describe(
      shapes.map((shape) => new SymbolicTensor(shape, 'float32')),
      {},
    );
    return;
  }
  cell.build(stepShape);
  cell.built = true;
}

/** Begins to read sequences. */
export function begin(cell: Cell, training: boolean, stepShape: readonly number[]): Pass {
  if (cell instanceof RecurrentCell) return cell.begin(training, stepShape);
  return { project: (inputs) => inputs, step: (input, states) => stepOf(cell, input, states, training) };
}

function stepOf(
  cell: CustomCell,
  input: tf.Tensor,
  states: readonly tf.Tensor[],
  training: boolean,
): tf.Tensor[] {
  const given: unknown = cell.apply([input, ...states], { training });
  const results = leavesOf(given);
  if (results.length === states.length + 1) return results as tf.Tensor[];
  throw new Error(
    `${cell.getClassName()}: a cell's call must give a list of its output and ${states.length} new states. Received: ${results.length} tensors.`,
  );
}

/** Throws unless the states have these shapes. @param layer for the message */
export function checkStates(
  layer: string,
  states: readonly { readonly shape: Shape }[],
  shapes: readonly Shape[],
): void {
  const fit =
    states.length === shapes.length && states.every(({ shape }, i) => fits(shape, shapes[i] as Shape));
  if (fit) return;
  throw new Error(
    `${layer}: the first states must be ${shapes.length} of the shapes ${texts(shapes)}. ` +
      `Received: ${states.length === 0 ? 'none' : texts(states.map(({ shape }) => shape))}.`,
  );
}

const fits = (shape: Shape, wanted: Shape): boolean =>
  shape.length === wanted.length &&
  shape.every((size, axis) => size === null || wanted[axis] === null || size === wanted[axis]);

const texts = (shapes: readonly Shape[]): string =>
  shapes.map((shape) => `[${shape.map((size) => size ?? 'any').join(', ')}]`).join(', ');
