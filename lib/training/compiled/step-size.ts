// How much a step has to compute, roughly: by it the way to run a model's steps is chosen.
import { Network } from '../../core/network.js';
import { numbersIn, type Shape } from '../../core/shape.js';

/** An output is computed and read again; a weight has products, a gradient, an update and its slots besides. */
const outputsToAWeight = 10;

/** Numbers in all weights, and a share of those that all layers give for this many rows. */
export function stepSize(model: Network, rows: number): number {
  const weights = model.trainableWeights.map(({ shape }) => numbersIn(shape));
  const outputsOfRow = outputShapes(model).map((shape) => numbersIn(shape.slice(1)));
  return sum(weights) + (rows * sum(outputsOfRow)) / outputsToAWeight;
}

/** Those of models within, too. */
function outputShapes(model: Network): Shape[] {
  const layers: readonly unknown[] = model.layers;
  return model.graph.nodes
    .filter(({ operation }) => layers.includes(operation))
    .flatMap(({ operation, outputTensors }) =>
      operation instanceof Network ? outputShapes(operation) : outputTensors.map(({ shape }) => shape),
    );
}

function sum(values: readonly number[]): number {
  return values.reduce((total, value) => total + value, 0);
}
