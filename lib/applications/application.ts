// From the plan of a network to what makes it: a function of Keras' arguments, checked as Keras checks them.

import type { Activation, ActivationName } from '../activations/activations.js';
import { received } from '../core/messages.js';
import { choice, flag, type OptionTable, option, optional, size } from '../core/options.js';
import { inside, publicly } from '../core/public-types.js';
import { settings, text } from '../core/settings.js';
import { sourceInputs } from '../core/source-inputs.js';
import * as layers from '../layers/layers.js';
import { model as modelOf } from '../models/factories.js';
import type { Model } from '../training/model.js';
import type { Place } from './blocks.js';
import { decodePredictions } from './decode-predictions.js';
import { imageShape } from './image-shape.js';
import { type PreprocessArgs, type PreprocessMode, preprocess } from './preprocess-input.js';
import { loadPretrained, type WeightsFile } from './pretrained.js';

/** What all networks of `applications` take. */
export interface ApplicationArgs {
  /** Whether the part that tells classes apart is there. Default true. */
  includeTop?: boolean;
  /**
   * `'imagenet'`: Keras' own weights, fetched once and kept in the cache; a path: weights of a file; null: fresh ones.
   * Default `'imagenet'`.
   */
  weights?: 'imagenet' | (string & {}) | null;
  /** Where images come from, in the place of an input of its own. */
  inputTensor?: Place | null;
  /** [height, width, channels] of an image, null where any size will do. Default: the network's own. */
  inputShape?: readonly (number | null)[] | null;
  /** Without the top: `'avg'` or `'max'` over all pixels, or the last feature maps. Default: those. */
  pooling?: 'avg' | 'max' | null;
  /** How many classes the top tells apart. Default 1000. */
  classes?: number;
  /** Of the top; null gives logits. Default `'softmax'`. */
  classifierActivation?: ActivationName | null;
  /** The model's name. */
  name?: string | null;
}

/** The same, checked. */
export interface ApplicationSettings {
  readonly includeTop: boolean;
  readonly weights: string | null;
  readonly inputTensor: Place | null;
  readonly inputShape: readonly (number | null)[] | null;
  readonly pooling: 'avg' | 'max' | null;
  readonly classes: number;
  readonly classifierActivation: ActivationName | null;
  readonly name: string | null;
}

/** A network of `applications`: called, it makes the model. */
export interface Application<Args extends ApplicationArgs = ApplicationArgs> {
  /**
   * The model, with its weights.
   * @throws SourceUnavailableError where `weights: 'imagenet'` cannot be had from anywhere, ChecksumError where they are others
   */
  (args?: Args): Promise<Model>;
  /** Images with values from 0 to 255 as this network takes them. */
  preprocessInput<X extends Place | import('../tf.js').tf.Tensor>(x: X, args?: PreprocessArgs): X;
  /** The classes that predictions [images, 1000] find likeliest, with their names. */
  decodePredictions: typeof decodePredictions;
}

/** What sets one network apart from the others. */
export interface Plan<Own extends object> {
  /** What makes it: `mobileNetV2`. */
  readonly maker: string;
  /** Options of its own. */
  readonly options?: OptionTable;
  /** Height and width where none are given, and the least of them. */
  readonly sides: (given: ApplicationSettings & Own) => readonly [usual: number, least: number];
  /** How values from 0 to 255 become what it takes. */
  readonly preprocessing: PreprocessMode;
  /** All up to the top. */
  readonly body: (x: Place, given: ApplicationSettings & Own) => Place;
  /** The top, or what stands in its place. */
  readonly head: (x: Place, given: ApplicationSettings & Own) => Place;
  readonly modelName: (given: ApplicationSettings & Own, side: number) => string;
  /** The published weights; throws where there are none for these arguments. */
  readonly weightsFile: (given: ApplicationSettings & Own, side: number) => WeightsFile;
  /** Whether images of any size go in where no shape is given, the top or not. */
  readonly anySize?: boolean;
}

const activationName = option<ActivationName | null>((given, maker, name) => {
  if (typeof given === 'string') return given as ActivationName;
  if (typeof given === 'function' && 'name' in given)
    return (given as object as Activation).name as ActivationName;
  throw new Error(`${maker}: ${name} must be an activation's name, or null. Received: ${received(given)}.`);
}, 'softmax');

const anything = <T>() => optional(option((given) => given as T));

const commonOptions = {
  includeTop: flag(true),
  weights: option<string | null>((given, maker, name) => {
    if (typeof given === 'string' && given !== '') return given;
    throw new Error(`${maker}: ${name} must be 'imagenet', a path or null. Received: ${received(given)}.`);
  }, 'imagenet'),
  inputTensor: anything<Place>(),
  inputShape: anything<(number | null)[]>(),
  pooling: optional(choice(['avg', 'max'])),
  classes: size(1000),
  classifierActivation: activationName,
  name: optional(text('')),
};

/** What null means something else in than nothing. */
const nullable = ['weights', 'classifierActivation'] as const;

/** The function that makes a network, with what prepares its images and reads its predictions. */
export function application<Own extends object = object, Args extends ApplicationArgs = ApplicationArgs>(
  plan: Plan<Own>,
): Application<Args> {
  const make = async (args: Args = {} as Args): Promise<Model> => {
    const given = readSettings(plan, args);
    const side = plan.sides(given)[0];
    checkTop(plan.maker, given);
    const pretrained = given.weights === 'imagenet' ? plan.weightsFile(given, side) : undefined;
    const made = build(plan, given, side);
    if (pretrained) await loadPretrained(made, pretrained);
    else if (given.weights !== null) await made.loadWeights(given.weights);
    return made;
  };
  return Object.assign(make, {
    preprocessInput: <X extends Place | import('../tf.js').tf.Tensor>(x: X, args: PreprocessArgs = {}): X =>
      preprocess(x, { mode: plan.preprocessing, ...args }, `${plan.maker}.preprocessInput`),
    decodePredictions,
  });
}

function readSettings<Own extends object>(plan: Plan<Own>, args: object): ApplicationSettings & Own {
  const read = settings(`applications.${plan.maker}`, { ...commonOptions, ...plan.options }, args);
  const nulls = nullable.filter((key) => key in args && Reflect.get(args, key) === null);
  return { ...read, ...Object.fromEntries(nulls.map((key) => [key, null])) } as ApplicationSettings & Own;
}

function checkTop(
  maker: string,
  { weights, includeTop, classes, classifierActivation }: ApplicationSettings,
): void {
  if (!includeTop || weights === null) return;
  if (weights === 'imagenet' && classes !== 1000)
    throw new Error(
      `applications.${maker}: ImageNet's weights tell 1000 classes apart. Received: classes ${classes}. Give includeTop: false and put a dense layer of your own behind it.`,
    );
  if (classifierActivation !== null && classifierActivation !== 'softmax')
    throw new Error(
      `applications.${maker}: classifierActivation must be 'softmax' or null with trained weights. Received: '${classifierActivation}'.`,
    );
}

function build<Own extends object>(plan: Plan<Own>, given: ApplicationSettings & Own, side: number): Model {
  const [, least] = plan.sides(given);
  const shape = imageShape(plan.maker, given, side, least, plan.anySize ?? false);
  const start = given.inputTensor ?? layers.input({ shape });
  const outputs = plan.head(plan.body(start, given), given);
  const found = publicly<Place[]>(sourceInputs(inside(start)));
  const inputs = found.length === 1 ? found[0]! : found;
  return modelOf({ inputs, outputs, name: given.name ?? plan.modelName(given, shape[0] ?? 224) });
}
