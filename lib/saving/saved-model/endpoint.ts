// A function of tensors as an endpoint of a SavedModel.
import type { TensorFlowBackend } from '../../engine/backend-types.js';
import { exportFunction } from '../../engine/exporting/exported-function.js';
import { tf } from '../../tf.js';
import type { Endpoint } from './contents.js';
import { type Arranged, flatOf, rearranged, type TensorSpec } from './messages.js';
import type { VariableStore } from './variable-store.js';

/** What an endpoint computes from its inputs, which come in one row. */
export type EndpointBody = (inputs: readonly tf.Tensor[]) => Arranged<tf.Tensor>;

let functions = 0;

/** Traces the function and writes it down; throws a TraceError that says what cannot be. */
export function makeEndpoint(
  name: string,
  inputs: readonly Arranged<TensorSpec>[],
  store: VariableStore,
  body: EndpointBody,
): Endpoint {
  const functionName = `__inference_${name.replace(/[^A-Za-z0-9_]/g, '_')}_${functions++}`;
  const specs = inputs.flatMap(flatOf).map(({ dtype, shape }) => ({ type: dtype, shape }));
  let arranged: Arranged<tf.Tensor> | undefined;
  const written = exportFunction(tensorFlow(), functionName, specs, (tensors) => {
    arranged = body(tensors);
    return flatOf(arranged);
  });
  const outputs = written.outputs.map(({ type, shape }) => ({ name: '', dtype: type, shape }));
  return {
    name,
    functionName,
    definition: written.definition,
    inputs,
    outputs: rearranged(arranged!, outputs),
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

/** Names that TensorFlow's functions may have as arguments, each once. */
export function argumentNames(names: readonly string[]): string[] {
  const used = new Set<string>();
  return names.map((name) => {
    const plain = name.replace(/[^A-Za-z0-9_]/g, '_');
    let own = plain;
    for (let i = 1; used.has(own); i++) own = `${plain}_${i}`;
    used.add(own);
    return own;
  });
}
