import numpy as np
import tensorflow as tf

xs = np.sin(0.7 * np.arange(20)).astype("float32")
ys = (0.8 * xs**3 - 0.2 * xs**2 + 0.9 * xs + 0.5).astype("float32")
a, b, c, d = [tf.Variable(value) for value in (0.3, -0.4, 0.1, 0.2)]
result = []
for step in range(8):
    with tf.GradientTape() as tape:
        predicted = a * xs**3 + b * xs**2 + c * xs + d
        loss = tf.reduce_mean(tf.square(predicted - ys))
    for variable, gradient in zip((a, b, c, d), tape.gradient(loss, [a, b, c, d])):
        variable.assign_sub(0.5 * gradient)
    result.append(float(loss))
result += [float(value) for value in (a, b, c, d)]
