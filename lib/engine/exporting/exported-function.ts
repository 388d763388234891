// A function of tensors written down for files: traced at a few sizes, made one graph, and that a `FunctionDef`.
import type { Tensor, Variable } from '@tensorflow/tfjs';
import type { TensorFlowBackend } from '../backend-types.js';
import type { Endpoint } from '../c-api.js';
import { dataType, dataTypeName } from '../data-types.js';
import { functionDefinition } from '../tracing/graph-function.js';
import { releaseCaptured, trace } from '../tracing/trace.js';
import { TraceError } from '../tracing/trace-error.js';
import { type ArgumentSpec, anySizeGraph, type OpenSize, type TracedLook } from './any-size-graph.js';
import { looks } from './size-rule.js';

export interface ExportedFunction {
  /** A `FunctionDef`: takes the arguments, then the resources of the variables, some of which it may assign. */
  readonly definition: Uint8Array;
  readonly variables: readonly Variable[];
  readonly outputs: readonly ArgumentSpec[];
}

/** The most sizes besides the batch's that may be open: each doubles the number of traces. */
const mostOpen = 3;

/** Small, since they are only looked at; others than those that layers usually have. */
const batchSizes = { low: 3, high: 5, check: 7 };
/** Large enough for a few convolutions without padding, and divisible so that a few poolings come out even. */
const otherSizes = { low: 64, high: 96, check: 160 };

/**
 * Writes `body` down as a function for every batch size, and every size that a spec leaves open (-1).
 * @throws TraceError that says what cannot be a graph for all of them
 */
export function exportFunction(
  backend: TensorFlowBackend,
  name: string,
  specs: readonly ArgumentSpec[],
  body: (tensors: readonly Tensor[]) => readonly Tensor[],
): ExportedFunction {
  const open = openSizesOf(specs);
  const looked: TracedLook[] = [];
  try {
    for (const sizes of looks(open)) looked.push(look(backend, shapesAt(specs, open, sizes), specs, body));
    return write(backend, name, looked, specs, open);
  } finally {
    for (const { trace } of looked) {
      trace.graph.delete();
      releaseCaptured(trace);
    }
  }
}

function write(
  backend: TensorFlowBackend,
  name: string,
  looked: readonly TracedLook[],
  specs: readonly ArgumentSpec[],
  open: readonly OpenSize[],
): ExportedFunction {
  const { graph, inputs, handles, variables, outputs, effects } = anySizeGraph(backend, looked, specs, open);
  try {
    return {
      definition: functionDefinition(backend.binding.api, name, {
        graph,
        inputs: [...inputs, ...handles],
        outputs,
        effects,
      }),
      variables,
      outputs: outputs.map((one) => ({ type: graph.type(one), shape: graph.shape(one)! })),
    };
  } finally {
    graph.delete();
  }
}

function look(
  backend: TensorFlowBackend,
  shapes: readonly (readonly number[])[],
  specs: readonly ArgumentSpec[],
  body: (tensors: readonly Tensor[]) => readonly Tensor[],
): TracedLook {
  let places: Endpoint[] = [];
  const traced = trace(backend, (scope) => {
    const inputs = specs.map(({ type }, i) => scope.tensor(scope.recorder.input(type, shapes[i]!)));
    places = inputs.map(scope.endpoint);
    return body(inputs).map(scope.endpoint);
  });
  return { trace: traced, places, results: [...traced.outputs, ...traced.assigned.values()] };
}

/** The batch is one size for all arguments; every other open axis is a size of its own. */
function openSizesOf(specs: readonly ArgumentSpec[]): OpenSize[] {
  const found: OpenSize[] = [];
  specs.forEach(({ type, shape }, argument) => {
    if (type === dataType.string) throw new TraceError(`it takes a tensor of ${dataTypeName(type)}s`);
    shape.forEach((size, axis) => {
      if (size !== -1 || (axis === 0 && found.some((one) => one.axis === 0))) return;
      if (axis === 0) found.push({ ...batchSizes, argument, axis, name: 'batch size' });
      else
        found.push({
          ...otherSizes,
          argument,
          axis,
          name: `size of axis ${axis} of its input ${argument + 1}`,
        });
    });
  });
  if (found.filter(({ axis }) => axis > 0).length <= mostOpen) return found;
  throw new TraceError(
    `it leaves ${found.length} sizes open, of which at most the batch and ${mostOpen} more can be; fix some by inputSignature`,
  );
}

function shapesAt(
  specs: readonly ArgumentSpec[],
  open: readonly OpenSize[],
  sizes: readonly number[],
): number[][] {
  return specs.map(({ shape }, argument) =>
    shape.map((size, axis) => {
      if (size !== -1) return size;
      return sizes[open.findIndex((one) => one.axis === axis && (axis === 0 || one.argument === argument))]!;
    }),
  );
}
