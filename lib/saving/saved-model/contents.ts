// What a SavedModel holds, before it becomes bytes.
import { type Arranged, flatOf, type TensorSpec } from './messages.js';

/** A variable whose values the folder keeps. */
export interface StoredVariable {
  readonly name: string;
  readonly dtype: number;
  readonly shape: readonly number[];
  readonly trainable: boolean;
  readonly values: Uint8Array;
}

/** A function that a SavedModel offers. */
export interface Endpoint {
  readonly name: string;
  /** The function's name among TensorFlow's. */
  readonly functionName: string;
  /** Its `FunctionDef`: takes all inputs, then the variables' resources. */
  readonly definition: Uint8Array;
  /** One entry an argument. */
  readonly inputs: readonly Arranged<TensorSpec>[];
  /** The arguments' names, by which Python may give them. */
  readonly parameters: readonly string[];
  readonly outputs: Arranged<TensorSpec>;
  readonly variables: readonly StoredVariable[];
}

export interface Contents {
  /** The first is `serving_default` too. */
  readonly endpoints: readonly Endpoint[];
  /** Those of models that were tracked. */
  readonly tracked: readonly StoredVariable[];
  /** Lists of variables by names of their own. */
  readonly collections: ReadonlyMap<string, readonly StoredVariable[]>;
}

/** A function with names for all that goes in and comes out, as servers call it. */
export interface Signature {
  readonly name: string;
  readonly functionName: string;
  readonly endpoint: Endpoint;
  /** In the order of their names; `place` is the place among the endpoint's own. */
  readonly inputs: readonly SignatureTensor[];
  readonly outputs: readonly SignatureTensor[];
}

export interface SignatureTensor extends TensorSpec {
  readonly place: number;
}

export function signaturesOf({ endpoints }: Contents): Signature[] {
  const named = endpoints.map((endpoint) => [endpoint.name, endpoint] as const);
  const hasDefault = endpoints.some(({ name }) => name === 'serving_default');
  if (!hasDefault) named.push(['serving_default', endpoints[0]!]);
  return named.map(([name, endpoint], i) => ({
    name,
    functionName: `__inference_signature_wrapper_${endpoint.functionName.replace(/^__inference_/, '')}_${i}`,
    endpoint,
    inputs: inOrder(endpoint.inputs.flatMap(flatOf)),
    outputs: inOrder(outputNames(endpoint.outputs)),
  }));
}

/** All variables, each once. */
export function variablesOf(contents: Contents): StoredVariable[] {
  const { tracked, collections } = contents;
  return [...new Set([...tracked, ...usedVariables(contents), ...[...collections.values()].flat()])];
}

/** Those that endpoints use. */
export function usedVariables({ endpoints }: Contents): StoredVariable[] {
  return [...new Set(endpoints.flatMap(({ variables }) => variables))];
}

/** Outputs by name keep it; others are numbered. */
function outputNames(outputs: Arranged<TensorSpec>): TensorSpec[] {
  const specs = flatOf(outputs);
  const names =
    outputs.kind === 'names'
      ? outputs.parts.map(([name]) => name).sort()
      : specs.map((_, i) => `output_${i}`);
  return specs.map((spec, i) => ({ ...spec, name: names[i]! }));
}

function inOrder(specs: readonly TensorSpec[]): SignatureTensor[] {
  return specs.map((spec, place) => ({ ...spec, place })).sort((a, b) => (a.name < b.name ? -1 : 1));
}
