// How much a step has to compute, roughly: by it the way to run a model's steps is chosen.
import type { tf } from '../../tf.js';
import { internals } from '../internals.js';

type Shape = (number | null)[];

interface Node {
  readonly outputShapes: Shape | Shape[];
}

/** An output is computed and read again; a weight has products, a gradient, an update and its slots besides. */
const outputsToAWeight = 10;

/** Numbers in all weights, and a share of those that all layers give for this many rows. */
export function stepSize(model: tf.LayersModel, rows: number): number {
  const weights = internals(model).trainableWeights.map(({ shape }) => shape);
  const outputs = model.layers.flatMap((layer) =>
    (layer.inboundNodes as unknown as Node[]).flatMap(({ outputShapes }) => shapesOf(outputShapes)),
  );
  const outputsOfRow = sum(outputs.map((shape) => numbers(shape.slice(1))));
  return sum(weights.map(numbers)) + (rows * outputsOfRow) / outputsToAWeight;
}

function shapesOf(shapes: Shape | Shape[]): Shape[] {
  return shapes.some(Array.isArray) ? (shapes as Shape[]) : [shapes as Shape];
}

// An axis that may have any length counts as one.
function numbers(shape: Shape): number {
  return shape.reduce<number>((product, size) => product * (size ?? 1), 1);
}

function sum(values: readonly number[]): number {
  return values.reduce((total, value) => total + value, 0);
}
