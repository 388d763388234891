// Mistakes that a model's form and its losses show: last activations that do not suit the loss.
import { toCamelCase } from '../../core/names.js';
import { Network } from '../../core/network.js';
import type { SymbolicTensor } from '../../core/symbolic-tensor.js';
import type { Loss } from '../../losses/loss.js';
import type { CompiledState } from '../steps/compile.js';
import { advise } from './advice.js';

/** Of softmax and its like one number alone is always 1. */
const sharesOfOne = new Set(['softmax', 'sparsemax', 'log_softmax', 'logSoftmax']);

/** For the losses that take probabilities: which activations give them. */
const suitable: Readonly<Record<string, { readonly given: ReadonlySet<string>; readonly instead: string }>> =
  {
    binary_crossentropy: { given: new Set(['sigmoid', 'softmax']), instead: 'sigmoid' },
    categorical_crossentropy: { given: new Set(['softmax', 'sigmoid', 'sparsemax']), instead: 'softmax' },
    sparse_categorical_crossentropy: {
      given: new Set(['softmax', 'sigmoid', 'sparsemax']),
      instead: 'softmax',
    },
  };
/** Others, such as functions of one's own or hard sigmoids, may be meant. */
const unsuitable = new Set([
  'relu',
  'linear',
  'tanh',
  'leakyRelu',
  'elu',
  'selu',
  'gelu',
  'swish',
  'silu',
  'relu6',
]);

export function adviseOnModel(model: Network, state: CompiledState): void {
  model.outputs.forEach((output, i) => {
    const activation = lastActivation(model, output);
    const loss = state.losses[i] ?? null;
    if (activation === undefined || loss === null) return;
    if (output.shape.at(-1) === 1 && sharesOfOne.has(activation)) adviseOnOneUnit(state, activation);
    else adviseOnLoss(state, activation, loss);
  });
}

function adviseOnOneUnit(state: CompiledState, activation: string): void {
  advise(
    state,
    'softmax of one',
    `the last layer is ${activation} over one unit, which is 1 for every sample: nothing can be learnt. ` +
      "For two classes use { units: 1, activation: 'sigmoid' } with 'binaryCrossentropy', " +
      "or { units: 2, activation: 'softmax' } with 'sparseCategoricalCrossentropy'.",
  );
}

function adviseOnLoss(state: CompiledState, activation: string, { name, config }: Loss): void {
  const fits = suitable[name];
  if (!fits || config.from_logits === true || fits.given.has(activation) || !unsuitable.has(activation))
    return;
  const loss = toCamelCase(name);
  advise(
    state,
    'activation before crossentropy',
    `'${loss}' takes probabilities, and the last layer's activation is '${activation}', whose outputs are none: ` +
      `training will go wrong or stand still. Use activation: '${fits.instead}' in the last layer, ` +
      `or losses.${loss}({ fromLogits: true }) with no activation.`,
  );
}

/** Of the layer that gives this output, through layers that change no values' meaning. */
function lastActivation(model: Network, output: SymbolicTensor): string | undefined {
  const node = model.graph.nodes.find(({ outputTensors }) => outputTensors.includes(output));
  if (!node) return undefined;
  const { operation } = node;
  if (operation instanceof Network)
    return operation.outputs.length === 1 ? lastActivation(operation, operation.outputs[0]!) : undefined;
  const { activation } = operation as { activation?: { name?: unknown } };
  if (typeof activation?.name === 'string') return activation.name;
  return operation.constructor.name === 'Softmax' ? 'softmax' : undefined;
}
