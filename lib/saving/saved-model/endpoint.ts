// A function of tensors as an endpoint of a SavedModel.
import type { TensorFlowBackend } from '../../engine/backend-types.js';
import { exportFunction } from '../../engine/exporting/exported-function.js';
import { tf } from '../../tf.js';
import type { Endpoint } from './contents.js';
import { type Arranged, flatOf, rearranged, type TensorSpec } from './messages.js';
import type { VariableStore } from './variable-store.js';

/** An endpoint to be made. */
export interface EndpointPlan {
  readonly name: string;
  /** One entry an argument. */
  readonly inputs: readonly Arranged<TensorSpec>[];
  /** The arguments' names, by which Python may give them. */
  readonly parameters: readonly string[];
  /** What it computes from its inputs, which come in one row. */
  readonly body: (inputs: readonly tf.Tensor[]) => Arranged<tf.Tensor>;
}

let functions = 0;

/** Traces the function and writes it down; throws a TraceError that says what cannot be. */
export function makeEndpoint(
  { name, inputs, parameters, body }: EndpointPlan,
  store: VariableStore,
): Endpoint {
  const functionName = `__inference_${name.replace(/[^A-Za-z0-9_]/g, '_')}_${functions++}`;
  const specs = inputs.flatMap(flatOf).map(({ dtype, shape }) => ({ type: dtype, shape }));
  let results: Arranged<tf.Tensor> | undefined;
  const written = exportFunction(tensorFlow(), functionName, specs, (tensors) => {
    results = body(tensors);
    return flatOf(results);
  });
  const outputs = written.outputs.map(({ type, shape }) => ({ name: '', dtype: type, shape }));
  return {
    name,
    functionName,
    definition: written.definition,
    inputs,
    parameters,
    outputs: rearranged(results!, outputs),
    variables: written.variables.map((one) => store.of(one)),
  };
}

/** Throws unless TensorFlow computes here: it writes the graphs. */
export function tensorFlow(): TensorFlowBackend {
  if (tf.getBackend() === 'tensorflow') return tf.backend() as TensorFlowBackend;
  throw new Error(
    `export needs TensorFlow, which makes the graph, but this session runs on '${tf.getBackend()}' (see engineInfo()).`,
  );
}
