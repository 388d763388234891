// LoRA: a layer's large weight stays as it is, and the product of two thin ones, which are trained, is added to it.
import { Layer } from '../../core/layer.js';
import { checkWhole, received } from '../../core/messages.js';
import { number, optional, said, size } from '../../core/options.js';
import type { Shape } from '../../core/shape.js';
import type { LayerVariable, VariableSettings } from '../../core/variable.js';
import { tf } from '../../tf.js';
import type { Initializing } from './layer.js';
import { initializer } from './weight-options.js';

/** What layers take that can be adapted. */
export const loraOptions = () => ({
  loraRank: said(optional(size())),
  loraAlpha: said(optional(number())),
});

/** The two thin weights. */
interface Adapters {
  readonly a: LayerVariable;
  readonly b: LayerVariable;
}

/** A layer with one large weight, to which LoRA can be added. */
export abstract class AdaptedLayer extends Layer {
  loraRank: number | null = null;
  loraAlpha: number | null = null;
  #name: BaseName = 'kernel';
  #base: LayerVariable | undefined;
  #settings: VariableSettings | undefined;
  #adapters: Adapters | undefined;

  get loraEnabled(): boolean {
    return this.#adapters !== undefined;
  }

  enableLora(
    rank: number,
    loraAlpha: number | null = null,
    aInitializer: Initializing = 'heUniform',
    bInitializer: Initializing = 'zeros',
  ): void {
    const who = `enableLora of ${this.getClassName()} '${this.name}'`;
    checkWhole(who, 'rank', rank, 1);
    if (loraAlpha !== null && !Number.isFinite(loraAlpha))
      throw new Error(`${who}: loraAlpha must be a number. Received: ${received(loraAlpha)}.`);
    if (!this.isMade) this.checkBuilt(who);
    const [base, settings] = [this.base, this.baseSettings];
    if (this.loraEnabled)
      throw new Error(`${who}: LoRA is there already, of rank ${this.loraRank}. It can be added once.`);
    if (settings.constraint)
      throw new Error(
        `${who}: the ${this.#name} has a constraint, which LoRA does not keep to: the sum is never a weight. ` +
          `Make the layer without ${this.#name}Constraint.`,
      );
    const { regularizer = null } = settings;
    const make = (ending: 'a' | 'b', shape: Shape, initial: Initializing): LayerVariable =>
      this.addVariable(`lora_${this.#name}_${ending}`, shape, {
        initializer: initializer('zeros').read(initial, who, `${ending}Initializer`),
        regularizer,
      });
    this.#adapters = {
      a: make('a', [...base.shape.slice(0, -1), rank], aInitializer),
      b: make('b', [rank, base.shape.at(-1)!], bInitializer),
    };
    base.trainable = false;
    this.loraRank = rank;
    this.loraAlpha = loraAlpha ?? rank;
  }

  /** Makes the large weight. */
  protected addBase(
    name: BaseName,
    shape: readonly (number | null | undefined)[],
    settings: VariableSettings,
  ): LayerVariable {
    this.#name = name;
    this.#settings = settings;
    this.#base = this.makeBase(name, shape as number[], settings);
    return this.#base;
  }

  protected makeBase(name: string, shape: number[], settings: VariableSettings): LayerVariable {
    return this.addVariable(name, shape, settings);
  }

  protected get baseName(): BaseName {
    return this.#name;
  }

  /** Whether the weights are there, also by a build by hand. */
  protected get isMade(): boolean {
    return this.#base !== undefined;
  }

  protected get base(): LayerVariable {
    return this.#base!;
  }

  /** How the large weight was made first. */
  protected get baseSettings(): VariableSettings {
    return this.#settings!;
  }

  /** To be called at the end of `build`, so that the thin weights come last, as in Keras. */
  protected adaptAsTold(): void {
    if (this.loraRank !== null) this.enableLora(this.loraRank, this.loraAlpha);
  }

  /** The large weight with what is added to it. */
  protected adapted(): tf.Tensor {
    const base = this.base.read();
    return this.#adapters ? tf.add(base, this.addition()) : base;
  }

  /** What LoRA adds to the large weight. */
  protected addition(): tf.Tensor {
    const { a, b } = this.#adapters!;
    const rows = tf.reshape(a.read(), [-1, this.loraRank!]) as tf.Tensor2D;
    return this.share(tf.reshape(tf.matMul(rows, b.read() as tf.Tensor2D), this.base.shape as number[]));
  }

  /** What LoRA adds to an output, by way of the thin weights. @param through the input and the first of them */
  protected withAdapters(output: tf.Tensor, through: (a: tf.Tensor) => tf.Tensor): tf.Tensor {
    if (!this.#adapters) return output;
    const { a, b } = this.#adapters;
    const thin = through(a.read());
    const product = tf.matMul(tf.reshape(thin, [-1, this.loraRank!]), b.read());
    return tf.add(output, this.share(tf.reshape(product, [...thin.shape.slice(0, -1), -1])));
  }

  private share(product: tf.Tensor): tf.Tensor {
    return tf.mul(product, this.loraAlpha! / this.loraRank!);
  }

  // Files hold the sum, as if it had never been apart.

  override get storedWeights(): LayerVariable[] {
    return super.storedWeights.filter((weight) => !this.zeroedByLoading.includes(weight));
  }

  override storedValue(weight: LayerVariable): tf.Tensor {
    return weight === this.#base ? this.adapted() : super.storedValue(weight);
  }

  override get zeroedByLoading(): LayerVariable[] {
    return this.#adapters ? [this.#adapters.a, this.#adapters.b] : [];
  }
}

type BaseName = 'kernel' | 'embeddings';
