// The layer of a convolution over time backwards.
import { tf } from '../tf.js';
import { asKernel, asLine, asPicture, biasOf, Conv1D, finish } from './line-convolution-layers.js';
import { type Inputs, type OwnWeight, one, type Shape, single, sizeOf } from './own-layer.js';
import { register } from './tfjs-bases.js';

export class Conv1DTranspose extends Conv1D {
  static readonly className = 'Conv1DTranspose';
  private spread: OwnWeight | undefined;

  override build(inputShape: Shape | Shape[]): void {
    const channels = sizeOf(single(inputShape), -1, 'conv1dTranspose');
    const shape = [this.kernelSize[0]!, this.filters, channels];
    const { kernelInitializer, kernelRegularizer, kernelConstraint } = this;
    this.spread = this.addWeight(
      ...['kernel', shape, null, kernelInitializer, kernelRegularizer, true, kernelConstraint],
    );
    this.bias = biasOf(this, this.filters);
    this.built = true;
  }

  override computeOutputShape(inputShape: Shape | Shape[]): Shape {
    const [samples, steps] = single(inputShape);
    return [samples!, steps == null ? null : this.lengthOf(steps), this.filters];
  }

  private lengthOf(steps: number): number {
    const [size, stride] = [this.kernelSize[0]!, this.strides[0]!];
    return steps * stride + (this.padding === 'valid' ? Math.max(size - stride, 0) : 0);
  }

  override call(inputs: Inputs): tf.Tensor {
    return tf.tidy(() => {
      const picture = asPicture(one(inputs));
      const [samples, , steps] = picture.shape;
      const shape: [number, number, number, number] = [samples, 1, this.lengthOf(steps), this.filters];
      const kernel = asKernel(this.spread!);
      return finish(
        this,
        asLine(tf.conv2dTranspose(picture, kernel, shape, [1, this.strides[0]!], this.padding)),
      );
    });
  }
}
register(Conv1DTranspose);
