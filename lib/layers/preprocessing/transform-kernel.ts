// The op behind the geometric layers on TensorFlow's backend, for which tfjs' node bindings have no kernel.
import { tf } from '../../tf.js';

type Attribute = { name: string; type: number; value: unknown };

interface NativeBackend {
  readonly binding: Record<'TF_ATTR_TYPE' | 'TF_ATTR_STRING' | 'TF_FLOAT', number>;
  executeSingleOutput(name: string, attributes: Attribute[], inputs: tf.TensorInfo[]): tf.TensorInfo;
}

const KERNEL = 'Transform';
const BACKEND = 'tensorflow';

if (!tf.getKernel(KERNEL, BACKEND)) {
  tf.registerKernel({ kernelName: KERNEL, backendName: BACKEND, kernelFunc: transform });
}

function transform({ inputs, attrs, backend }: Parameters<tf.KernelConfig['kernelFunc']>[0]): tf.TensorInfo {
  const native = backend as unknown as NativeBackend;
  const { TF_ATTR_TYPE, TF_ATTR_STRING, TF_FLOAT } = native.binding;
  const { interpolation, fillMode, fillValue, outputShape } = attrs as unknown as tf.TransformAttrs;
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
