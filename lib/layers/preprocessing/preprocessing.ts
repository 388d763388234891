// `layers.randomFlip(…)` and its siblings: Keras' layers that prepare data inside the network. The random ones
// change images in training only, each image in its own way; `random.setSeed` fixes what they draw.

export { contrastLimitedAdaptiveHistogramEqualization } from './augment/clahe.js';
export {
  randomColorDegeneration,
  randomGrayscale,
  randomHue,
  randomInvert,
  randomSaturation,
  type ShareArgs,
} from './augment/colors.js';
export { type RandomErasingArgs, randomErasing } from './augment/erasing.js';
export {
  type AugMixArgs,
  augMix,
  type RandAugmentArgs,
  type RandomColorJitterArgs,
  randAugment,
  randomColorJitter,
} from './augment/many.js';
export { cutMix, type LabelledImages, type MixingLayer, mixUp } from './augment/mixing.js';
export { type RandomPerspectiveArgs, randomPerspective } from './augment/perspective.js';
export { randomGaussianBlur, randomSharpness } from './augment/sharpness.js';
export {
  autoContrast,
  equalization,
  randomPosterization,
  solarization,
  type TonesArgs,
} from './augment/tones.js';
export { type CategoryEncodingArgs, categoryEncoding } from './category-encoding.js';
export { type DiscretizationArgs, type DiscretizationLayer, discretization } from './discretization.js';
export type { CategoryMode } from './encode-categories.js';
export type { RandomImageArgs } from './image-layer.js';
export {
  type HashedCrossingArgs,
  type HashedCrossingLayer,
  hashedCrossing,
} from './lookup/hashed-crossing.js';
export { type HashingArgs, type HashingLayer, hashing } from './lookup/hashing.js';
export type { VocabularyLayer } from './lookup/lookup-layer.js';
export type { LookupArgs } from './lookup/lookup-options.js';
export { type IntegerLookupArgs, integerLookup, stringLookup } from './lookup/string-lookup.js';
export type { Texts, WholeNumbers } from './lookup/text-data.js';
export { type TextVectorizationArgs, textVectorization } from './lookup/text-vectorization.js';
export {
  type NormalizationLayer,
  type NormalizationLayerArgs,
  type Numbers,
  normalization,
} from './normalization.js';
export {
  type RandomBrightnessArgs,
  type RandomContrastArgs,
  randomBrightness,
  randomContrast,
  type ValueRangeArgs,
} from './random-colors.js';
export { type RandomCropArgs, randomCrop } from './random-crop.js';
export { type RandomFlipArgs, randomFlip } from './random-flip.js';
export {
  type RandomRotationArgs,
  type RandomShearArgs,
  type RandomTranslationArgs,
  type RandomZoomArgs,
  randomRotation,
  randomShear,
  randomTranslation,
  randomZoom,
} from './random-geometry.js';
export type { ResizeMethod } from './resize.js';
export { centerCrop, type ResizingArgs, resizing, type SizeArgs } from './sizes.js';
export {
  type MelSpectrogramArgs,
  melSpectrogram,
  type STFTSpectrogramArgs,
  stftSpectrogram,
} from './spectrogram.js';
