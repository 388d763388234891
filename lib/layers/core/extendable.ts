// Built-in layers as bases of classes of one's own.

import { constructByName } from '../../core/construct-by-name.js';
import { type HalfForm, halfFormOf } from '../../core/half-layers.js';
import type { CallOptions, Layer } from '../../core/layer.js';
import type { ComputingLayer, ConfiguredClass, OptionTable } from '../../core/options.js';
import { registerUserLayer } from '../../core/registry.js';
import type { tf } from '../../tf.js';
import type { CustomCallOptions, CustomLayer } from './custom-layer.js';
import { makeWeight, type WeightArgs } from './own-weights.js';

/** A built-in layer that a class of one's own extends: what it overrides is its own, the rest the layer's. */
export interface ExtendableLayer extends CustomLayer {
  /** The layer's own work; `super.call(x)` in a class that overrides it. */
  call(inputs: tf.Tensor, options?: CustomCallOptions): tf.Tensor;
}

type BuiltIn = ConfiguredClass<OptionTable> & (new (args: object) => ComputingLayer);

/**
 * A base for classes of one's own: files know those by their own names, and make them by their constructors. By itself it
 * is the built-in layer.
 */
export function extendable(base: BuiltIn): unknown {
  class Extendable extends base {
    static override get className(): string {
      // biome-ignore lint/complexity/noThisInStatic: each class has a name of its own
      return this === Extendable ? base.className : this.name;
    }

    /** A class of one's own takes what it wrote. */
    static override get options(): OptionTable {
      // biome-ignore lint/complexity/noThisInStatic: each class has options of its own
      return this === Extendable ? base.options : (undefined as never);
    }

    static override fromConfig(
      layerClass: new (...args: never[]) => Layer,
      config: Record<string, unknown>,
    ): Layer {
      return constructByName(layerClass, config);
    }

    constructor(args: object) {
      super(args);
      if (new.target !== Extendable) registerUserLayer(new.target);
    }

    /** A class of one's own computes as the layer that it extends. */
    override get halfForm(): HalfForm | undefined {
      const form = halfFormOf(base.className);
      return form === 'halves' && this.constructor !== Extendable ? 'own' : form;
    }

    override call(inputs: tf.Tensor, options: CallOptions = {}): tf.Tensor {
      return super.call(inputs, options);
    }

    addWeight(given: WeightArgs): tf.Variable {
      return makeWeight(this, given).read();
    }
  }
  return Extendable;
}
