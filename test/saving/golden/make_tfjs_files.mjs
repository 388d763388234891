// @ts-nocheck Run by node as it is, on real TensorFlow.js.
// Models as real TensorFlow.js saves them, with what they give: node make_tfjs_files.mjs
import { writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join } from 'node:path';

const tf = createRequire(import.meta.url)('@tensorflow/tfjs');
await tf.setBackend('cpu');
const { layers } = tf;

const models = {
  sequence: () =>
    tf.sequential({
      layers: [
        layers.embedding({ inputDim: 7, outputDim: 3, inputLength: 4, maskZero: true }),
        layers.bidirectional({
          layer: layers.lstm({ units: 2, returnSequences: true }),
          mergeMode: 'concat',
        }),
        layers.timeDistributed({ layer: layers.dense({ units: 3 }) }),
        layers.gru({ units: 2, returnSequences: true }),
        layers.rnn({ cell: [layers.lstmCell({ units: 2 }), layers.gruCell({ units: 3 })] }),
        layers.dense({ units: 2, activation: 'hardSigmoid' }),
        layers.batchNormalization(),
        layers.layerNormalization(),
        layers.prelu(),
      ],
    }),
  images: () =>
    tf.sequential({
      layers: [
        layers.conv2d({
          filters: 2,
          kernelSize: 2,
          inputShape: [8, 8, 2],
          activation: 'relu6',
          kernelRegularizer: tf.regularizers.l2({ l2: 0.1 }),
        }),
        layers.depthwiseConv2d({ kernelSize: 2 }),
        layers.separableConv2d({ filters: 2, kernelSize: 2 }),
        layers.conv2dTranspose({ filters: 2, kernelSize: 2 }),
        layers.leakyReLU({ alpha: 0.2 }),
        layers.maxPooling2d({ poolSize: 2 }),
        layers.upSampling2d({ size: [2, 2] }),
        layers.zeroPadding2d({ padding: [[1, 0], [0, 1]] }),
        layers.cropping2D({ cropping: [[1, 0], [0, 1]] }),
        layers.dropout({ rate: 0.3 }),
        layers.flatten(),
        layers.thresholdedReLU({ theta: 0.1 }),
        layers.dense({ units: 3, activation: 'softmax', kernelConstraint: tf.constraints.maxNorm({ maxValue: 2 }) }),
      ],
    }),
  nested: () => {
    const dense = () => layers.dense({ units: 2, inputShape: [3] });
    const block = tf.sequential({ name: 'block', layers: [dense(), layers.batchNormalization(), layers.dense({ units: 2 })] });
    const inside = tf.input({ shape: [3] });
    const twice = tf.model({ inputs: inside, outputs: layers.dense({ units: 3 }).apply(inside), name: 'twice' });
    const [x, frames] = [tf.input({ shape: [3] }), tf.input({ shape: [2, 3] })];
    const y = block.apply(twice.apply(twice.apply(x)));
    const each = layers.timeDistributed({ layer: tf.sequential({ name: 'each', layers: [dense()] }) });
    const joins = [layers.add(), layers.average(), layers.maximum(), layers.multiply()].map((join) => join.apply([y, y]));
    const outputs = [y, each.apply(frames), layers.concatenate().apply([...joins, x])];
    return tf.model({ inputs: [x, frames], outputs });
  },
  states: () => {
    const x = tf.input({ shape: [4, 2] });
    const [y, h, c] = layers.lstm({ units: 2, returnState: true, returnSequences: true }).apply(x);
    return tf.model({ inputs: x, outputs: layers.lstm({ units: 2 }).apply([y, h, c]) });
  },
};

const numbers = (shape, shift) =>
  tf.tensor(
    Array.from({ length: shape.reduce((a, b) => a * b, 1) }, (_, i) => Math.sin(1 + i * 0.7 + shift)),
    shape,
  );

const expected = {};
for (const [name, make] of Object.entries(models)) {
  const model = make();
  model.setWeights(model.getWeights().map((weight, i) => tf.mul(numbers(weight.shape, i), 0.5)));
  for (const weight of model.layers.flatMap((layer) => layer.weights)) {
    if (/variance/.test(weight.name)) weight.write(tf.add(tf.abs(weight.read()), 0.5));
  }
  const x = model.inputs.map(({ shape }, i) => {
    const values = numbers([3, ...shape.slice(1)], i);
    return name === 'sequence' ? tf.floor(tf.mul(tf.abs(values), 6)) : values;
  });
  const y = [model.predict(x.length === 1 ? x[0] : x)].flat();
  const handler = tf.io.withSaveHandler(async ({ modelTopology, weightSpecs, weightData, format, generatedBy }) => {
    expected[name] = {
      json: { modelTopology, format, generatedBy, weightsManifest: [{ paths: ['weights.bin'], weights: weightSpecs }] },
      weights: Buffer.from(tf.io.CompositeArrayBuffer.join(weightData)).toString('base64'),
      x: x.map((tensor) => tensor.arraySync()),
      y: y.map((tensor) => tensor.arraySync()),
      parameters: model.countParams(),
    };
    return {};
  });
  await model.save(handler);
}
writeFileSync(join(import.meta.dirname, 'tfjs-files.json'), JSON.stringify(expected));
