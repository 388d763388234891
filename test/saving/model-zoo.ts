// Models that between them use every layer that Keras has too, compiled in many ways.
import * as layers from '../../lib/layers/layers.js';
import * as losses from '../../lib/losses/losses.js';
import * as metrics from '../../lib/metrics/metrics.js';
import { model as functional, sequential } from '../../lib/models/factories.js';
import * as optimizers from '../../lib/optimizers/optimizers.js';
import * as regularizers from '../../lib/regularizers/regularizers.js';
import type { Model } from '../../lib/training/model.js';
import type { CompileArgs } from '../../lib/training/steps/compile.js';

export const zoo: Record<string, { make: () => Model; compile: CompileArgs }> = {
  dense: {
    make: () =>
      sequential([
        layers.dense({
          units: 8,
          inputShape: [6],
          kernelInitializer: 'he_normal',
          kernelRegularizer: regularizers.l2(1e-4),
        }),
        layers.batchNormalization(),
        layers.activation('relu'),
        layers.dropout(0.3),
        layers.dense({ units: 3, activation: 'softmax' }),
      ]),
    compile: {
      optimizer: optimizers.nadam({ learningRate: 0.01 }),
      loss: 'categoricalCrossentropy',
      metrics: ['accuracy', metrics.auc(), metrics.precision()],
    },
  },
  picture: {
    make: () =>
      sequential([
        layers.conv2d({
          filters: 4,
          kernelSize: 3,
          padding: 'same',
          activation: 'relu',
          inputShape: [8, 8, 2],
        }),
        layers.maxPooling2d(),
        layers.depthwiseConv2d({ kernelSize: 2 }),
        layers.separableConv2d({ filters: 3, kernelSize: 2 }),
        layers.conv2dTranspose({ filters: 2, kernelSize: 2, strides: 2 }),
        layers.averagePooling2d(),
        layers.upSampling2d(),
        layers.zeroPadding2d({ padding: 1 }),
        layers.cropping2d({ cropping: [1, 1] }),
        layers.layerNormalization(),
        layers.globalAveragePooling2d(),
        layers.dense({ units: 2 }),
      ]),
    compile: { optimizer: optimizers.adam({ amsgrad: true }), loss: 'mse', metrics: ['mse', 'mae'] },
  },
  line: {
    make: () =>
      sequential([
        layers.conv1d({ filters: 4, kernelSize: 3, inputShape: [10, 2] }),
        layers.maxPooling1d(),
        layers.averagePooling1d(),
        layers.globalMaxPooling1d(),
        layers.reshape({ targetShape: [2, 2] }),
        layers.permute({ dims: [2, 1] }),
        layers.flatten(),
        layers.repeatVector({ n: 2 }),
        layers.globalAveragePooling1d(),
        layers.dense({ units: 1, activation: 'sigmoid' }),
      ]),
    compile: {
      optimizer: optimizers.rmsprop({ momentum: 0.9, centered: true }),
      loss: losses.binaryCrossentropy({ labelSmoothing: 0.1 }),
      metrics: ['accuracy'],
    },
  },
  activations: {
    make: () =>
      sequential([
        layers.dense({ units: 5, inputShape: [4], activation: 'selu' }),
        layers.reLU(),
        layers.leakyReLU(),
        layers.prelu(),
        layers.elu(),
        layers.softmax(),
        layers.gaussianNoise({ stddev: 0.1 }),
        layers.gaussianDropout(0.1),
        layers.alphaDropout(0.1),
        layers.dense({ units: 2, activation: 'leaky_relu' }),
        layers.dense({ units: 2, activation: 'hard_sigmoid' }),
        layers.dense({ units: 2, activation: 'gelu' }),
        layers.rescaling({ scale: 2, offset: 1 }),
      ]),
    compile: { optimizer: 'sgd', loss: 'mse' },
  },
  sequence: {
    make: () =>
      sequential([
        layers.embedding({ inputDim: 20, outputDim: 4, inputShape: [7] }),
        layers.spatialDropout1d(0.2),
        layers.bidirectional({ layer: layers.lstm({ units: 3, returnSequences: true }) }),
        layers.gru({ units: 3, returnSequences: true }),
        layers.timeDistributed({ layer: layers.dense({ units: 3 }) }),
        layers.simpleRNN({ units: 2 }),
        layers.dense({ units: 1 }),
      ]),
    compile: { optimizer: optimizers.sgd({ momentum: 0.9, nesterov: true }), loss: 'huber' },
  },
  volume: {
    make: () =>
      sequential([
        layers.input({ shape: [2, 3, 2, 4] }),
        layers.upSampling3d({ size: [1, 2, 2] }),
        layers.zeroPadding3d({ padding: [0, 1, 1] }),
        layers.spatialDropout3d(0.1),
        layers.cropping3d({
          cropping: [
            [0, 0],
            [1, 2],
            [0, 1],
          ],
        }),
        layers.groupNormalization({ groups: 2 }),
        layers.conv3d({ filters: 4, kernelSize: 2 }),
        layers.globalMaxPooling3d(),
        layers.unitNormalization(),
        layers.dense({ units: 1 }),
      ]),
    compile: { optimizer: optimizers.sgd({ learningRate: 1, momentum: 0 }), loss: 'mse' },
  },
  clips: {
    make: () =>
      sequential([
        layers.convLstm2d({ filters: 2, kernelSize: 2, returnSequences: true, inputShape: [3, 4, 4, 1] }),
        layers.globalAveragePooling3d(),
        layers.reshape({ targetShape: [1, 2, 1] }),
        layers.spatialDropout2d(0.1),
        layers.flatten(),
        layers.dense({ units: 1 }),
      ]),
    compile: { optimizer: optimizers.ftrl({ beta: 1 }), loss: 'mse' },
  },
  longLine: {
    make: () =>
      sequential([
        layers.separableConv1d({ filters: 4, kernelSize: 3, padding: 'same', inputShape: [8, 2] }),
        layers.upSampling1d({ size: 2 }),
        layers.depthwiseConv1d({ kernelSize: 3, depthMultiplier: 2, activation: 'relu' }),
        layers.rmsNormalization(),
        layers.conv1dTranspose({ filters: 3, kernelSize: 3, strides: 2, padding: 'same' }),
        layers.zeroPadding1d({ padding: [2, 1] }),
        layers.cropping1d({ cropping: [1, 1] }),
        layers.globalAveragePooling1d(),
        layers.dense({ units: 1 }),
      ]),
    compile: { optimizer: optimizers.adafactor(), loss: 'mse' },
  },
  transformer: {
    make: () => {
      const [x, other] = [layers.input({ shape: [5, 8] }), layers.input({ shape: [3, 8] })];
      const own = layers.multiHeadAttention({ numHeads: 2, keyDim: 3 }).apply([x, x]);
      const mixed = layers.layerNormalization().apply(layers.add().apply([x, own]));
      const across = layers.attention({ useScale: true }).apply([mixed, other]);
      const summed = layers.additiveAttention().apply([across, other, other]);
      const flat = layers.globalAveragePooling1d().apply(summed);
      return functional({ inputs: [x, other], outputs: layers.dense({ units: 2 }).apply(flat) });
    },
    compile: { optimizer: optimizers.lion(), loss: 'mse' },
  },
  graph: {
    make: () => {
      const [a, b] = [layers.input({ shape: [4] }), layers.input({ shape: [4] })];
      const shared = layers.dense({ units: 4 });
      const pair = [shared.apply(a), shared.apply(b)];
      const inner = sequential([layers.dense({ units: 4, activation: 'tanh', inputShape: [4] })]);
      const joins = [
        layers.add(),
        layers.subtract(),
        layers.multiply(),
        layers.average(),
        layers.maximum(),
        layers.minimum(),
        layers.concatenate(),
        layers.dot({ axes: -1 }),
      ].map((join) => join.apply(pair));
      const left = layers.concatenate().apply(joins);
      const right = layers.dense({ units: 2, activation: 'softmax' }).apply(inner.apply(pair[0]!));
      return functional({ inputs: [a, b], outputs: [left, right] });
    },
    compile: {
      optimizer: optimizers.adam({
        learningRate: optimizers.schedules.exponentialDecay({
          initialLearningRate: 0.01,
          decaySteps: 10,
          decayRate: 0.5,
        }),
      }),
      loss: ['mse', 'categorical_crossentropy'],
      metrics: [['mae'], ['accuracy']],
      lossWeights: [1, 0.5],
    },
  },
};
