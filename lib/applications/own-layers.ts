// Three small layers that Keras' networks bring along, under the names that their files have.
import type { CallOptions } from '../core/layer.js';
import { layerOf, number, size } from '../core/options.js';
import { registerLayer } from '../core/registry.js';
import { numberWithin } from '../core/settings.js';
import type { Shape } from '../core/shape.js';
import type { LayerVariable } from '../core/variable.js';
import { constant } from '../initializers/initializers.js';
import { uniform } from '../random/random.js';
import { tf } from '../tf.js';

/** Where Keras' files say that these classes lie. */
const keras = 'keras.src.applications';

/** Each channel times a number of its own that training changes, at first `initValues`. */
export class LayerScale extends layerOf('LayerScale', 'layerScale', {
  initValues: number(1e-6),
  projectionDim: size(),
}) {
  static readonly kerasModule = `${keras}.convnext`;
  #gamma: LayerVariable | undefined;

  override build(): void {
    this.#gamma = this.addVariable('gamma', [this.projectionDim], {
      initializer: constant({ value: this.initValues }),
    });
  }

  override call(x: tf.Tensor): tf.Tensor {
    return tf.mul(x, this.#gamma!.read());
  }
}

/** Leaves a block out for a share of the samples in training; the others' values grow by as much. */
export class StochasticDepth extends layerOf('StochasticDepth', 'stochasticDepth', {
  dropPathRate: numberWithin(0, 1),
}) {
  static readonly kerasModule = `${keras}.convnext`;

  override call(x: tf.Tensor, { training = false }: CallOptions): tf.Tensor {
    if (!training) return x;
    const kept = 1 - this.dropPathRate;
    const drawn = tf.floor(tf.add(uniform([x.shape[0]!, ...x.shape.slice(1).map(() => 1)]), kept));
    return tf.mul(tf.div(x, kept), drawn);
  }
}

/** The first input and `scale` times the second. */
export class CustomScaleLayer extends layerOf('CustomScaleLayer', 'customScaleLayer', { scale: number() }) {
  static readonly kerasModule = `${keras}.inception_resnet_v2`;

  constructor(args: object) {
    super(args);
    this.takesSeveral = true;
  }

  override call([x, changed]: tf.Tensor[]): tf.Tensor {
    return tf.add(x!, tf.mul(changed!, this.scale));
  }

  override computeOutputShape([shape]: Shape[]): Shape {
    return shape!;
  }
}

registerLayer(LayerScale, StochasticDepth, CustomScaleLayer);
