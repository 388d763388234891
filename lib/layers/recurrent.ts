// Layers that read a sequence step by step: [samples, steps, features].
import { tf } from '../tf.js';
import type { ActivationName } from './activations.js';
import { build, type Initializing, type KernelArgs, type LayerArgs, type Regularizing } from './args.js';
import type { ConvolutionArgs } from './convolution.js';
import { GRU } from './gru-layer.js';
import type { Layer } from './layer.js';
import './recurrent-chance.js';

export interface RecurrentArgs extends KernelArgs {
  /** Size of the state and of the output. */
  units: number;
  recurrentInitializer?: Initializing;
  recurrentRegularizer?: Regularizing;
  /** Gives the output of each step instead of the last one's. Default false. */
  returnSequences?: boolean;
  /** Gives the states as well. Default false. */
  returnState?: boolean;
  goBackwards?: boolean;
  /** Keeps the state between batches. Default false. */
  stateful?: boolean;
  unroll?: boolean;
  /** Share of the inputs that is dropped in training. Default 0. */
  dropout?: number;
  recurrentDropout?: number;
}

const defaults = { kernelInitializer: 'glorotUniform', recurrentInitializer: 'orthogonal' } as const;

/**
 * The plain recurrent network. Keras: `SimpleRNN`.
 * @example layers.simpleRNN({ units: 32, inputShape: [20, 8] }) // [20, 8] → [32]
 */
export function simpleRNN(args: RecurrentArgs): Layer {
  return build(tf.layers.simpleRNN, args, defaults);
}

/**
 * Long short-term memory (Hochreiter & Schmidhuber, 1997). Keras: `LSTM`.
 * @example layers.lstm({ units: 32, inputShape: [20, 8] }) // [20, 8] → [32]
 */
export function lstm(
  args: RecurrentArgs & { recurrentActivation?: ActivationName; unitForgetBias?: boolean },
): Layer {
  return build(tf.layers.lstm, args, { ...defaults, recurrentActivation: 'sigmoid' });
}

/**
 * Gated recurrent unit (Cho et al., 2014). Keras: `GRU`.
 * @param args.resetAfter applies the reset gate after the recurrent product, Keras' default; false is the first form.
 * @example layers.gru({ units: 32, returnSequences: true, inputShape: [20, 8] }) // [20, 8] → [20, 32]
 */
export function gru(
  args: RecurrentArgs & { recurrentActivation?: ActivationName; resetAfter?: boolean },
): Layer {
  return build((given) => new GRU(given), args, {
    ...defaults,
    recurrentActivation: 'sigmoid',
    resetAfter: true,
  });
}

/**
 * An LSTM whose products are convolutions, for series of pictures: [steps, height, width, channels] (Shi et al., 2015).
 * Keras: `ConvLSTM2D`.
 * @example layers.convLstm2d({ filters: 4, kernelSize: 3, padding: 'same', inputShape: [5, 8, 8, 1] }) // → [8, 8, 4]
 */
export function convLstm2d(
  args: Omit<RecurrentArgs, 'units'> &
    ConvolutionArgs & { recurrentActivation?: ActivationName; unitForgetBias?: boolean },
): Layer {
  return build(tf.layers.convLstm2d, args, { ...defaults, recurrentActivation: 'sigmoid' });
}

/**
 * Reads forwards and backwards. Keras: `Bidirectional`.
 * @example layers.bidirectional({ layer: layers.lstm({ units: 16 }), inputShape: [20, 8] }) // [20, 8] → [32]
 */
export function bidirectional(
  args: LayerArgs & { layer: Layer; mergeMode?: 'sum' | 'mul' | 'concat' | 'ave' },
): Layer {
  return build(tf.layers.bidirectional, args, { mergeMode: 'concat' });
}

/**
 * Applies a layer to every step. Keras: `TimeDistributed`.
 * @example
 * layers.timeDistributed({ layer: layers.dense({ units: 4 }), inputShape: [20, 8] }) // [20, 8] → [20, 4]
 */
export function timeDistributed(args: LayerArgs & { layer: Layer }): Layer {
  return build(tf.layers.timeDistributed, args);
}
