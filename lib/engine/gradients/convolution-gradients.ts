// Gradients of convolutions that TensorFlow.js lacks: of dilated and of transposed ones, and of their gradients.
import { tf } from '../../tf.js';
import type { Rule, Rules } from '../gradient-rule.js';
import { phasesOf } from './phases.js';

type Pair = [number, number];
type Padding = 'valid' | 'same' | number | readonly Pair[];

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
/** The ops by which the gradients of a convolution are computed. */
interface Backwards {
  readonly input: string;
  readonly filter: string;
}

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

const plainOfVolumes = tf.getGradient('Conv3D');

export const convolutionGradients = {
  Conv2D: orDilated(tf.getGradient('Conv2D'), {
    input: 'Conv2DBackpropInput',
    filter: 'Conv2DBackpropFilter',
  }),

  DepthwiseConv2dNative: orDilated(tf.getGradient('DepthwiseConv2dNative'), {
    input: 'DepthwiseConv2dNativeBackpropInput',
    filter: 'DepthwiseConv2dNativeBackpropFilter',
  }),

  Conv3D: orDilated(
    {
      ...plainOfVolumes,
      gradFunc: (...given) => {
        checkVolumesBackward('conv3d');
        return plainOfVolumes.gradFunc(...given);
      },
    },
    { input: 'Conv3DBackpropInputV2', filter: 'Conv3DBackpropFilterV2' },
  ),

  Conv3DBackpropInputV2: {
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
  },

  Conv3DBackpropFilterV2: {
    inputsToSave: ['x', 'dy'],
    gradFunc: (gradient, [x, dy], attributes) => {
      const { strides, pad } = volumesOf(attributes);
      const filter = gradient as tf.Tensor5D;
      return {
        x: () => run('Conv3DBackpropInputV2', { dy: dy!, filter }, { strides, pad, inputShape: x!.shape }),
        dy: () => tf.conv3d(x as tf.Tensor5D, filter, strides, pad),
      };
    },
  },

  Conv2DBackpropFilter: {
    inputsToSave: ['x', 'dy'],
    gradFunc: (gradient, [x, dy], attributes) => {
      const { strides, pad, dataFormat, dimRoundingMode } = planesOf(attributes);
      const filter = gradient as tf.Tensor4D;
      return {
        x: () => run('Conv2DBackpropInput', { dy: dy!, filter }, { ...attributes, inputShape: x!.shape }),
        dy: () => tf.conv2d(x as tf.Tensor4D, filter, strides, pad, dataFormat, 1, dimRoundingMode),
      };
    },
  },

  DepthwiseConv2dNativeBackpropInput: {
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
  },

  DepthwiseConv2dNativeBackpropFilter: {
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
  },

  Conv2DBackpropInput: { ...tf.getGradient('Conv2DBackpropInput') },
} satisfies Rules;

// ── Dilated ──

/** A convolution's gradient; of a dilated one by the phases of its cells. */
function orDilated(plain: Rule, backwards: Backwards): Rule {
  return {
    ...plain,
    gradFunc: (gradient, saved, attributes) => {
      const [x, filter] = saved as [tf.Tensor, tf.Tensor];
      const space = x.rank - 2;
      const { dilations = 1 } = attributes as { dilations?: number | number[] };
      const rates = typeof dilations === 'number' ? new Array<number>(space).fill(dilations) : dilations;
      const isFirst = attributes.dataFormat === 'NCHW' || attributes.dataFormat === 'NCDHW';
      if (isFirst || (rates ?? []).every((rate) => rate === 1))
        return plain.gradFunc(gradient, saved, attributes);
      if (x.rank === 5) checkVolumesBackward('conv3d');
      const paddings = paddingsOf(attributes.pad as Padding, filter.shape, rates);
      return dilatedGradients(backwards, gradient as tf.Tensor, { x, filter, rates, paddings });
    },
  };
}

interface Dilated {
  readonly x: tf.Tensor;
  readonly filter: tf.Tensor;
  readonly rates: readonly number[];
  readonly paddings: Pair[];
}

function dilatedGradients(backwards: Backwards, gradient: tf.Tensor, given: Dilated) {
  const { x, filter } = given;
  const { rates, paddings, crops } = phasesOf(x.shape.slice(1, -1), given.rates, given.paddings);
  const ones = rates.map(() => 1);
  const moved = { strides: ones, dilations: ones, pad: 'valid', dataFormat: x.rank === 5 ? 'NDHWC' : 'NHWC' };
  const phases = tf.spaceToBatchND(x, rates, paddings);
  const dy = tf.spaceToBatchND(gradient, rates, crops);
  return {
    x: () => {
      const dx = run(backwards.input, { dy, filter }, { ...moved, inputShape: phases.shape });
      return tf.batchToSpaceND(dx, rates, paddings);
    },
    filter: () => run(backwards.filter, { x: phases, dy }, { ...moved, filterShape: filter.shape }),
  };
}

/** Zeros before and after each axis of space. */
function paddingsOf(pad: Padding, filter: readonly number[], rates: readonly number[]): Pair[] {
  if (pad === 'same') return rates.map((rate, axis) => halved((filter[axis]! - 1) * rate));
  if (pad === 'valid') return rates.map(() => [0, 0]);
  return typeof pad === 'number' ? rates.map(() => [pad, pad]) : pad.slice(1, -1);
}

const halved = (total: number): Pair => [Math.floor(total / 2), Math.ceil(total / 2)];

/** Throws where the backend gets convolutions of volumes backwards wrong. */
export function checkVolumesBackward(who: string): void {
  if (tf.getBackend() !== 'wasm') return;
  throw new Error(
    `${who}: the backend must compute convolutions of volumes backwards, expected 'tensorflow' or 'cpu'. ` +
      "Received: 'wasm', whose numbers are wrong. Use another: await tf.setBackend('cpu').",
  );
}

const depthwise = (x: tf.Tensor4D, filter: tf.Tensor4D, planes: Planes): tf.Tensor4D =>
  tf.depthwiseConv2d(x, filter, planes.strides, planes.pad, 'NHWC', planes.dilations, planes.dimRoundingMode);
