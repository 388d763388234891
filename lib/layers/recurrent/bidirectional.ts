// Bidirectional: reads sequences forwards and backwards.
import { type ApplyOptions, type CallOptions, Layer as CoreLayer } from '../../core/layer.js';
import { firstMask, type Mask, type Masks, setMask } from '../../core/masks.js';
import { received } from '../../core/messages.js';
import { choice, layerOf, type Option, option } from '../../core/options.js';
import { layerFromConfig, registerLayer } from '../../core/registry.js';
import { isSerialized, serialize } from '../../core/serializable.js';
import { oneShape, type Shape, shapesOf } from '../../core/shape.js';
import { leavesOf, type Structure } from '../../core/structure.js';
import { type NodeOptions, SymbolicTensor } from '../../core/symbolic-tensor.js';
import { tf } from '../../tf.js';
import type { Layer, LayerArgs } from '../base/layer.js';
import { maskToReadBy, Recurrent, withInitialState, withMaskRule } from './recurrent.js';

const recurrentLayer = (): Option<Recurrent> => ({
  ...option((given, _layer, name) => toRecurrent(given, name)),
  write: (layer) => serialize(layer),
});

const options = {
  forwardLayer: recurrentLayer(),
  backwardLayer: recurrentLayer(),
  mergeMode: choice(['concat', 'sum', 'mul', 'ave', 'none'], 'concat'),
};

export class Bidirectional extends layerOf('Bidirectional', 'bidirectional', options, {
  layer: 'forwardLayer',
}) {
  constructor(args: BidirectionalArgs) {
    super(withBothLayers(args));
    this.inputSpec = this.forwardLayer.inputSpec;
  }

  get returnSequences(): boolean {
    return this.forwardLayer.returnSequences;
  }

  get returnState(): boolean {
    return this.forwardLayer.returnState;
  }

  override build(inputShape: Shape): void {
    for (const layer of [this.forwardLayer, this.backwardLayer])
      layer.describe(new SymbolicTensor(inputShape, 'float32'), {});
  }

  /** Also takes the first states beside the input, as a list: those forwards, then those backwards. */
  override apply(inputs: tf.SymbolicTensor | SymbolicTensor, options?: object): SymbolicTensor;
  override apply(inputs: (tf.SymbolicTensor | SymbolicTensor)[], options?: object): SymbolicTensor;
  override apply(inputs: tf.Tensor | tf.Tensor[], options?: object): tf.Tensor;
  override apply(inputs: unknown, options: ApplyOptions = {}): unknown {
    const call = withInitialState(inputs, options);
    return super.apply(call.inputs as tf.Tensor, call.options);
  }

  override invoke(inputs: Structure<tf.Tensor>, options: CallOptions): tf.Tensor | tf.Tensor[] {
    return super.invoke(inputs, withMaskRule(options));
  }

  override call(given: tf.Tensor | tf.Tensor[], options: CallOptions): tf.Tensor[] | tf.Tensor {
    const input = [given].flat()[0]!;
    const [forwardStates, backwardStates] = this.#halves(leavesOf(options.initialState ?? []));
    const run = (layer: Recurrent, initialState: unknown[]): tf.Tensor[] =>
      [layer.invoke(input, { mask: maskToReadBy(options), initialState })].flat();
    const [forward, ...forwardAfter] = run(this.forwardLayer, forwardStates);
    const [reversed, ...backwardAfter] = run(this.backwardLayer, backwardStates);
    const backward = this.returnSequences ? tf.reverse(reversed!, 1) : reversed!;
    if (this.returnSequences) setMask(backward, firstMask(options.mask));
    const outputs = [...this.#merged(forward!, backward), ...forwardAfter, ...backwardAfter];
    return outputs.length === 1 ? outputs[0]! : outputs;
  }

  #merged(forward: tf.Tensor, backward: tf.Tensor): tf.Tensor[] {
    const merge = {
      concat: () => [tf.concat([forward, backward], -1)],
      sum: () => [tf.add(forward, backward)],
      mul: () => [tf.mul(forward, backward)],
      ave: () => [tf.div(tf.add(forward, backward), 2)],
      none: () => [forward, backward],
    };
    return merge[this.mergeMode]();
  }

  #halves<T>(states: T[]): [forward: T[], backward: T[]] {
    const half = states.length / 2;
    if (Number.isInteger(half)) return [states.slice(0, half), states.slice(half)];
    throw new Error(
      `bidirectional: '${this.name}' needs as many first states backwards as forwards, expected an even number. Received: ${states.length}.`,
    );
  }

  override computeMask(_inputs: tf.Tensor | tf.Tensor[], mask: Masks = null): Masks {
    const given: Mask = this.returnSequences ? firstMask(mask) : null;
    return this.mergeMode === 'none' ? [given, given] : given;
  }

  override outputSpecs(inputs: SymbolicTensor | SymbolicTensor[], { initialState }: NodeOptions) {
    const halves = this.#halves(leavesOf(initialState ?? []));
    [this.forwardLayer, this.backwardLayer].forEach((layer, i) => {
      layer.describe(inputs, { initialState: halves[i]! });
    });
    return super.outputSpecs(inputs, {});
  }

  override computeOutputShape(inputShape: Shape | Shape[]): Shape | Shape[] {
    const shape = oneShape(inputShape);
    const [forward, ...forwardStates] = shapesOf(this.forwardLayer.computeOutputShape(shape));
    const [backward, ...backwardStates] = shapesOf(this.backwardLayer.computeOutputShape(shape));
    const outputs = [...this.#mergedShape(forward!, backward!), ...forwardStates, ...backwardStates];
    return outputs.length === 1 ? outputs[0]! : outputs;
  }

  #mergedShape(forward: Shape, backward: Shape): Shape[] {
    if (this.mergeMode === 'none') return [forward, backward];
    if (this.mergeMode === 'concat') {
      const [size, other] = [forward.at(-1) ?? null, backward.at(-1) ?? null];
      return [[...forward.slice(0, -1), size === null || other === null ? null : size + other]];
    }
    if (forward.join() === backward.join()) return [forward];
    throw new Error(
      `bidirectional: '${this.name}' can merge by '${this.mergeMode}' only outputs of the same shape. Received: [${forward}] and [${backward}].`,
    );
  }

  override getConfig(): Record<string, unknown> {
    const { forwardLayer: layer, mergeMode, ...others } = super.getConfig();
    return { ...others, layer, mergeMode: mergeMode === 'none' ? null : mergeMode };
  }
}
registerLayer(Bidirectional);

/** Arguments of `layers.bidirectional`. */
export interface BidirectionalArgs extends LayerArgs {
  /** A recurrent layer; it is copied, so that its own weights are not used. */
  layer: Layer;
  /** How the outputs become one; null: they do not, and the layer gives both. Default `concat`. */
  mergeMode?: 'concat' | 'sum' | 'mul' | 'ave' | null;
  /** What reads backwards, with `goBackwards`. Default: as `layer`. */
  backwardLayer?: Layer;
}

/**
 * Reads forwards and backwards. Keras: `Bidirectional`.
 * @example layers.bidirectional({ layer: layers.lstm({ units: 16 }), inputShape: [20, 8] }) // [20, 8] → [32]
 */
export function bidirectional(args: BidirectionalArgs): Layer {
  return new Bidirectional(args);
}

/** The arguments with a layer for each direction. */
function withBothLayers({ layer, backwardLayer, mergeMode, ...others }: BidirectionalArgs): object {
  const given = toRecurrent(layer, 'layer');
  const forward = copyOf(given, 'forward_', {});
  const backward = backwardLayer
    ? toRecurrent(backwardLayer, 'backwardLayer')
    : copyOf(given, 'backward_', { goBackwards: true });
  checkPair(forward, backward);
  // Keras' rule: masked steps of a sequence are zero, whatever the layers say.
  for (const one of [forward, backward]) one.zeroOutputForMask = one.returnSequences;
  return {
    ...others,
    forwardLayer: forward,
    backwardLayer: backward,
    mergeMode: mergeMode === null ? 'none' : mergeMode,
  };
}

function toRecurrent(given: unknown, name: string): Recurrent {
  const layer = isSerialized(given) ? layerFromConfig(given) : given;
  if (layer instanceof Recurrent) return layer;
  throw new Error(
    `bidirectional: ${name} must be a recurrent layer, such as layers.lstm({ units: 16 }). ` +
      `Received: ${layer instanceof CoreLayer ? `a ${layer.getClassName()}` : received(layer)}.`,
  );
}

function copyOf(layer: Recurrent, prefix: string, changes: object): Recurrent {
  const { className, config } = serialize(layer);
  const name = `${prefix}${layer.name.startsWith(prefix) ? layer.name.slice(prefix.length) : layer.name}`;
  const copied = { ...config, ...settingsNow(layer), ...changes, name };
  return toRecurrent(layerFromConfig({ className, config: copied }), 'layer');
}

/** A layer's settings as they are: initializers and activations need not be such as files know. */
function settingsNow(layer: Recurrent): Record<string, unknown> {
  const table: object = Reflect.get(layer.constructor, 'options') ?? {};
  const settings = Object.keys(table).map((name) => [name, Reflect.get(layer, name)] as const);
  return Object.fromEntries(settings.filter(([, value]) => !(value instanceof CoreLayer)));
}

function checkPair(forward: Recurrent, backward: Recurrent): void {
  if (forward.goBackwards === backward.goBackwards) {
    throw new Error(
      `bidirectional: one of its layers must read backwards, and the other must not. Received: goBackwards ${forward.goBackwards} for both.`,
    );
  }
  for (const name of ['stateful', 'returnSequences', 'returnState'] as const) {
    if (forward[name] === backward[name]) continue;
    throw new Error(
      `bidirectional: both layers must have the same ${name}. Received: ${forward[name]} and ${backward[name]}.`,
    );
  }
}
