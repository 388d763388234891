// Pixels from 0 to 255 as a network was trained on them.

import { choice, dataFormat } from '../core/options.js';
import { settings } from '../core/settings.js';
import { SymbolicTensor } from '../core/symbolic-tensor.js';
import * as ops from '../ops/ops.js';
import { tf } from '../tf.js';

/**
 * `caffe`: blue, green, red, each less ImageNet's mean; `tf`: from −1 to 1; `torch`: from 0 to 1, then by ImageNet's mean
 * and deviation; `none`: as they are.
 */
export type PreprocessMode = 'caffe' | 'tf' | 'torch' | 'none';

/** Options of `preprocessInput`. */
export interface PreprocessArgs {
  /** Where the channels are. Default `channelsLast`. */
  dataFormat?: 'channelsLast' | 'channelsFirst';
}

/** Of values, or in a model that is being described. @inline */
type Images = tf.Tensor | tf.SymbolicTensor;

const means = { caffe: [103.939, 116.779, 123.68], torch: [0.485, 0.456, 0.406] };
const deviations = [0.229, 0.224, 0.225];

const table = {
  mode: choice<PreprocessMode>(['caffe', 'tf', 'torch', 'none'], 'caffe'),
  dataFormat: dataFormat(),
};

/** @param x [height, width, channels] or a batch of them; channels may come first */
export function preprocess<X extends Images>(
  x: X,
  args: PreprocessArgs & { mode?: PreprocessMode },
  where: string,
): X {
  const { mode, dataFormat: format } = settings(where, table, args);
  const rank = x.shape?.length;
  if (rank !== 3 && rank !== 4)
    throw new Error(
      `${where}: expected images [height, width, channels], or a batch of them. Received: ${x.shape ? `a tensor of shape [${x.shape}]` : 'no tensor'}.`,
    );
  if (mode === 'none') return x;
  const run = (): Images => prepared(x, mode, format === 'channelsLast' ? rank - 1 : rank - 3, rank);
  const isSymbolic = (x as unknown) instanceof SymbolicTensor;
  return (isSymbolic ? run() : tf.tidy(run as () => tf.Tensor)) as X;
}

function prepared(given: Images, mode: Exclude<PreprocessMode, 'none'>, axis: number, rank: number): Images {
  const x = ops.cast(given, 'float32') as Images;
  if (mode === 'tf') return ops.subtract(ops.divide(x, 127.5), 1) as Images;
  const shape = Array.from({ length: rank }, (_, i) => (i === axis ? 3 : 1));
  const byChannel = (values: readonly number[]): tf.Tensor => tf.tensor([...values], shape);
  if (mode === 'caffe') return ops.subtract(ops.flip(x, { axis }), byChannel(means.caffe)) as Images;
  const centred = ops.subtract(ops.divide(x, 255), byChannel(means.torch));
  return ops.divide(centred, byChannel(deviations)) as Images;
}

/**
 * Pixels from 0 to 255 as networks trained on ImageNet take them; each network's own is `applications.vgg16.preprocessInput`
 * and so on. Keras: `imagenet_utils.preprocess_input`.
 * @param args `mode`: by default `'caffe'`
 * @example applications.preprocessInput(tf.fill([1, 2, 2, 3], 255), { mode: 'tf' }).max() // 1
 */
export function preprocessInput<X extends Images>(
  x: X,
  args: PreprocessArgs & { mode?: Exclude<PreprocessMode, 'none'> } = {},
): X {
  return preprocess(x, args, 'applications.preprocessInput');
}
