// Texts and measurements together, with the functional interface, as programs for TensorFlow.js are written.
function wave(shape: number[], step = 0.7, scale = 1) {
  return tf.tidy(() => {
    const count = shape.reduce((product, size) => product * size, 1);
    return tf.range(0, count).mul(step).sin().mul(scale).reshape(shape);
  });
}

const words = tf.tensor2d(
  Array.from({ length: 18 }, (_, i) => Array.from({ length: 5 }, (_, j) => (7 * i + 3 * j) % 12)),
  [18, 5],
);
const measures = wave([18, 3], 0.4);
const labels = tf.tensor2d(
  Array.from({ length: 18 }, (_, i) => i % 2),
  [18, 1],
);

const text = tf.input({ shape: [5] });
const numbers = tf.input({ shape: [3] });
const embedded = tf.layers.embedding({ inputDim: 12, outputDim: 4 }).apply(text) as tf.SymbolicTensor;
const recurrent = tf.layers
  .lstm({ units: 5, recurrentActivation: 'sigmoid' })
  .apply(embedded) as tf.SymbolicTensor;
const dense = tf.layers.dense({ units: 5, activation: 'tanh' }).apply(numbers) as tf.SymbolicTensor;
const joined = tf.layers.concatenate().apply([recurrent, dense]) as tf.SymbolicTensor;
const output = tf.layers.dense({ units: 1, activation: 'sigmoid' }).apply(joined) as tf.SymbolicTensor;
const model = tf.model({ inputs: [text, numbers], outputs: output });
model.setWeights(model.getWeights().map((weight) => wave(weight.shape, 1.3, 0.3)));
model.compile({ optimizer: tf.train.sgd(0.2), loss: 'binaryCrossentropy', metrics: ['accuracy'] });

const result: number[] = [];
for (let epoch = 0; epoch < 3; epoch++) {
  const response = await model.fit([words, measures], labels, {
    epochs: 1,
    batchSize: 6,
    shuffle: false,
    verbose: 0,
  });
  result.push(response.history.loss![0] as number);
}
const likely = model.predict([words.slice([0, 0], [4, 5]), measures.slice([0, 0], [4, 3])]) as tf.Tensor;
result.push(...likely.dataSync());
