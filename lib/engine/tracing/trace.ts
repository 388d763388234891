// Runs a function once on tensors without values, and gives the graph of what it did.
import type { DataId, Tensor, Variable } from '@tensorflow/tfjs';
import { prepareDraws } from '../../random/state.js';
import { tf } from '../../tf.js';
import type { TensorFlowBackend } from '../backend-types.js';
import type { Endpoint, Pointer } from '../c-api.js';
import { numberOfType } from '../data-types.js';
import type { TensorMetadata } from '../tensor-handles.js';
import type { Graph } from './graph.js';
import { whileTracing } from './now-tracing.js';
import { withoutNewVariables, withoutRandomness } from './purity.js';
import type { Recorder } from './recorder.js';
import { TraceError } from './trace-error.js';
import { separateVariables, VariableSnapshot } from './variables.js';

/** A tensor from outside that the graph takes as an input. */
export interface TensorInput {
  readonly endpoint: Endpoint;
  /** The variable whose value it is; else the tensor, held for the graph: dispose of it with the graph. */
  readonly source: Tensor;
}

export interface Trace {
  readonly graph: Graph;
  readonly captured: readonly TensorInput[];
  readonly outputs: readonly Endpoint[];
  /** Variables that the function assigned, with their new values; each is captured too. */
  readonly assigned: ReadonlyMap<Variable, Endpoint>;
  /** Operations with effects that must run although no output needs them. */
  readonly effects: readonly Pointer[];
}

/** What the traced function works with besides TensorFlow.js. */
export interface TraceScope {
  readonly recorder: Recorder;
  /** A tensor of TensorFlow.js for a place in the graph. */
  tensor(metadata: TensorMetadata): Tensor;
  /** The binding's number of a tensor. */
  number(tensor: Tensor): number;
  /** The place of a tensor. */
  endpoint(tensor: Tensor): Endpoint;
  readonly effects: Pointer[];
}

/**
 * Traces `body`, which returns the places of what is to be computed. Variables and TensorFlow.js' counts are afterwards as
 * before. Throws a TraceError with the reason when the function cannot be a graph.
 */
export function trace(backend: TensorFlowBackend, body: (scope: TraceScope) => Endpoint[]): Trace {
  separateVariables(backend);
  prepareDraws();
  const rehearsal = traceOnce(backend, body);
  rehearsal.graph.delete();
  releaseCaptured(rehearsal);
  const traced = traceOnce(backend, body);
  if (traced.graph.fingerprint() === rehearsal.graph.fingerprint()) return traced;
  traced.graph.delete();
  releaseCaptured(traced);
  throw new TraceError('it does something else at each call: a number of JavaScript that changes was used');
}

/** Lets the tensors go that a trace held; variables are their owners'. */
export function releaseCaptured({ captured }: Pick<Trace, 'captured'>): void {
  for (const { source } of captured) if (!('assign' in source)) source.dispose();
}

function traceOnce(backend: TensorFlowBackend, body: (scope: TraceScope) => Endpoint[]): Trace {
  const snapshot = new VariableSnapshot();
  const owners = new Map(snapshot.variables.map((variable) => [tensorNumber(backend, variable), variable]));
  const recorder = backend.binding.createRecorder(owners.keys());
  backend.binding.recorder = recorder;
  try {
    // Not returned from tidy, which would look for tensors in all of it.
    let result: Trace | undefined;
    tf.tidy(() => {
      const scope = createScope(backend, recorder);
      const outputs = whileTracing(() => withoutRandomness(() => withoutNewVariables(() => body(scope))));
      const assigned = new Map(snapshot.assigned().map((variable) => [variable, scope.endpoint(variable)]));
      // A loop needs the old value of what it assigns, be it read or not.
      for (const [id, variable] of owners) if (assigned.has(variable)) recorder.endpoint(id);
      // Last: all this may capture more.
      const captured = recorder.captures.map(({ id, dataId, endpoint }) => ({
        endpoint,
        source: owners.get(id) ?? hold(backend, dataId),
      }));
      result = { graph: recorder.graph, captured, outputs, assigned, effects: scope.effects };
    });
    return result!;
  } catch (error) {
    recorder.graph.delete();
    throw error;
  } finally {
    backend.binding.recorder = undefined;
    recorder.end();
    backend.binding.precisions.forgetTraced();
    snapshot.restore();
  }
}

function createScope(backend: TensorFlowBackend, recorder: Recorder): TraceScope {
  return {
    recorder,
    effects: [],
    tensor: (metadata) => backend.createOutputTensor(metadata),
    number: (tensor) => tensorNumber(backend, tensor),
    endpoint: (tensor) => recorder.endpoint(tensorNumber(backend, tensor)),
  };
}

/** The number by which the binding knows a tensor; hands its values to TensorFlow when that has not happened yet. */
export function tensorNumber(backend: TensorFlowBackend, tensor: Tensor): number {
  return backend.getInputTensorIds([tensor])[0]!;
}

/** TensorFlow's type of a tensor, which may be one of 16 bits that TensorFlow.js does not know of. */
export function tensorType(backend: TensorFlowBackend, tensor: Tensor): number {
  const { precisions } = backend.binding;
  const half = precisions.areUsed ? precisions.typeOf(tensorNumber(backend, tensor)) : undefined;
  return half ?? numberOfType(tensor.dtype);
}

// One more reference to the data, so that it outlives the tensor that the function captured.
function hold(backend: TensorFlowBackend, dataId: DataId): Tensor {
  const { shape, dtype } = tf.engine().state.tensorInfo.get(dataId)!;
  backend.incRef(dataId);
  return tf.keep(tf.engine().makeTensorFromTensorInfo({ dataId, shape, dtype }));
}
