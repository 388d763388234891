// A dense layer over axes of one's choice, as an equation says. Attention is made of them.
import { received } from '../../core/messages.js';
import { layerOf, option, optional, readOptions, writeOptions } from '../../core/options.js';
import { registerLayer } from '../../core/registry.js';
import type { Shape } from '../../core/shape.js';
import type { LayerVariable, WeightInitializer } from '../../core/variable.js';
import { VarianceScaling } from '../../initializers/variance-scaling.js';
import { tf } from '../../tf.js';
import { asFloat } from '../base/as-float.js';
import type { KernelArgs, Layer } from '../base/layer.js';
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

export class EinsumDense extends layerOf('EinsumDense', 'einsumDense', options) {
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
    this.kernel = this.addVariable('kernel', kernel, { ...settings, initializer });
    if (bias) this.bias = this.addVariable('bias', bias, settingsOf(this, 'bias'));
    this.inputSpec = { ndim: inputShape.length };
  }

  override call(input: tf.Tensor): tf.Tensor {
    const product = contract(this.#full(input.rank), asFloat(input), this.kernel.read());
    return this.activation.apply(this.bias ? tf.add(product, this.bias.read()) : product);
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
  args: Omit<KernelArgs, 'useBias'> & {
    /** Einstein's sum of input and kernel: `ab,bc->ac`. */
    equation: string;
    /** Shape of an output; null where the input tells. */
    outputShape: number | (number | null)[];
    /** Letters of the output's axes that have a bias. Default: none. */
    biasAxes?: string;
  },
): Layer {
  return new EinsumDense(args);
}
