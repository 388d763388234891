// ExportArchive: a SavedModel of several functions that share their variables. Keras: `keras.export.ExportArchive`.
import { Layer } from '../../core/layer.js';
import { checkOptions, received } from '../../core/messages.js';
import { unknownName } from '../../core/names.js';
import { Network } from '../../core/network.js';
import { LayerVariable } from '../../core/variable.js';
import type { TraceError } from '../../engine/tracing/trace-error.js';
import type { Layer as UserLayer } from '../../layers/base/layer.js';
import { tf } from '../../tf.js';
import type {
  ArchiveOptions,
  ArchiveVariable,
  EndpointOutputs,
  EndpointSignature,
  WriteOptions,
} from '../../training/export-args.js';
import type { EndpointPlan } from './endpoint.js';
import { type AnyFunction, callOf, planEndpoint } from './endpoint-function.js';

/** What Python finds in every archive, so that nothing else can have these names. */
const ownNames = [
  ...['variables', 'trainable_variables', 'non_trainable_variables', 'signatures'],
  ...['_all_variables', '_misc_assets'],
];

/**
 * Writes a SavedModel of several functions, its endpoints, which share their variables: what TensorFlow runs
 * without this library (`tf.saved_model.load(folder).serve(x)`, TensorFlow Serving, Keras' `TFSMLayer`), and
 * `loadSavedModel(folder, { signature: 'serve' })` here. Keras: `keras.export.ExportArchive`.
 *
 * Endpoints are traced, and variables read, when the folder is written. A variable that an endpoint assigns (moving
 * means in training, counts, seeds of dropout) is assigned by each of its calls, wherever it runs. Tensors that are no variables, and
 * what JavaScript computes, are written as they are then.
 * @throws Error where the format is another than `savedModel`
 * @example
 * const classifier = sequential([layers.dense({ units: 8, inputShape: [3] }), layers.dropout(0.5), layers.dense({ units: 2 })]);
 * const archive = new ExportArchive();
 * archive.track(classifier);
 * archive.addEndpoint('serve', (x) => classifier.apply(x), [{ shape: [null, 3] }]);
 * archive.addEndpoint('train', (x) => classifier.apply(x, { training: true }), [{ shape: [null, 3] }]);
 * archive.addVariableCollection('kernels', [classifier.weights[0], classifier.weights[2]]);
 * await archive.writeOut('exported');
 */
export class ExportArchive {
  readonly #tracked: Layer[] = [];
  readonly #endpoints = new Map<string, EndpointPlan>();
  readonly #collections = new Map<string, (tf.Variable | LayerVariable)[]>();

  constructor(options: ArchiveOptions = {}) {
    checkOptions('ExportArchive', options, ['format']);
    const { format = 'savedModel' } = options;
    if (['savedModel', 'saved_model'].includes(format)) return;
    if (!['neptuneModel', 'neptune_model'].includes(format))
      throw unknownName('format of ExportArchive', format, ['savedModel']);
    throw new Error(
      `ExportArchive: the format '${format}' is not written here: it is another library's. Expected: 'savedModel'.`,
    );
  }

  /** Variables of all that is tracked, in order. */
  get variables(): tf.Variable[] {
    return this.#tracked.flatMap(({ weights }) => weights).map((weight) => weight.read());
  }

  /** Those that training changes. */
  get trainableVariables(): tf.Variable[] {
    return this.#tracked.flatMap(({ trainableWeights }) => trainableWeights).map((weight) => weight.read());
  }

  /** Those that it does not. */
  get nonTrainableVariables(): tf.Variable[] {
    return this.#tracked
      .flatMap(({ nonTrainableWeights }) => nonTrainableWeights)
      .map((weight) => weight.read());
  }

  /**
   * Lists the variables of a layer or a model under `variables` of the SavedModel, and for those whether training
   * changes them. What endpoints use is written with or without it.
   * @throws Error where it is neither, or is not built
   */
  track(resource: UserLayer): void {
    this.#tracked.push(builtLayer('ExportArchive.track', resource));
  }

  /**
   * Adds a function of tensors, or a layer's or model's call in inference mode.
   * @param name by which it is called; the first is `serving_default`, too, unless one has that name
   * @param fn gives a tensor, a list of tensors, or tensors by name
   * @param inputSignature an entry for each argument: shape and type of a tensor, with null for sizes that stay open,
   *   or lists of those, or those by name. All open first axes are one size, the number of samples: a call with two is refused. A tensor in the place of
   *   `{ shape, dtype }` stands for its like of any number of samples. Inputs are named as their `name` says, else as
   *   the argument
   * @returns the function
   * @throws Error where the name is taken, or the signature is none of this function. What cannot be a
   *   graph is refused when the folder is written
   * @example
   * const archive = new ExportArchive();
   * archive.addEndpoint('distance', (a, b) => tf.norm(tf.sub(a, b), 2, -1), [{ shape: [null, 3] }, { shape: [null, 3] }]);
   */
  addEndpoint<F extends (x: tf.Tensor, ...others: tf.Tensor[]) => EndpointOutputs>(
    name: string,
    fn: F,
    inputSignature: EndpointSignature,
  ): F;
  /** The same for a function of lists of tensors, or of tensors by name. */
  addEndpoint<F extends (...inputs: never[]) => EndpointOutputs>(
    name: string,
    fn: F,
    inputSignature: EndpointSignature,
  ): F;
  addEndpoint(
    name: string,
    fn: UserLayer,
    inputSignature: EndpointSignature,
  ): (x: tf.Tensor) => EndpointOutputs;
  addEndpoint(name: string, fn: unknown, inputSignature: EndpointSignature): unknown {
    this.#checkName('addEndpoint', name);
    if (this.#endpoints.has(name))
      throw new Error(`ExportArchive.addEndpoint: the name '${name}' is already taken by an endpoint.`);
    if (inputSignature === undefined || inputSignature === null) {
      throw new Error(
        'ExportArchive.addEndpoint: inputSignature must say the shapes of what the function takes, such as ' +
          `[{ shape: [null, 224, 224, 3] }]. Received: ${received(inputSignature)}.`,
      );
    }
    if (typeof fn !== 'function' && !(fn instanceof Layer)) {
      throw new Error(
        `ExportArchive.addEndpoint: expected a function of tensors, a layer or a model. Received: ${received(fn)}.`,
      );
    }
    const isLayer = fn instanceof Layer;
    const run = isLayer ? callOf(builtLayer('ExportArchive.addEndpoint', fn)) : (fn as AnyFunction);
    this.#endpoints.set(name, planEndpoint(name, run, inputSignature, isLayer));
    return run;
  }

  /**
   * {@link track} and {@link addEndpoint} of one layer or model.
   * @example
   * const archive = new ExportArchive();
   * archive.trackAndAddEndpoint('serve', model, [{ shape: [null, 4] }]);
   */
  trackAndAddEndpoint(
    name: string,
    resource: UserLayer,
    inputSignature: EndpointSignature,
  ): (x: tf.Tensor) => EndpointOutputs {
    this.track(resource);
    return this.addEndpoint(name, resource, inputSignature);
  }

  /**
   * Lists variables under a name, by which Python gets them as a list: `tf.saved_model.load(folder).name`.
   * @param variables tf.Variables, weights of layers, or an optimizer's `variables`
   * @throws Error where the name is taken, or one is no variable
   */
  addVariableCollection(name: string, variables: Iterable<ArchiveVariable>): void {
    const where = 'ExportArchive.addVariableCollection';
    this.#checkName('addVariableCollection', name);
    if (!Array.isArray(variables) && !(variables instanceof Set))
      throw new Error(`${where}: variables must be a list or a Set. Received: ${received(variables)}.`);
    const list: unknown[] = [...variables];
    if (!list.every((one) => one instanceof tf.Variable || one instanceof LayerVariable)) {
      const others = list.filter((one) => !(one instanceof tf.Variable || one instanceof LayerVariable));
      throw new Error(
        `${where}: expected tf.Variables or weights of layers. Received: ${[...new Set(others.map(received))].join(', ')}.`,
      );
    }
    if (this.#endpoints.has(name))
      throw new Error(`${where}: the name '${name}' is already taken by an endpoint.`);
    this.#collections.set(name, list);
  }

  /**
   * Writes the folder, all of its files or none; an older SavedModel there is replaced.
   * @param options `verbose`: whether it says what can be called there. Default true
   * @throws Error where there is no endpoint, or one cannot be a graph for all sizes that its signature leaves open
   */
  async writeOut(folder: string, options: WriteOptions = {}): Promise<void> {
    checkOptions('ExportArchive.writeOut', options, ['verbose']);
    if (this.#endpoints.size === 0)
      throw new Error('ExportArchive.writeOut: there are no endpoints yet. Call addEndpoint first.');
    const plan = {
      tracked: this.#tracked,
      endpoints: [...this.#endpoints.values()],
      collections: this.#collections,
    };
    const [{ writeArchive }, { refusingLayer }] = await Promise.all([
      import('./write-archive.js'),
      import('./refusing-layer.js'),
    ]);
    const culprit = (error: TraceError) =>
      this.#tracked
        .filter((one): one is Network => one instanceof Network)
        .map(refusingLayer)
        .find((found) => found?.error.message === error.message);
    await writeArchive('ExportArchive.writeOut', folder, plan, options.verbose ?? true, (name, error) =>
      refusal(name, error, culprit(error)?.layer),
    );
  }

  #checkName(method: string, name: string): void {
    if (typeof name !== 'string' || name === '') {
      throw new Error(
        `ExportArchive.${method}: name must be a text, such as 'serve'. Received: ${received(name)}.`,
      );
    }
    const owner = ownNames.includes(name)
      ? 'the archive itself'
      : this.#collections.has(name) && 'a collection';
    if (owner) throw new Error(`ExportArchive.${method}: the name '${name}' is already taken by ${owner}.`);
  }
}

function builtLayer(where: string, given: unknown): Layer {
  if (!(given instanceof Layer))
    throw new Error(`${where}: expected a layer or a model. Received: ${received(given)}.`);
  if (!(given instanceof Network ? given.isDescribed : given.built)) {
    throw new Error(
      `${where}: '${given.name}' (${given.getClassName()}) is not built yet: the shape of its input is not known. Call it ` +
        'on data first, or build([null, 4]).',
    );
  }
  return given;
}

function refusal(name: string, error: TraceError, layer: Layer | undefined): Error {
  const who = layer ? `: the layer '${layer.name}' (${layer.getClassName()})` : '';
  return new Error(
    `ExportArchive.writeOut: the endpoint '${name}' cannot be a graph that TensorFlow runs for every size${who}: ${error.message}. ` +
      'Expected: a function made of operations on tensors; sizes that must be fixed can be given by inputSignature.',
    { cause: error },
  );
}
