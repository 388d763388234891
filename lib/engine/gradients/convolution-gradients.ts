// Gradients of convolutions that TensorFlow.js lacks: of dilated and of transposed ones, and of their gradients.
import { tf } from '../../tf.js';
import { phasesOf } from './phases.js';

/** What the ops of convolutions are called with. */
interface Planes {
  strides: Pair | number;
  pad: 'valid' | 'same';
  dataFormat: 'NHWC' | 'NCHW' | undefined;
  dilations: Pair | number | undefined;
  dimRoundingMode: 'floor' | 'round' | 'ceil' | undefined;
}
interface Volumes {
  strides: [number, number, number] | number;
  pad: 'valid' | 'same';
}
type Pair = [number, number];

const planesOf = (given: tf.NamedAttrMap): Planes => ({
  strides: given.strides as Planes['strides'],
  pad: given.pad as Planes['pad'],
  dataFormat: given.dataFormat as Planes['dataFormat'],
  dilations: given.dilations as Planes['dilations'],
  dimRoundingMode: given.dimRoundingMode as Planes['dimRoundingMode'],
});

const volumesOf = (given: tf.NamedAttrMap): Volumes => ({
  strides: given.strides as Volumes['strides'],
  pad: given.pad as Volumes['pad'],
});

const run = (...call: Parameters<ReturnType<typeof tf.engine>['runKernel']>): tf.Tensor =>
  tf.engine().runKernel(...call) as tf.Tensor;

// ── Dilated ──

const plain = tf.getGradient('Conv2D');

tf.registerGradient({
  ...plain,
  gradFunc: (gradient, saved, attributes) => {
    const { pad, dataFormat, dilations = 1 } = planesOf(attributes);
    const rates = typeof dilations === 'number' ? [dilations, dilations] : dilations;
    const takes = (pad === 'valid' || pad === 'same') && dataFormat !== 'NCHW';
    if (!takes || rates.every((rate) => rate === 1)) return plain.gradFunc(gradient, saved, attributes);
    const [x, filter] = saved as [tf.Tensor4D, tf.Tensor4D];
    return dilatedGradients(gradient as tf.Tensor, x, filter, rates, pad);
  },
});

function dilatedGradients(
  gradient: tf.Tensor,
  x: tf.Tensor4D,
  filter: tf.Tensor4D,
  dilations: readonly number[],
  pad: 'valid' | 'same',
) {
  const { rates, paddings, crops } = phasesOf(
    x.shape.slice(1, -1),
    dilations,
    dilations.map((rate, axis) => (pad === 'same' ? halved((filter.shape[axis]! - 1) * rate) : [0, 0])),
  );
  const moved = { strides: [1, 1], pad: 'valid', dataFormat: 'NHWC' };
  const phases = tf.spaceToBatchND(x, rates, paddings);
  const dy = tf.spaceToBatchND(gradient, rates, crops);
  return {
    x: () => {
      const dx = run('Conv2DBackpropInput', { dy, filter }, { ...moved, inputShape: phases.shape });
      return tf.batchToSpaceND(dx, rates, paddings);
    },
    filter: () => run('Conv2DBackpropFilter', { x: phases, dy }, { ...moved, filterShape: filter.shape }),
  };
}

const halved = (total: number): Pair => [Math.floor(total / 2), Math.ceil(total / 2)];

// ── Volumes ──

const plainOfVolumes = tf.getGradient('Conv3D');

tf.registerGradient({
  ...plainOfVolumes,
  gradFunc: (...given) => {
    checkVolumesBackward('conv3d');
    return plainOfVolumes.gradFunc(...given);
  },
});

/** Throws where the backend gets convolutions of volumes backwards wrong. */
export function checkVolumesBackward(who: string): void {
  if (tf.getBackend() !== 'wasm') return;
  throw new Error(
    `${who}: the backend must compute convolutions of volumes backwards, expected 'tensorflow' or 'cpu'. ` +
      "Received: 'wasm', whose numbers are wrong. Use another: await tf.setBackend('cpu').",
  );
}

tf.registerGradient({
  kernelName: 'Conv3DBackpropInputV2',
  inputsToSave: ['dy', 'filter'],
  gradFunc: (gradient, [dy, filter], attributes) => {
    const { strides, pad } = volumesOf(attributes);
    const x = gradient as tf.Tensor5D;
    return {
      dy: () => tf.conv3d(x, filter as tf.Tensor5D, strides, pad),
      filter: () =>
        run('Conv3DBackpropFilterV2', { x, dy: dy! }, { strides, pad, filterShape: filter!.shape }),
    };
  },
});

// ── Second derivatives ──

tf.registerGradient({
  kernelName: 'Conv3DBackpropFilterV2',
  inputsToSave: ['x', 'dy'],
  gradFunc: (gradient, [x, dy], attributes) => {
    const { strides, pad } = volumesOf(attributes);
    const filter = gradient as tf.Tensor5D;
    return {
      x: () => run('Conv3DBackpropInputV2', { dy: dy!, filter }, { strides, pad, inputShape: x!.shape }),
      dy: () => tf.conv3d(x as tf.Tensor5D, filter, strides, pad),
    };
  },
});

tf.registerGradient({
  kernelName: 'Conv2DBackpropFilter',
  inputsToSave: ['x', 'dy'],
  gradFunc: (gradient, [x, dy], attributes) => {
    const { strides, pad, dataFormat, dimRoundingMode } = planesOf(attributes);
    const filter = gradient as tf.Tensor4D;
    return {
      x: () => run('Conv2DBackpropInput', { dy: dy!, filter }, { ...attributes, inputShape: x!.shape }),
      dy: () => tf.conv2d(x as tf.Tensor4D, filter, strides, pad, dataFormat, 1, dimRoundingMode),
    };
  },
});

tf.registerGradient({
  kernelName: 'DepthwiseConv2dNativeBackpropInput',
  inputsToSave: ['dy', 'filter'],
  gradFunc: (gradient, [dy, filter], attributes) => {
    const x = gradient as tf.Tensor4D;
    return {
      dy: () => depthwise(x, filter as tf.Tensor4D, planesOf(attributes)),
      filter: () =>
        run(
          'DepthwiseConv2dNativeBackpropFilter',
          { x, dy: dy! },
          { ...attributes, filterShape: filter!.shape },
        ),
    };
  },
});

tf.registerGradient({
  kernelName: 'DepthwiseConv2dNativeBackpropFilter',
  inputsToSave: ['x', 'dy'],
  gradFunc: (gradient, [x, dy], attributes) => {
    const filter = gradient as tf.Tensor4D;
    return {
      x: () =>
        run(
          'DepthwiseConv2dNativeBackpropInput',
          { dy: dy!, filter },
          { ...attributes, inputShape: x!.shape },
        ),
      dy: () => depthwise(x as tf.Tensor4D, filter, planesOf(attributes)),
    };
  },
});

const depthwise = (x: tf.Tensor4D, filter: tf.Tensor4D, planes: Planes): tf.Tensor4D =>
  tf.depthwiseConv2d(x, filter, planes.strides, planes.pad, 'NHWC', planes.dilations, planes.dimRoundingMode);
