// A dense layer over axes of one's choice, as an equation says. Attention is made of them.
import { received } from '../../core/messages.js';
import { layerOf, option, optional, readOptions, writeOptions } from '../../core/options.js';
import { registerLayer } from '../../core/registry.js';
import type { Shape } from '../../core/shape.js';
import type { LayerVariable, WeightInitializer } from '../../core/variable.js';
import { VarianceScaling } from '../../initializers/variance-scaling.js';
import { absMaxQuantize } from '../../quantizers/abs-max.js';
import { throughWholeNumbers, wholeProduct } from '../../quantizers/whole-products.js';
import { tf } from '../../tf.js';
import { asFloat } from '../base/as-float.js';
import type { AdaptableLayer, KernelArgs, LoraArgs } from '../base/layer.js';
import { loraOptions } from '../base/lora.js';
import { type Quantized, QuantizedLayer } from '../base/quantized.js';
import { activation, regularizer, settingsOf, weightOptions } from '../base/weight-options.js';
import { contract, type Equation } from './contraction.js';
import { type DenseEquation, parseEquation, shapesFor } from './dense-equation.js';

const equation = option((given, layer, name) => {
  if (typeof given === 'string') return given;
  throw new Error(`${layer}: ${name} must be a text such as 'ab,bc->ac'. Received: ${received(given)}.`);
});

const letters = option((given, layer, name) => {
  if (typeof given === 'string' && /^[a-zA-Z]+$/.test(given)) return given;
  throw new Error(
    `${layer}: ${name} must be letters of the output, such as 'c'. Received: ${received(given)}.`,
  );
});

const options = {
  equation,
  activation: activation(),
  biasAxes: optional(letters),
  ...weightOptions('kernel', 'glorotUniform'),
  ...weightOptions('bias', 'zeros'),
  activityRegularizer: regularizer(),
  ...loraOptions(),
};

/** Apart, since every layer has an `outputShape` once it was called. */
const ofOutput = {
  outputShape: option<(number | null)[]>((given, layer, name) => {
    const list = [given].flat();
    if (list.every((one) => one === null || (Number.isInteger(one) && (one as number) > 0)))
      return list as (number | null)[];
    throw new Error(
      `${layer}: ${name} must be the sizes of the output without the samples, null where any. Received: ${received(given)}.`,
    );
  }),
};

export class EinsumDense extends layerOf('EinsumDense', 'einsumDense', options, {}, QuantizedLayer) {
  kernel!: LayerVariable;
  bias: LayerVariable | null = null;
  readonly #outputSizes: (number | null)[];
  readonly #equation: DenseEquation;

  constructor({ outputShape, ...args }: { outputShape?: unknown }) {
    super(args);
    const settings = readOptions('einsumDense', ofOutput, {}, { outputShape });
    this.#outputSizes = settings.outputShape as (number | null)[];
    this.#equation = parseEquation(this.equation);
  }

  override build(inputShape: Shape): void {
    const { kernel, bias, inputAxes, outputAxes } = this.#shapes(inputShape);
    const settings = settingsOf(this, 'kernel');
    const initializer = byAxes(settings.initializer, inputAxes, outputAxes);
    this.kernel = this.addBase('kernel', kernel, { ...settings, initializer });
    if (bias) this.bias = this.addVariable('bias', bias, settingsOf(this, 'bias'));
    this.inputSpec = { ndim: inputShape.length };
    this.adaptAsTold();
  }

  override call(input: tf.Tensor): tf.Tensor {
    const x = asFloat(input);
    const equation = this.#full(input.rank);
    const product = this.quantizationMode ? this.#wholeProduct(x) : contract(equation, x, this.adapted());
    return this.activation.apply(this.bias ? tf.add(product, this.bias.read()) : product);
  }

  #wholeProduct(input: tf.Tensor): tf.Tensor {
    const { left, right, result } = this.#full(input.rank);
    const inputAxes = axesBut(left, result);
    const product = throughWholeNumbers(
      input,
      (x) => {
        const [values, inputScale] = absMaxQuantize(x, inputAxes);
        const whole = contract(
          { left, right, result },
          tf.cast(values, 'float32'),
          this.wholeNumbers(),
          wholeProduct,
        );
        return tf.div(whole, tf.mul(spread(inputScale, left, result), this.scale));
      },
      (upstream) => contract({ left: result, right, result: left }, upstream, this.floats()),
    );
    if (!this.loraEnabled) return product;
    return tf.add(product, contract({ left, right, result }, input, this.addition()));
  }

  override get canBeQuantized(): boolean {
    return this.getClassName() === 'EinsumDense';
  }

  protected override checkQuantizable(where: string): void {
    const { ellipsis, input, kernel, output, text } = this.#equation;
    if (ellipsis !== null)
      throw new Error(
        `${where}: an equation with '...' cannot be quantized, as in Keras, which stops there. Write its axes out. Received: '${text}'.`,
      );
    const [inputs, kernels] = [axesBut(input, output), axesBut(kernel, output)];
    if (inputs.length > 0 && kernels.length > 0) return;
    throw new Error(
      `${where}: an equation that sums over no axis of input and kernel cannot be quantized. Received: '${text}'.`,
    );
  }

  protected override quantized(weight: tf.Tensor): Quantized {
    const { kernel, output } = this.#equation;
    const [values, scale] = absMaxQuantize(weight, axesBut(kernel, output));
    return [values, spread(scale, kernel, output)];
  }

  protected override dequantized(values: tf.Tensor, scale: tf.Tensor): tf.Tensor {
    const { kernel, output } = this.#equation;
    return tf.div(values, spread(scale, output, kernel));
  }

  protected override scaleShape(shape: readonly number[]): number[] {
    const { kernel, output } = this.#equation;
    return [...output].map((letter) => (kernel.includes(letter) ? shape[kernel.indexOf(letter)]! : 1));
  }

  protected override holdBase(base: LayerVariable): void {
    this.kernel = base;
  }

  override computeOutputShape(inputShape: Shape): Shape {
    return this.#shapes(inputShape).output;
  }

  override getConfig(): Record<string, unknown> {
    return { ...super.getConfig(), ...writeOptions(ofOutput, { outputShape: this.#outputSizes }) };
  }

  #shapes(inputShape: Shape) {
    return shapesFor(this.#equation, this.biasAxes, inputShape, this.#outputSizes);
  }

  /** With letters for the axes that the equation leaves out. */
  #full(rank: number): Equation {
    const { input, kernel, output, ellipsis } = this.#equation;
    // Not letters: none of the equation's own can be among them.
    const others = Array.from({ length: rank - input.length }, (_, i) => String.fromCharCode(0x100 + i)).join(
      '',
    );
    const withOthers = (own: string): string => (ellipsis === 'right' ? own + others : others + own);
    return { left: withOthers(input), right: kernel, result: withOthers(output) };
  }
}
registerLayer(EinsumDense);

/** The axes of a tensor's letters that another lacks. */
const axesBut = (letters: string, others: string): number[] =>
  [...letters].flatMap((letter, axis) => (others.includes(letter) ? [] : [axis]));

/** A scale with the axes of other letters: 1 along those that it lacks. Where those lack one of its own, it is 1 along it. */
function spread(scale: tf.Tensor, letters: string, wanted: string): tf.Tensor {
  const shared = [...wanted].filter((letter) => letters.includes(letter));
  const others = axesBut(letters, wanted);
  const order = [...shared.map((letter) => letters.indexOf(letter)), ...others];
  const sizeOf = (letter: string): number =>
    letters.includes(letter) ? scale.shape[letters.indexOf(letter)]! : 1;
  return tf.reshape(tf.transpose(scale, order), [...wanted].map(sizeOf));
}

/** Initializers that go by the number of inputs and outputs are told which axes of the kernel those are. */
function byAxes(initializer: WeightInitializer, inputs: number[], outputs: number[]): WeightInitializer {
  if (!(initializer instanceof VarianceScaling)) return initializer;
  return {
    apply(shape) {
      const sizeOf = (axes: number[]): number => axes.reduce((size, axis) => size * shape[axis]!, 1);
      if (sizeOf(inputs) * sizeOf(outputs) !== sizeOf([...shape.keys()])) return initializer.apply(shape);
      return tf.reshape(initializer.apply([sizeOf(inputs), sizeOf(outputs)]), shape);
    },
  };
}

/**
 * A dense layer over axes of one's choice. The `equation` names the axes of input, kernel and output: those of input
 * and kernel that the output lacks are summed over. `outputShape`: the output's sizes without the samples, null where
 * they follow from the input. `biasAxes`: the output's axes along which there is a bias. Keras: `EinsumDense`.
 * @example
 * // A matrix over the last axis of sequences, and over nothing else: [32, 128] → [32, 64].
 * layers.einsumDense({ equation: 'abc,cd->abd', outputShape: [null, 64], biasAxes: 'd', inputShape: [32, 128] })
 */
export function einsumDense(
  args: Omit<KernelArgs, 'useBias'> &
    LoraArgs & {
      /** Einstein's sum of input and kernel: `ab,bc->ac`. */
      equation: string;
      /** Shape of an output; null where the input tells. */
      outputShape: number | (number | null)[];
      /** Letters of the output's axes that have a bias. Default: none. */
      biasAxes?: string;
    },
): AdaptableLayer {
  return new EinsumDense(args);
}
