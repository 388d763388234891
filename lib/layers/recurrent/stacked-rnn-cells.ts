// Cells on top of each other, as one cell.
import { received } from '../../core/messages.js';
import { layerOf, option } from '../../core/options.js';
import { layerFromConfig, registerLayer } from '../../core/registry.js';
import { isSerialized, serialize } from '../../core/serializable.js';
import { oneShape, type Shape } from '../../core/shape.js';
import type { tf } from '../../tf.js';
import type { LayerArgs } from '../base/layer.js';
import type { CellLayer } from './arguments.js';
import {
  begin,
  buildCell,
  type Cell,
  firstStatesOf,
  isCell,
  outputShapeOf,
  type Pass,
  RecurrentCell,
  type StateSize,
  stateShapesOf,
} from './cell.js';

const options = {
  cells: {
    ...option((given, layer, name) => {
      if (Array.isArray(given) && given.length > 0) return given.map((one) => toCell(one, layer));
      throw new Error(`${layer}: ${name} must be a list of cells. Received: ${received(given)}.`);
    }),
    write: (cells: readonly Cell[]) => cells.map((cell) => serialize(cell)),
  },
};

export class StackedRNNCells extends layerOf(
  'StackedRNNCells',
  'stackedRNNCells',
  options,
  {},
  RecurrentCell,
) {
  override get stateSize(): StateSize[] {
    return this.cells.map(({ stateSize }) => stateSize);
  }

  get outputSize(): number {
    return this.outputShapeFor([null]).at(-1)!;
  }

  override build(inputShape: Shape | Shape[]): void {
    this.#alongCells(oneShape(inputShape), buildCell);
  }

  override stateShapes(stepShape: Shape): Shape[] {
    return this.#alongCells(stepShape, stateShapesOf).flat();
  }

  override outputShapeFor(stepShape: Shape): Shape {
    return this.#alongCells(stepShape, outputShapeOf).at(-1)!;
  }

  /** The states that the cells begin with. */
  getInitialState(samples: number): tf.Tensor[] {
    return this.#alongCells([samples], (cell) => firstStatesOf(cell, [samples])).flat();
  }

  override begin(training: boolean, stepShape: readonly number[]): Pass {
    const passes = this.#alongCells([...stepShape], (cell, shape) =>
      begin(cell, training, shape as number[]),
    );
    const counts = this.#alongCells([...stepShape], (cell, shape) => stateShapesOf(cell, shape).length);
    return {
      project: (inputs) => passes[0]!.project(inputs),
      step: (projected, states) => {
        const left = [...states];
        const newStates: tf.Tensor[] = [];
        let output = projected;
        passes.forEach((pass, i) => {
          const own = left.splice(0, counts[i]);
          const [next, ...after] = pass.step(i === 0 ? output : pass.project(output), own);
          output = next!;
          newStates.push(...after);
        });
        return [output, ...newStates];
      },
    };
  }

  /** Something of each cell, with the shape of what it takes: the output of the one before. */
  #alongCells<T>(stepShape: Shape, look: (cell: Cell, shape: Shape) => T): T[] {
    let shape = stepShape;
    return this.cells.map((cell) => {
      const found = look(cell, shape);
      shape = outputShapeOf(cell, shape);
      return found;
    });
  }
}
registerLayer(StackedRNNCells);

/** A cell, given itself, as a list of cells, or as a file describes it. */
export function toCell(given: unknown, layer: string): Cell {
  if (Array.isArray(given)) return new StackedRNNCells({ cells: given });
  const cell = isSerialized(given) ? layerFromConfig(given) : given;
  if (isCell(cell)) return cell;
  throw new Error(
    `${layer}: a cell must be one of layers.lstmCell({ … }) and its siblings, a list of them, or a layer with a stateSize. ` +
      `Received: ${received(cell)}.`,
  );
}

/**
 * Cells on top of each other as one: each reads what the one before gives. `layers.rnn` takes a list of cells as well.
 * Keras: `StackedRNNCells`.
 * @example
 * const cells = [layers.lstmCell({ units: 16 }), layers.lstmCell({ units: 8 })];
 * layers.rnn({ cell: layers.stackedRNNCells({ cells }), inputShape: [20, 8] }) // [20, 8] → [8]
 */
export function stackedRNNCells(
  args: LayerArgs & {
    /** What computes one step, the lowest first. */
    cells: CellLayer[];
  },
): CellLayer {
  return new StackedRNNCells(args);
}
