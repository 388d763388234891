// ConvLSTM1D, 2D and 3D: LSTMs whose products are convolutions.
import type { Activation } from '../../activations/activations.js';
import type { CallOptions } from '../../core/layer.js';
import { firstMask } from '../../core/masks.js';
import { type DataFormat, layerOf } from '../../core/options.js';
import { registerLayer } from '../../core/registry.js';
import { tf } from '../../tf.js';
import type { Layer } from '../base/layer.js';
import { type ConvolutionArgs, type OverTime, windowOptions } from '../convolutional/arguments.js';
import type { LstmArgs } from './arguments.js';
import { convLstmCellOptions, sequenceOptions } from './cell-options.js';
import { ConvLSTMCell } from './conv-lstm-cell.js';
import { type Layout, Recurrent } from './recurrent.js';

const optionsFor = (rank: number) => ({ ...convLstmCellOptions, ...windowOptions(rank), ...sequenceOptions });

abstract class ConvLSTM extends Recurrent {
  declare readonly filters: number;
  declare readonly kernelSize: number[];
  declare readonly strides: number[];
  declare readonly padding: 'valid' | 'same';
  declare readonly dataFormat: DataFormat;
  declare readonly dilationRate: number[];
  declare readonly activation: Activation;
  declare readonly recurrentActivation: Activation;
  declare readonly useBias: boolean;
  declare readonly unitForgetBias: boolean;
  declare readonly dropout: number;
  declare readonly recurrentDropout: number;
  declare readonly seed: number | null;

  /** Called where the options are known. */
  protected begin(): void {
    const { name, dtype, trainable, strides, dilationRate } = this;
    if (Math.max(...strides) > 1 && Math.max(...dilationRate) > 1) {
      throw new Error(
        `${this.getClassName()}: strides or dilationRate must be 1. Received: strides [${strides}], dilationRate [${dilationRate}].`,
      );
    }
    this.cell = new ConvLSTMCell(this, { name: `${name}/conv_lstm_cell`, dtype, trainable });
    const rank = this.kernelSize.length;
    this.inputSpec = { ndim: rank + 3 };
    if (this.dataFormat === 'channelsFirst') this.layout = channelsFirst(rank);
  }

  override call(given: tf.Tensor | tf.Tensor[], options: CallOptions): tf.Tensor | tf.Tensor[] {
    const mask = firstMask(options.mask);
    if (this.dataFormat === 'channelsLast' || !mask || mask.rank === 2) return super.call(given, options);
    throw new Error(
      `${this.getClassName()} '${this.name}': with channelsFirst, the mask must have a boolean for each step, expected the shape [samples, steps]. ` +
        `Received: [${mask.shape}].`,
    );
  }
}

/** The cell has the channels last. @param rank number of axes that the window moves along */
function channelsFirst(rank: number): Layout {
  const order = (length: number): { toLast: number[]; toFirst: number[] } => {
    const axes = [...Array(length).keys()];
    const [before, [channels, ...window]] = [axes.slice(0, -rank - 1), axes.slice(-rank - 1)];
    const toFirst = [...before, length - 1, ...axes.slice(-rank - 1, -1)];
    return { toLast: [...before, ...window, channels!], toFirst };
  };
  return {
    enter: (x) => tf.transpose(x, order(x.rank).toLast),
    leave: (x) => tf.transpose(x, order(x.rank).toFirst),
    enterShape: (shape) => order(shape.length).toLast.map((axis) => shape[axis]!),
    leaveShape: (shape) => order(shape.length).toFirst.map((axis) => shape[axis]!),
  };
}

export class ConvLSTM1D extends layerOf('ConvLSTM1D', 'convLstm1d', optionsFor(1), {}, ConvLSTM) {
  constructor(args: object) {
    super(args);
    this.begin();
  }
}

export class ConvLSTM2D extends layerOf('ConvLSTM2D', 'convLstm2d', optionsFor(2), {}, ConvLSTM) {
  constructor(args: object) {
    super(args);
    this.begin();
  }
}

export class ConvLSTM3D extends layerOf('ConvLSTM3D', 'convLstm3d', optionsFor(3), {}, ConvLSTM) {
  constructor(args: object) {
    super(args);
    this.begin();
  }
}
registerLayer(ConvLSTM1D, ConvLSTM2D, ConvLSTM3D);

/** Arguments of `layers.convLstm2d` and `layers.convLstm3d`. */
export type ConvLstmArgs = ConvolutionArgs & Omit<LstmArgs, 'units' | 'implementation'>;

/**
 * An LSTM whose products are convolutions, for series of lines: [steps, length, channels]. Keras: `ConvLSTM1D`.
 * @example layers.convLstm1d({ filters: 4, kernelSize: 3, padding: 'same', inputShape: [5, 8, 1] }) // → [8, 4]
 */
export function convLstm1d(args: OverTime<ConvLstmArgs>): Layer {
  return new ConvLSTM1D(args);
}

/**
 * An LSTM whose products are convolutions, for series of images: [steps, height, width, channels] (Shi et al., 2015).
 * Keras: `ConvLSTM2D`.
 * @example layers.convLstm2d({ filters: 4, kernelSize: 3, padding: 'same', inputShape: [5, 8, 8, 1] }) // → [8, 8, 4]
 */
export function convLstm2d(args: ConvLstmArgs): Layer {
  return new ConvLSTM2D(args);
}

/**
 * An LSTM whose products are convolutions, for series of volumes: [steps, depth, height, width, channels].
 * Keras: `ConvLSTM3D`.
 * @example
 * layers.convLstm3d({ filters: 2, kernelSize: 2, padding: 'same', inputShape: [3, 4, 4, 4, 1] }) // → [4, 4, 4, 2]
 */
export function convLstm3d(args: ConvLstmArgs): Layer {
  return new ConvLSTM3D(args);
}
