// A model's entry.
import type { tf } from '../tf.js';
import { type CallOptions, Layer } from './layer.js';
import { registerLayer } from './registry.js';
import type { Shape } from './shape.js';
import { Node, SymbolicTensor } from './symbolic-tensor.js';

/** Options of an input: `shape` and `inputShape` leave the first axis out, the batch shapes have it. */
export interface InputLayerArgs {
  shape?: Shape;
  inputShape?: Shape;
  batchShape?: Shape;
  batchInputShape?: Shape;
  batchSize?: number;
  /** Default `float32`, whatever the policy of other layers. */
  dtype?: tf.DataType;
  name?: string;
}

/** Takes a model's input. Keras: `InputLayer`. */
export class InputLayer extends Layer {
  static override readonly className = 'InputLayer';

  constructor(args: InputLayerArgs) {
    const { shape = args.inputShape, batchShape = args.batchInputShape, batchSize, name, dtype } = args;
    if (!Array.isArray(shape ?? batchShape))
      throw new Error("input: the option 'shape' is missing: the sizes of one sample, such as [4].");
    super({ name, dtype: dtype ?? 'float32', batchInputShape: batchShape ?? [batchSize ?? null, ...shape!] });
    this.built = true;
    this.supportsMasking = true;
    new Node(this, [], {}, [new SymbolicTensor(this.batchInputShape!, this.dtype, this.name)]);
  }

  override call(inputs: tf.Tensor | tf.Tensor[], _options: CallOptions): tf.Tensor | tf.Tensor[] {
    return inputs;
  }

  override get output(): SymbolicTensor {
    return this.inboundNodes[0]!.outputTensors[0]!;
  }

  override get input(): SymbolicTensor {
    return this.output;
  }

  override getConfig(): Record<string, unknown> {
    const { batchInputShape, dtype, name } = this;
    return { batchInputShape, dtype, sparse: false, name };
  }
}
registerLayer(InputLayer);
