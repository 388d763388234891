// `layers.dense(…)` and its siblings: Keras' layers with Keras' defaults.
import '../initializers/register.js';
import './causal.js';
import './missing-gradients.js';
import './up-sampling.js';

export { elu, leakyReLU, prelu, reLU, softmax, thresholdedReLU } from './activation-layers.js';
export type { ActivationName } from './activations.js';
export type { Constraining, Initializing, KernelArgs, LayerArgs, Regularizing } from './args.js';
export { alphaDropout, dropout, gaussianDropout, gaussianNoise, spatialDropout1d } from './chance.js';
export type { ConvolutionArgs, DataFormat, DepthwiseArgs, Padding } from './convolution.js';
export {
  conv1d,
  conv2d,
  conv2dTranspose,
  conv3d,
  conv3dTranspose,
  cropping2d,
  depthwiseConv2d,
  separableConv2d,
  upSampling2d,
  zeroPadding2d,
} from './convolution.js';
export {
  activation,
  dense,
  embedding,
  flatten,
  input,
  inputLayer,
  masking,
  permute,
  repeatVector,
  rescaling,
  reshape,
} from './core.js';
export type { Layer, LayerWeight } from './layer.js';
export { add, average, concatenate, dot, maximum, minimum, multiply, subtract } from './merge.js';
export type { NormalizationArgs } from './normalization.js';
export { batchNormalization, layerNormalization } from './normalization.js';
export type { PoolingArgs } from './pooling.js';
export {
  averagePooling1d,
  averagePooling2d,
  averagePooling3d,
  avgPool1d,
  avgPool2d,
  globalAveragePooling1d,
  globalAveragePooling2d,
  globalMaxPooling1d,
  globalMaxPooling2d,
  globalMinPooling2d,
  maxPool1d,
  maxPool2d,
  maxPooling1d,
  maxPooling2d,
  maxPooling3d,
  minPooling2d,
} from './pooling.js';
export {
  centerCrop,
  randomBrightness,
  randomContrast,
  randomFlip,
  randomRotation,
  randomTranslation,
  randomZoom,
  resizing,
} from './preprocessing/preprocessing.js';
export type { RandomBrightnessArgs, RandomContrastArgs } from './preprocessing/random-colors.js';
export type {
  RandomFlipArgs,
  RandomRotationArgs,
  RandomTranslationArgs,
  RandomZoomArgs,
} from './preprocessing/random-geometry.js';
export type { ResizingArgs, SizeArgs } from './preprocessing/sizes.js';
export type { RecurrentArgs } from './recurrent.js';
export { bidirectional, gru, lstm, simpleRNN, timeDistributed } from './recurrent.js';
