// How Keras calls its layers: which arguments are inputs, which options, and in which order. Ours take inputs as one
// tensor or one list, and the rest as options.
import type { Layer } from '../../core/layer.js';
import { Network } from '../../core/network.js';
import { layerClassNames } from '../../core/registry.js';

export interface CallForm {
  /** Names of the arguments that are inputs, in order. */
  readonly inputs: readonly string[];
  /** Names of the others, in order. */
  readonly options: readonly string[];
  /** Whether several inputs stand by themselves rather than in a list. */
  readonly isApart: boolean;
}

const ofAttentionHeads: CallForm = {
  inputs: ['query', 'value', 'key'],
  options: [
    ...['queryMask', 'valueMask', 'keyMask', 'attentionMask'],
    ...['returnAttentionScores', 'training', 'useCausalMask'],
  ],
  isApart: true,
};
const ofScores: CallForm = {
  inputs: ['inputs'],
  options: ['mask', 'training', 'returnAttentionScores', 'useCausalMask'],
  isApart: false,
};
const ofRecurrent: CallForm = {
  inputs: ['sequence'],
  options: ['initialState', 'mask', 'training'],
  isApart: false,
};
const plain: CallForm = { inputs: ['inputs'], options: ['training', 'mask'], isApart: false };

const forms: Readonly<Record<string, CallForm>> = {
  AdditiveAttention: ofScores,
  Attention: ofScores,
  Bidirectional: ofRecurrent,
  ConvLSTM1D: ofRecurrent,
  ConvLSTM2D: ofRecurrent,
  ConvLSTM3D: ofRecurrent,
  GRU: ofRecurrent,
  GroupQueryAttention: ofAttentionHeads,
  LSTM: ofRecurrent,
  MultiHeadAttention: ofAttentionHeads,
  RNN: ofRecurrent,
  ReversibleEmbedding: { inputs: ['inputs'], options: ['reverse'], isApart: false },
  SimpleRNN: ofRecurrent,
};

/** Names under which Keras' layers also take their first input. */
export const firstInputNames = ['inputs', 'sequence', 'sequences', 'x', 'data', 'images'];

/** The form of a layer's calls; undefined for users' own classes, which may take anything. */
export function callForm(layer: Layer): CallForm | undefined {
  const className = layer.getClassName();
  if (forms[className]) return forms[className];
  return layer instanceof Network || layerClassNames().includes(className) ? plain : undefined;
}
