// Images moved by a matrix each: the op behind the geometric layers. TensorFlow.js' node bindings have no kernel for it,
// its plain ones go wrong from the second image on, and it has no gradient.
import { tf } from '../../tf.js';
import { transformHere } from './transform-here.js';

interface NativeBackend {
  readonly binding: Record<'TF_ATTR_TYPE' | 'TF_ATTR_STRING' | 'TF_FLOAT', number>;
  executeSingleOutput(name: string, attributes: object[], inputs: tf.TensorInfo[]): tf.TensorInfo;
}

type Call = Parameters<tf.KernelConfig['kernelFunc']>[0];

const kernelName = 'Transform';

register('tensorflow', transformNatively);
register('cpu', transformInJavaScript);
register('wasm', transformInJavaScript);
tf.registerGradient({
  kernelName,
  inputsToSave: ['image', 'transforms'],
  gradFunc: (dy, [image, transforms], attributes) => {
    const { interpolation, fillMode } = attributes as object as tf.TransformAttrs;
    const [, height, width] = image!.shape;
    // TensorFlow's own rule: what was moved there is moved back.
    const back = () => inverse(transforms as tf.Tensor2D);
    const size: [number, number] = [height!, width!];
    return {
      image: () => tf.image.transform(dy as tf.Tensor4D, back(), interpolation, fillMode, 0, size),
      transforms: () => tf.zerosLike(transforms!),
    };
  },
});

function register(backendName: string, kernelFunc: (call: Call) => tf.TensorInfo): void {
  if (tf.getKernel(kernelName, backendName)) tf.unregisterKernel(kernelName, backendName);
  tf.registerKernel({ kernelName, backendName, kernelFunc });
}

function transformNatively({ inputs, attrs, backend }: Call): tf.TensorInfo {
  const native = backend as NativeBackend;
  const { TF_ATTR_TYPE, TF_ATTR_STRING, TF_FLOAT } = native.binding;
  const { interpolation, fillMode, fillValue, outputShape } = attrs as object as tf.TransformAttrs;
  const [, height, width] = inputs.image!.shape;
  const size = tf.tensor1d(outputShape ?? [height!, width!], 'int32');
  const fill = tf.scalar(fillValue, 'float32');
  const attributes = [
    { name: 'dtype', type: TF_ATTR_TYPE, value: TF_FLOAT },
    { name: 'interpolation', type: TF_ATTR_STRING, value: interpolation.toUpperCase() },
    { name: 'fill_mode', type: TF_ATTR_STRING, value: fillMode.toUpperCase() },
  ];
  const operands = [inputs.image!, inputs.transforms!, size, fill];
  const result = native.executeSingleOutput('ImageProjectiveTransformV3', attributes, operands);
  tf.dispose([size, fill]);
  return result;
}

function transformInJavaScript({ inputs, attrs, backend }: Call): tf.TensorInfo {
  const store = backend as tf.KernelBackend;
  const { image, transforms } = inputs;
  const { interpolation, fillMode, fillValue, outputShape } = attrs as object as tf.TransformAttrs;
  const [images, height, width, channels] = image!.shape as [number, number, number, number];
  const [newHeight, newWidth] = outputShape ?? [height, width];
  const shape = [images, newHeight, newWidth, channels];
  const values = transformHere(
    { values: store.readSync(image!.dataId) as Float32Array, height, width, channels },
    store.readSync(transforms!.dataId) as Float32Array,
    { images, height: newHeight, width: newWidth },
    { interpolation, fillMode, fillValue },
  );
  return { dataId: store.write(values, shape, 'float32'), shape, dtype: 'float32' };
}

/** The matrices that lead back, [a0 a1 a2 b0 b1 b2 c0 c1] each, the ninth number being 1. */
function inverse(transforms: tf.Tensor2D): tf.Tensor2D {
  const [a0, a1, a2, b0, b1, b2, c0, c1] = tf.split(transforms, 8, 1) as tf.Tensor[];
  const minus = (p: tf.Tensor, q: tf.Tensor, r: tf.Tensor, s: tf.Tensor) =>
    tf.sub(tf.mul(p, q), tf.mul(r, s));
  const one = tf.onesLike(a0!);
  const entries = [
    minus(b1!, one, b2!, c1!),
    minus(a2!, c1!, a1!, one),
    minus(a1!, b2!, a2!, b1!),
    minus(b2!, c0!, b0!, one),
    minus(a0!, one, a2!, c0!),
    minus(a2!, b0!, a0!, b2!),
    minus(b0!, c1!, b1!, c0!),
    minus(a1!, c0!, a0!, c1!),
  ];
  return tf.div(tf.concat(entries, 1), minus(a0!, b1!, a1!, b0!));
}
