// All that training changes, as bytes in one order: weights, what the optimizer remembers, and the random numbers' state.
import type { Network } from '../../core/network.js';
import { stepRandomState } from '../../random/state.js';
import { optimizerVariables } from '../../saving/keras3/optimizer-state.js';
import { tf } from '../../tf.js';

/** float32 and int32, as `takeFirstState` makes sure. */
const bytesPerNumber = 4;

/** The state of random numbers comes last. */
const variablesOf = (model: Network): tf.Variable[] => [
  ...model.weights.map((weight) => weight.read()),
  ...(optimizerVariables(model) ?? []),
  stepRandomState(),
];

/** What two models must have in common for one's state to be the other's. */
export const stateForm = (model: Network): string =>
  JSON.stringify(variablesOf(model).map(({ shape, dtype }) => [shape, dtype]));

export const stateSize = (model: Network): number =>
  variablesOf(model).reduce((sum, { size }) => sum + size * bytesPerNumber, 0);

export function readState(model: Network): Uint8Array {
  const state = new Uint8Array(stateSize(model));
  let place = 0;
  for (const variable of variablesOf(model)) {
    const bytes = bytesOf(variable);
    state.set(bytes, place);
    place += bytes.length;
  }
  return state;
}

/** Puts a state into the model's variables; those that have it are left alone. @param draws whether the state of random numbers too */
export function assignState(model: Network, state: Uint8Array, draws: boolean): void {
  let place = 0;
  for (const variable of draws ? variablesOf(model) : variablesOf(model).slice(0, -1)) {
    const bytes = state.slice(place, place + variable.size * bytesPerNumber);
    place += bytes.length;
    if (Buffer.compare(bytes, bytesOf(variable)) !== 0) assign(variable, bytes);
  }
}

function assign(variable: tf.Variable, { buffer }: Uint8Array): void {
  const values = variable.dtype === 'int32' ? new Int32Array(buffer) : new Float32Array(buffer);
  tf.tidy(() => variable.assign(tf.tensor(values, variable.shape, variable.dtype)));
}

function bytesOf(variable: tf.Variable): Uint8Array {
  const { buffer, byteOffset, byteLength } = variable.dataSync();
  return new Uint8Array(buffer, byteOffset, byteLength);
}
