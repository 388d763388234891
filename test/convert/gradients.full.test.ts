// Tapes, converted and run: gradients are those that TensorFlow gives for the same lines.
import { describeAsInPython, type PythonProgram } from './run-in-python.js';

const head = 'import numpy as np\nimport tensorflow as tf\nfrom tensorflow import keras\n';
const program = (python: string, ...names: string[]): PythonProgram => ({ python: head + python, names });

const programs: Record<string, PythonProgram> = {
  'of several numbers: that of their sum, while the numbers stay': program(
    `
x = tf.Variable([[1.0, 2.0], [3.0, 4.0]])
w = tf.Variable([0.5, -1.0])
with tf.GradientTape() as tape:
    y = x * x * w
of_x, of_w = tape.gradient(y, [x, w])
with tf.GradientTape() as tape:
    z = tf.reduce_sum(x * w, axis=1)
h = tape.gradient(z, w)
with tf.GradientTape() as tape:
    loss = tf.reduce_mean(x)
k = tape.gradient(loss, x)
seen = [y, z, loss]
`,
    ...['seen', 'of_x', 'of_w', 'h', 'k'],
  ),
  'in a loop, whose last values are used after it': program(
    `
w = tf.Variable(2.0)
seen = []
for epoch in range(3):
    for x in [1.0, 2.0]:
        with tf.GradientTape() as tape:
            y = w * x
            loss = (y - 1.0) ** 2
        grads = tape.gradient(loss, w)
        w.assign_sub(0.1 * grads)
    seen.append([loss, y, grads])
`,
    ...['seen', 'w'],
  ),
  'of two tapes at once, with two optimizers': program(
    `
entropy = keras.losses.BinaryCrossentropy(from_logits=True)
start = keras.initializers.Constant(0.1)
generator = keras.Sequential([keras.Input((2,)), keras.layers.Dense(3, activation="tanh", kernel_initializer=start)])
discriminator = keras.Sequential([keras.Input((3,)), keras.layers.Dense(1, kernel_initializer=start)])
def generator_loss(fake_output):
    return entropy(tf.ones_like(fake_output), fake_output)
def discriminator_loss(real_output, fake_output):
    return entropy(tf.ones_like(real_output), real_output) + entropy(tf.zeros_like(fake_output), fake_output)
g_opt = keras.optimizers.SGD(0.1)
d_opt = keras.optimizers.SGD(0.1)
@tf.function
def train_step(images, noise):
    with tf.GradientTape() as gen_tape, tf.GradientTape() as disc_tape:
        generated = generator(noise, training=True)
        real_output = discriminator(images, training=True)
        fake_output = discriminator(generated, training=True)
        gen_loss = generator_loss(fake_output)
        disc_loss = discriminator_loss(real_output, fake_output)
    of_generator = gen_tape.gradient(gen_loss, generator.trainable_variables)
    of_discriminator = disc_tape.gradient(disc_loss, discriminator.trainable_variables)
    g_opt.apply_gradients(zip(of_generator, generator.trainable_variables))
    d_opt.apply_gradients(zip(of_discriminator, discriminator.trainable_variables))
    return gen_loss, disc_loss
seen = []
for i in range(3):
    a, b = train_step(tf.ones((4, 3)), tf.constant([[1.0, 2.0], [0.5, -1.0]]))
    seen.append([a, b])
made = generator(tf.constant([[1.0, 2.0]]))
told = discriminator(made)
`,
    ...['seen', 'made', 'told'],
  ),
  'of a persistent tape, where a variable is changed between': program(
    `
x = tf.Variable([1.0, 2.0])
with tf.GradientTape(persistent=True) as tape:
    y = x * x
    z = y * y
dy = tape.gradient(y, x)
x.assign_sub(dy)
dz = tape.gradient(z, x)
del tape
`,
    ...['dy', 'dz', 'x'],
  ),
  'of a gradient: the second derivative': program(
    `
x = tf.Variable([1.0, 2.0])
with tf.GradientTape() as outer:
    with tf.GradientTape() as inner:
        y = x * x * x
    first = inner.gradient(y, x)
second = outer.gradient(first, x)
p = tf.constant([1.0, 2.0])
with tf.GradientTape() as outer:
    outer.watch(p)
    with tf.GradientTape() as inner:
        inner.watch(p)
        q = p * p * p
    once = inner.gradient(q, p)
twice = outer.gradient(once, p)
seen = [y, first]
`,
    ...['seen', 'second', 'twice'],
  ),
};

describeAsInPython('gradients', programs);
