// A convolutional network for small pictures of digits, as programs for TensorFlow.js are written.
const size = 12;
const classes = 10;

function wave(shape: number[], step = 0.7, scale = 1) {
  return tf.tidy(() => {
    const count = shape.reduce((product, side) => product * side, 1);
    return tf.range(0, count).mul(step).sin().mul(scale).reshape(shape);
  });
}

function getModel() {
  const model = tf.sequential();
  model.add(
    tf.layers.conv2d({
      inputShape: [size, size, 1],
      kernelSize: 5,
      filters: 8,
      strides: 1,
      activation: 'relu',
      kernelInitializer: 'varianceScaling',
    }),
  );
  model.add(tf.layers.maxPooling2d({ poolSize: [2, 2], strides: [2, 2] }));
  model.add(
    tf.layers.conv2d({
      kernelSize: 3,
      filters: 16,
      strides: 1,
      activation: 'relu',
      kernelInitializer: 'varianceScaling',
    }),
  );
  model.add(tf.layers.flatten());
  model.add(tf.layers.dense({ units: classes, kernelInitializer: 'varianceScaling', activation: 'softmax' }));
  model.compile({
    optimizer: tf.train.sgd(0.05),
    loss: 'categoricalCrossentropy',
    metrics: ['accuracy'],
  });
  return model;
}

const images = wave([20, size, size, 1]).abs();
const labels = tf.oneHot(
  tf.tensor1d(
    Array.from({ length: 20 }, (_, i) => i % classes),
    'int32',
  ),
  classes,
);
const model = getModel();
model.setWeights(model.getWeights().map((weight) => wave(weight.shape, 1.3, 0.3)));

const history = await model.fit(images, labels, { batchSize: 5, epochs: 3, shuffle: false, verbose: 0 });
const [testLoss] = model.evaluate(images, labels, { batchSize: 10 }) as tf.Scalar[];
const result = [...(history.history.loss as number[]), testLoss!.dataSync()[0]!];
