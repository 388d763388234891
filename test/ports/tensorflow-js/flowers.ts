// A classifier of flowers by four measurements, as programs for TensorFlow.js are written.
function wave(shape: number[], step = 0.7, scale = 1) {
  const count = shape.reduce((product, size) => product * size, 1);
  return tf.range(0, count).mul(step).sin().mul(scale).reshape(shape);
}

const xTrain = wave([30, 4]);
const labels = Array.from({ length: 30 }, (_, i) => i % 3);
const yTrain = tf.oneHot(tf.tensor1d(labels, 'int32'), 3);
const xTest = xTrain.slice([0, 0], [9, 4]);
const yTest = yTrain.slice([0, 0], [9, 3]);

const model = tf.sequential();
model.add(tf.layers.dense({ units: 10, activation: 'sigmoid', inputShape: [xTrain.shape[1]!] }));
model.add(tf.layers.dense({ units: 3, activation: 'softmax' }));
model.setWeights(model.getWeights().map((weight) => wave(weight.shape, 1.3, 0.3)));

const optimizer = tf.train.adam(0.01);
model.compile({ optimizer, loss: 'categoricalCrossentropy', metrics: ['accuracy'] });

const losses: number[] = [];
const history = await model.fit(xTrain, yTrain, {
  epochs: 4,
  batchSize: 6,
  shuffle: false,
  verbose: 0,
  validationData: [xTest, yTest],
  callbacks: {
    onEpochEnd: async (_epoch, logs) => {
      losses.push(logs!.val_loss as number);
      await tf.nextFrame();
    },
  },
});

const predictions = model.predict(xTest) as tf.Tensor;
const right = tf.tidy(() => predictions.argMax(-1).equal(yTest.argMax(-1)).sum().dataSync()[0]!);
const result = [...(history.history.loss as number[]), ...losses, right];
