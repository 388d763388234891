// `applications.mobileNetV2(…)` and its siblings: Keras' networks for images, with weights trained on ImageNet.
export type { Application, ApplicationArgs } from './application.js';
export {
  type ConvNeXtArgs,
  convNeXtBase,
  convNeXtLarge,
  convNeXtSmall,
  convNeXtTiny,
  convNeXtXLarge,
} from './convnext.js';
export { type ClassScore, type ClassScores, decodePredictions } from './decode-predictions.js';
export { denseNet121, denseNet169, denseNet201 } from './densenet.js';
export {
  efficientNetB0,
  efficientNetB1,
  efficientNetB2,
  efficientNetB3,
  efficientNetB4,
  efficientNetB5,
  efficientNetB6,
  efficientNetB7,
} from './efficientnet.js';
export {
  type EfficientNetV2Args,
  efficientNetV2B0,
  efficientNetV2B1,
  efficientNetV2B2,
  efficientNetV2B3,
  efficientNetV2L,
  efficientNetV2M,
  efficientNetV2S,
} from './efficientnet-v2.js';
export { inceptionResNetV2 } from './inception-resnet-v2.js';
export { inceptionV3 } from './inception-v3.js';
export { type MobileNetArgs, mobileNet } from './mobilenet.js';
export { type MobileNetV2Args, mobileNetV2 } from './mobilenet-v2.js';
export { type MobileNetV3Args, mobileNetV3Large, mobileNetV3Small } from './mobilenet-v3.js';
export { nasNetLarge, nasNetMobile } from './nasnet.js';
export { type PreprocessArgs, preprocessInput } from './preprocess-input.js';
export { resNet50, resNet50V2, resNet101, resNet101V2, resNet152, resNet152V2 } from './resnet.js';
export { vgg16, vgg19 } from './vgg.js';
export { xception } from './xception.js';
