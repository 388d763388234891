// Arguments of recurrent layers and of their cells.
import type { ActivationFunction, ActivationName } from '../../activations/activations.js';
import type { Constraining, Initializing, KernelArgs, Layer, Regularizing } from '../base/layer.js';

/** What all cells take. @inline */
interface CellWeightArgs extends Omit<KernelArgs, 'activityRegularizer'> {
  /** Default `tanh`. */
  activation?: ActivationName | ActivationFunction;
  /** Default `orthogonal`. */
  recurrentInitializer?: Initializing;
  /** Charges the recurrent kernel in the loss. Default: none. */
  recurrentRegularizer?: Regularizing;
  /** What the recurrent kernel has to keep to after each step. Default: none. */
  recurrentConstraint?: Constraining;
  /** Share of the inputs that is dropped in training, the same ones at each step. Default 0. */
  dropout?: number;
  /** Share of the state that is dropped in training, the same one at each step. Default 0. */
  recurrentDropout?: number;
  /** Lets dropout draw the same numbers in each run. Default: draws of its own. */
  seed?: number;
}

/** What cells with gates take. @inline */
interface GateArgs {
  /** Of the gates. Default `sigmoid`. */
  recurrentActivation?: ActivationName | ActivationFunction;
  /** 1: dropout draws numbers for each gate; 2: the same ones for all of them. Default 2; 1 with `recurrentDropout`. */
  implementation?: number;
}

/** Arguments of `layers.simpleRNNCell`. */
export interface RecurrentCellArgs extends CellWeightArgs {
  /** Size of the state and of the output. */
  units: number;
}

/** Arguments of `layers.lstmCell`. */
export interface LstmCellArgs extends RecurrentCellArgs, GateArgs {
  /** Adds one to the bias of the forget gate at first. Default true. */
  unitForgetBias?: boolean;
}

/** Arguments of `layers.gruCell`. */
export interface GruCellArgs extends RecurrentCellArgs, GateArgs {
  /** Applies the reset gate after the recurrent product, Keras' default; false is the first form. */
  resetAfter?: boolean;
}

/** How a layer reads sequences. */
export interface SequenceArgs {
  /** Gives the output of each step instead of the last one's. Default false. */
  returnSequences?: boolean;
  /** Gives the states as well: a list of the output and the states. Default false. */
  returnState?: boolean;
  /** Reads from the last step to the first; with `returnSequences`, the outputs are in that order as well. Default false. */
  goBackwards?: boolean;
  /** Begins where the batch before ended; needs a fixed batch size: `batchInputShape`. Default false. */
  stateful?: boolean;
  /** Has no effect here: a sequence's length is always known when it is read. Default: false. */
  unroll?: boolean;
  /** With `returnSequences`, gives zeros at masked steps, and not the output before. Default false. */
  zeroOutputForMask?: boolean;
  /** Charges the layer's output in the loss. Default: none. */
  activityRegularizer?: Regularizing;
}

/** Arguments of `layers.simpleRNN`, and those that all recurrent layers share. */
export interface RecurrentArgs extends RecurrentCellArgs, SequenceArgs {}

/** Arguments of `layers.lstm`. */
export interface LstmArgs extends LstmCellArgs, SequenceArgs {}

/** Arguments of `layers.gru`. */
export interface GruArgs extends GruCellArgs, SequenceArgs {}

/** A layer that `layers.rnn` can use as its cell. */
export interface CellLayer extends Layer {
  /** Size of the state, or of each of several. */
  readonly stateSize: StateSizes;
}

/** @inline */
export type StateSizes = number | readonly StateSizes[];
