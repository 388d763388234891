// A cubic curve fitted by hand with variables and an optimizer, as programs for TensorFlow.js are written.
const a = tf.variable(tf.scalar(0.3));
const b = tf.variable(tf.scalar(-0.4));
const c = tf.variable(tf.scalar(0.1));
const d = tf.variable(tf.scalar(0.2));

function predict(x: tf.Tensor): tf.Tensor {
  return tf.tidy(() =>
    a
      .mul(x.pow(tf.scalar(3, 'int32')))
      .add(b.mul(x.square()))
      .add(c.mul(x))
      .add(d),
  );
}

function loss(prediction: tf.Tensor, labels: tf.Tensor): tf.Scalar {
  return prediction.sub(labels).square().mean() as tf.Scalar;
}

const xs = tf.range(0, 20).mul(0.7).sin();
const ys = tf.tidy(() => xs.pow(3).mul(0.8).sub(xs.square().mul(0.2)).add(xs.mul(0.9)).add(0.5));
const optimizer = tf.train.sgd(0.5);
const result: number[] = [];
for (let step = 0; step < 8; step++) {
  const cost = optimizer.minimize(() => loss(predict(xs), ys), true, [a, b, c, d]);
  result.push((await cost!.data())[0]!);
  cost!.dispose();
  await tf.nextFrame();
}
for (const variable of [a, b, c, d]) result.push(variable.dataSync()[0]!);
