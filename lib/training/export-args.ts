// What `model.export` and `ExportArchive` are told.
import type { KerasName } from '../core/names.js';
import type { LayerWeight } from '../layers/base/layer.js';
import type { tf } from '../tf.js';

/** An input of what is exported. Keras: `InputSpec`. */
export interface InputSpec {
  /** Its sizes, the samples' first; null for one that stays open. */
  readonly shape: readonly (number | null)[];
  /** Default: the model's own, else `float32`. */
  readonly dtype?: tf.DataType;
  /** What servers call it. Default: the model's own name for it. */
  readonly name?: string;
}

/** One input, a list of them, or inputs by name: as the model takes them. */
export type InputSignature = InputSpec | readonly InputSpec[] | { readonly [name: string]: InputSpec };

/** Options of `model.export`. */
export interface ExportOptions {
  /** Default `tfSavedModel`, a folder for TensorFlow; no other is written. */
  format?: KerasName<'tfSavedModel'>;
  /** Shapes of the inputs. Default: as the model was described, for any number of samples. */
  inputSignature?: InputSignature;
  /** Whether it says where the folder is and what can be called there. Default true. */
  verbose?: boolean;
}

/** Options of `ExportArchive`. */
export interface ArchiveOptions {
  /** Default `savedModel`; no other is written. */
  format?: KerasName<'savedModel'>;
}

/** An argument of an endpoint: a tensor, a list, or by name. A tensor stands for its like of any number of samples. */
export type ArgumentSpec =
  | InputSpec
  | tf.Tensor
  | tf.SymbolicTensor
  | readonly ArgumentSpec[]
  | { readonly [name: string]: ArgumentSpec };

/** What an endpoint takes: an entry for each argument. */
export type EndpointSignature = InputSpec | readonly ArgumentSpec[];

/** What an endpoint gives. */
export type EndpointOutputs = tf.Tensor | readonly tf.Tensor[] | { readonly [name: string]: tf.Tensor };

/** A variable that an archive lists. */
export type ArchiveVariable = tf.Variable | LayerWeight;

/** Options of `ExportArchive.writeOut`. */
export interface WriteOptions {
  /** Whether it says where the folder is and what can be called there. Default true. */
  verbose?: boolean;
}
