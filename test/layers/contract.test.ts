// One contract for every layer: it builds, its output has the shape it promised, its gradients are those that
// small steps give, its configuration makes the same layer again, and a seed fixes its weights.
import { beforeAll, describe, expect, test } from 'vitest';
import type { Shape } from '../../lib/core/shape.js';
import { check } from '../../lib/gradients.js';
import type { Layer } from '../../lib/layers/base/layer.js';
import * as layers from '../../lib/layers/layers.js';
import * as random from '../../lib/random/random.js';
import { tf } from '../../lib/tf.js';
import { installOnTfjs } from '../../lib/tfjs/install.js';

beforeAll(async () => {
  await tf.setBackend('cpu');
  installOnTfjs();
});

interface Case {
  make: () => Layer;
  /** Shape of one sample; a list for layers with several inputs. */
  input: number[] | number[][];
  /** Whole numbers, and others to which no gradient flows. */
  whole?: boolean;
  /** Gradients jump where the layer's pieces meet; inputs are kept away from there. */
  spread?: boolean;
}

const pair = [[3], [3]];
const image = [6, 6, 2];
const steps = [4, 3];
/** Query and value. */
const sequences = [
  [2, 3],
  [4, 3],
];

const cases: Record<string, Case> = {
  activation: { make: () => layers.activation({ activation: 'tanh' }), input: [4] },
  lambda: { make: () => layers.lambda((x) => tf.square(x)), input: [4] },
  melSpectrogram: {
    make: () => layers.melSpectrogram({ fftLength: 8, sequenceStride: 4, numMelBins: 3, samplingRate: 60 }),
    input: [16],
  },
  reversibleEmbedding: {
    make: () => layers.reversibleEmbedding({ inputDim: 9, outputDim: 3 }),
    input: [4],
    whole: true,
  },
  stftSpectrogram: {
    make: () => layers.stftSpectrogram({ frameLength: 4, mode: 'magnitude' }),
    input: [12, 2],
  },
  adaptiveAveragePooling1d: { make: () => layers.adaptiveAveragePooling1d({ outputSize: 3 }), input: steps },
  adaptiveAveragePooling2d: {
    make: () => layers.adaptiveAveragePooling2d({ outputSize: [2, 4] }),
    input: image,
  },
  adaptiveAveragePooling3d: {
    make: () => layers.adaptiveAveragePooling3d({ outputSize: [1, 2, 3] }),
    input: [2, 3, 4, 1],
  },
  adaptiveMaxPooling1d: {
    make: () => layers.adaptiveMaxPooling1d({ outputSize: 3 }),
    input: steps,
    spread: true,
  },
  adaptiveMaxPooling2d: {
    make: () => layers.adaptiveMaxPooling2d({ outputSize: 2 }),
    input: [3, 3, 1],
    spread: true,
  },
  adaptiveMaxPooling3d: {
    make: () => layers.adaptiveMaxPooling3d({ outputSize: [1, 2, 1] }),
    input: [2, 3, 2, 1],
    spread: true,
  },
  activityRegularization: { make: () => layers.activityRegularization({ l2: 0.1 }), input: [4] },
  add: { make: () => layers.add(), input: pair },
  alphaDropout: { make: () => layers.alphaDropout(0.2), input: [4] },
  average: { make: () => layers.average(), input: pair },
  averagePooling1d: { make: () => layers.averagePooling1d(), input: steps },
  averagePooling2d: { make: () => layers.averagePooling2d(), input: image },
  averagePooling3d: { make: () => layers.averagePooling3d(), input: [2, 4, 4, 2] },
  batchNormalization: { make: () => layers.batchNormalization(), input: [4] },
  bidirectional: { make: () => layers.bidirectional({ layer: layers.lstm({ units: 2 }) }), input: steps },
  categoryEncoding: {
    make: () => layers.categoryEncoding({ numTokens: 9, outputMode: 'count' }),
    input: [3],
    whole: true,
  },
  concatenate: { make: () => layers.concatenate(), input: pair },
  conv1d: { make: () => layers.conv1d({ filters: 2, kernelSize: 2, padding: 'causal' }), input: steps },
  conv2d: {
    make: () => layers.conv2d({ filters: 3, kernelSize: 3, strides: 2, padding: 'same' }),
    input: image,
  },
  conv2dTranspose: {
    make: () => layers.conv2dTranspose({ filters: 2, kernelSize: 2, strides: 2 }),
    input: [3, 3, 2],
  },
  conv3d: { make: () => layers.conv3d({ filters: 2, kernelSize: 2 }), input: [3, 3, 3, 1] },
  conv3dTranspose: { make: () => layers.conv3dTranspose({ filters: 1, kernelSize: 2 }), input: [2, 2, 2, 1] },
  cropping2d: { make: () => layers.cropping2d({ cropping: [1, 1] }), input: image },
  dense: { make: () => layers.dense({ units: 3, activation: 'softmax' }), input: [4] },
  depthwiseConv2d: { make: () => layers.depthwiseConv2d({ kernelSize: 2 }), input: image },
  discretization: {
    make: () => layers.discretization({ binBoundaries: [2, 4.5, 7] }),
    input: [3],
    whole: true,
  },
  dot: { make: () => layers.dot({ axes: -1 }), input: pair },
  dropout: { make: () => layers.dropout(0.4), input: [4] },
  einsumDense: {
    make: () => layers.einsumDense({ equation: 'abc,cd->abd', outputShape: [null, 2], biasAxes: 'd' }),
    input: steps,
  },
  elu: { make: () => layers.elu(), input: [4] },
  embedding: { make: () => layers.embedding({ inputDim: 9, outputDim: 2 }), input: [3], whole: true },
  flatten: { make: () => layers.flatten(), input: image },
  gaussianDropout: { make: () => layers.gaussianDropout(0.2), input: [4] },
  gaussianNoise: { make: () => layers.gaussianNoise({ stddev: 0.1 }), input: [4] },
  globalAveragePooling1d: { make: () => layers.globalAveragePooling1d(), input: steps },
  globalAveragePooling2d: { make: () => layers.globalAveragePooling2d(), input: image },
  globalMaxPooling1d: { make: () => layers.globalMaxPooling1d(), input: steps, spread: true },
  globalMaxPooling2d: { make: () => layers.globalMaxPooling2d(), input: [3, 3, 1], spread: true },
  globalMinPooling2d: { make: () => layers.globalMinPooling2d(), input: [3, 3, 1], spread: true },
  'gru, reset before': {
    make: () => layers.gru({ units: 2, resetAfter: false }),
    input: steps,
  },
  gru: { make: () => layers.gru({ units: 2, returnSequences: true }), input: steps },
  groupQueryAttention: {
    make: () => layers.groupQueryAttention({ headDim: 2, numQueryHeads: 4, numKeyValueHeads: 2 }),
    input: sequences,
  },
  gruCell: { make: () => layers.gruCell({ units: 2 }), input: [[3], [2]] },
  identity: { make: () => layers.identity(), input: [4] },
  layerNormalization: { make: () => layers.layerNormalization(), input: [4] },
  leakyReLU: { make: () => layers.leakyReLU(), input: [4], spread: true },
  lstm: { make: () => layers.lstm({ units: 2 }), input: steps },
  lstmCell: { make: () => layers.lstmCell({ units: 2 }), input: [[3], [2], [2]] },
  masking: { make: () => layers.masking(), input: steps },
  maxPooling1d: { make: () => layers.maxPooling1d(), input: steps, spread: true },
  maxPooling2d: { make: () => layers.maxPooling2d(), input: [4, 4, 1], spread: true },
  maxPooling3d: { make: () => layers.maxPooling3d(), input: [2, 2, 2, 1], spread: true },
  maximum: { make: () => layers.maximum(), input: pair },
  minPooling2d: { make: () => layers.minPooling2d(), input: [4, 4, 1], spread: true },
  minimum: { make: () => layers.minimum(), input: pair },
  multiply: { make: () => layers.multiply(), input: pair },
  normalization: {
    make: () => layers.normalization({ mean: [1, 2, 3], variance: [1, 4, 9] }),
    input: steps,
  },
  permute: { make: () => layers.permute({ dims: [2, 1] }), input: steps },
  prelu: { make: () => layers.prelu({ alphaInitializer: 'ones' }), input: [4], spread: true },
  reLU: { make: () => layers.reLU(), input: [4], spread: true },
  repeatVector: { make: () => layers.repeatVector({ n: 3 }), input: [4] },
  rescaling: { make: () => layers.rescaling({ scale: 2, offset: 1 }), input: [4] },
  reshape: { make: () => layers.reshape({ targetShape: [2, null] }), input: [4] },
  separableConv2d: { make: () => layers.separableConv2d({ filters: 2, kernelSize: 2 }), input: image },
  simpleRNN: { make: () => layers.simpleRNN({ units: 2 }), input: steps },
  simpleRNNCell: { make: () => layers.simpleRNNCell({ units: 2 }), input: [[3], [2]] },
  softmax: { make: () => layers.softmax(), input: [4] },
  spatialDropout1d: { make: () => layers.spatialDropout1d(0.3), input: steps },
  stackedRNNCells: {
    make: () =>
      layers.stackedRNNCells({ cells: [layers.lstmCell({ units: 2 }), layers.simpleRNNCell({ units: 3 })] }),
    input: [[3], [2], [2], [3]],
  },
  subtract: { make: () => layers.subtract(), input: pair },
  thresholdedReLU: { make: () => layers.thresholdedReLU(), input: [4], spread: true },
  timeDistributed: {
    make: () => layers.timeDistributed({ layer: layers.dense({ units: 2 }) }),
    input: steps,
  },
  upSampling2d: { make: () => layers.upSampling2d(), input: [2, 2, 1] },
  zeroPadding2d: { make: () => layers.zeroPadding2d({ padding: 1 }), input: image },
  additiveAttention: { make: () => layers.additiveAttention(), input: sequences },
  attention: { make: () => layers.attention({ useScale: true }), input: sequences },
  conv1dTranspose: {
    make: () => layers.conv1dTranspose({ filters: 2, kernelSize: 3, strides: 2 }),
    input: steps,
  },
  convLstm1d: { make: () => layers.convLstm1d({ filters: 2, kernelSize: 2 }), input: [2, 3, 1] },
  convLstm3d: { make: () => layers.convLstm3d({ filters: 1, kernelSize: 2 }), input: [2, 2, 3, 2, 1] },
  convLstm2d: { make: () => layers.convLstm2d({ filters: 2, kernelSize: 2 }), input: [2, 3, 3, 1] },
  cropping1d: { make: () => layers.cropping1d({ cropping: [1, 0] }), input: steps },
  cropping3d: {
    make: () =>
      layers.cropping3d({
        cropping: [
          [0, 1],
          [1, 0],
          [1, 1],
        ],
      }),
    input: [2, 3, 4, 1],
  },
  depthwiseConv1d: {
    make: () => layers.depthwiseConv1d({ kernelSize: 2, depthMultiplier: 2, padding: 'same' }),
    input: steps,
  },
  globalAveragePooling3d: { make: () => layers.globalAveragePooling3d(), input: [2, 3, 2, 2] },
  globalMaxPooling3d: { make: () => layers.globalMaxPooling3d(), input: [2, 2, 2, 1], spread: true },
  groupNormalization: { make: () => layers.groupNormalization({ groups: 2 }), input: [2, 2, 4] },
  multiHeadAttention: {
    make: () => layers.multiHeadAttention({ numHeads: 2, keyDim: 2, outputShape: 4 }),
    input: sequences,
  },
  rnn: {
    make: () => layers.rnn({ cell: [layers.gruCell({ units: 3 }), layers.lstmCell({ units: 2 })] }),
    input: steps,
  },
  rmsNormalization: { make: () => layers.rmsNormalization(), input: steps },
  separableConv1d: {
    make: () => layers.separableConv1d({ filters: 2, kernelSize: 2, strides: 2 }),
    input: steps,
  },
  spatialDropout2d: { make: () => layers.spatialDropout2d(0.3), input: image },
  spatialDropout3d: { make: () => layers.spatialDropout3d(0.3), input: [2, 2, 2, 3] },
  spectralNormalization: {
    make: () => layers.spectralNormalization({ layer: layers.dense({ units: 3 }) }),
    input: [4],
  },
  unitNormalization: { make: () => layers.unitNormalization(), input: steps },
  upSampling1d: { make: () => layers.upSampling1d({ size: 3 }), input: steps },
  upSampling3d: { make: () => layers.upSampling3d({ size: [1, 2, 3] }), input: [2, 2, 1, 2] },
  zeroPadding1d: { make: () => layers.zeroPadding1d({ padding: [1, 2] }), input: steps },
  zeroPadding3d: { make: () => layers.zeroPadding3d({ padding: [0, 1, 2] }), input: [2, 1, 2, 1] },
};

/**
 * No layers, classes to extend (base-classes.test.ts), other names of one, layers of images that have a contract of their
 * own, or of texts.
 */
const elsewhere =
  /^([A-Z]|input|inputLayer|avgPool[12]d|maxPool[12]d|random|resizing|centerCrop|augMix|autoContrast|contrastLimited|cutMix|equalization|mixUp|randAugment|solarization|textVectorization|stringLookup|integerLookup|hashing|hashedCrossing)/;

test('every layer has its case', () => {
  const missing = Object.keys(layers).filter((name) => !(name in cases) && !elsewhere.test(name));
  expect(missing).toEqual([]);
});

describe.each(Object.entries(cases))('%s', (_, { make, input, whole, spread }) => {
  const shapes = (Array.isArray(input[0]) ? input : [input]) as number[][];
  const single = <T>(list: T[]): T | T[] => (list.length === 1 ? list[0]! : list);
  const data = (shape: number[]): tf.Tensor => {
    const size = shape.reduce((product, n) => product * n, 2);
    if (whole)
      return tf.tensor(
        Array.from({ length: size }, (_, i) => i % 9),
        [2, ...shape],
      );
    // Spread values lie 0.1 apart in random order, none near zero.
    const values = Array.from(random.permutation(size), (place) =>
      spread ? (place - size / 2 + 0.5) * 0.1 : 0,
    );
    return spread ? tf.tensor(values, [2, ...shape]) : random.uniform([2, ...shape], -1, 1);
  };

  /** The output; a cell's comes first, and the new states after it. */
  const outputsOf = (layer: Layer, tensors: tf.Tensor[], options = {}): tf.Tensor[] =>
    [layer.apply(single(tensors) as tf.Tensor, options)].flat();
  const arraysOf = (...given: Parameters<typeof outputsOf>): unknown[] =>
    outputsOf(...given).map((output) => output.arraySync());

  test('builds, keeps its word on shapes, and is deterministic in use', () => {
    const layer = make() as Layer & { computeOutputShape(shape: unknown): Shape | Shape[] };
    const tensors = shapes.map(data);
    const outputs = outputsOf(layer, tensors);
    const promised = layer.computeOutputShape(single(shapes.map((shape) => [2, ...shape])));
    expect(single(outputs.map((output) => output.shape))).toEqual(promised);
    expect(arraysOf(layer, tensors)).toEqual(outputs.map((output) => output.arraySync()));
    expect(layer.countParams()).toBe(layer.getWeights().reduce((sum, weight) => sum + weight.size, 0));
  });

  test('its gradients are those of small steps', () => {
    if (whole) return; // no gradient flows to whole numbers
    random.setSeed(4);
    const layer = make();
    const tensors = shapes.map(data);
    outputsOf(layer, tensors);
    const [first, ...others] = tensors;
    const through = (x: tf.Tensor): tf.Tensor =>
      tf.addN(
        outputsOf(layer, [x, ...others]).map((output) =>
          tf.sum(tf.mul(output, tf.sin(tf.reshape(tf.range(0, output.size), output.shape)))),
        ),
      );
    expect(check(through, first!).relativeError).toBeLessThan(2e-2);
  });

  test('its configuration makes the same layer again', () => {
    const layer = make();
    const tensors = shapes.map(data);
    const outputs = arraysOf(layer, tensors);
    const Class = layer.constructor as unknown as { fromConfig(cls: unknown, config: unknown): Layer };
    const again = Class.fromConfig(Class, layer.getConfig());
    outputsOf(again, tensors);
    again.setWeights(layer.getWeights());
    expect(arraysOf(again, tensors)).toEqual(outputs);
    expect(again.getConfig()).toMatchObject(layer.getConfig());
  });

  test('a seed fixes its weights and its chance', () => {
    const tensors = shapes.map(data);
    const run = (): unknown => {
      random.setSeed(9);
      const layer = make();
      const outputs = arraysOf(layer, tensors, { training: true });
      return [layer.getWeights().map((weight) => weight.arraySync()), outputs];
    };
    expect(run()).toEqual(run());
  });
});
