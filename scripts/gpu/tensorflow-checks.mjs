// What must hold where TensorFlow's own library computes on a GPU: that it is used, that its results are those of plain
// JavaScript within float32's precision (on newer cards products are rounded to TF32), that networks learn.

/** @typedef {typeof import('../../lib/index.js')} Library */
/** @typedef {{ title: string, run: (library: Library) => Promise<string> }} Check */

/** @type {Check[]} */
const checks = [
  { title: 'TensorFlow computes on the GPU', run: device },
  { title: 'a product of matrices is that of plain JavaScript', run: product },
  { title: 'a convolution is that of plain JavaScript', run: convolution },
  { title: 'a dense network learns', run: dense },
  { title: 'a convolutional network learns', run: convolutional },
];

export const titles = checks.map(({ title }) => title);

/**
 * @param {Library} library
 * @returns {Promise<number>} exit code
 */
export async function checkAll(library) {
  let failed = 0;
  for (const { title, run } of checks) {
    try {
      console.log(`✓ ${title}: ${await run(library)}`);
    } catch (error) {
      failed += 1;
      console.log(`✗ ${title}: ${/** @type {Error} */ (error).message}`);
    }
  }
  return failed === 0 ? 0 : 1;
}

/** @param {Library} library */
async function device({ engineInfo }) {
  const { backend, device: name, version, reason } = engineInfo();
  if (name.startsWith('GPU')) return `${backend} ${version} on ${name}`;
  throw new Error(
    `it is ${backend} on ${name}${reason ? `, since ${reason}` : ''}; \`tensorcell doctor\` says why`,
  );
}

/** @param {Library} library */
async function product({ tf }) {
  const [rows, inner, columns] = [33, 47, 29];
  const a = values(rows * inner);
  const b = values(inner * columns);
  const expected = Array.from({ length: rows * columns }, (_, at) => {
    const [row, column] = [Math.floor(at / columns), at % columns];
    return sum(inner, (k) => a[row * inner + k] * b[k * columns + column]);
  });
  const result = tf.matMul(tf.tensor2d(a, [rows, inner]), tf.tensor2d(b, [inner, columns]));
  return agree(await result.data(), expected);
}

/** @param {Library} library */
async function convolution({ tf }) {
  const [size, depth, filters, kernel] = [11, 3, 4, 3];
  const image = values(size * size * depth);
  const weights = values(kernel * kernel * depth * filters);
  const out = size - kernel + 1;
  const expected = Array.from({ length: out * out * filters }, (_, at) => {
    const [y, x, filter] = [Math.floor(at / filters / out), Math.floor(at / filters) % out, at % filters];
    return sum(kernel * kernel * depth, (k) => {
      const [dy, dx, d] = [Math.floor(k / depth / kernel), Math.floor(k / depth) % kernel, k % depth];
      return image[((y + dy) * size + x + dx) * depth + d] * weights[k * filters + filter];
    });
  });
  const result = tf.conv2d(
    tf.tensor4d(image, [1, size, size, depth]),
    tf.tensor4d(weights, [kernel, kernel, depth, filters]),
    1,
    'valid',
  );
  return agree(await result.data(), expected);
}

/** @param {Library} library */
function dense({ layers, sequential, tf }) {
  const model = sequential([
    layers.dense({ units: 16, activation: 'tanh', inputShape: [8] }),
    layers.dense({ units: 1, activation: 'sigmoid' }),
  ]);
  const x = tf.tensor2d(values(256 * 8), [256, 8]);
  return learns(model, x, x.sum(1, true).greater(0).toFloat());
}

/** @param {Library} library */
function convolutional({ layers, sequential, tf }) {
  const model = sequential([
    layers.conv2d({ filters: 8, kernelSize: 3, activation: 'relu', inputShape: [12, 12, 1] }),
    layers.maxPooling2d({ poolSize: 2 }),
    layers.flatten(),
    layers.dense({ units: 1, activation: 'sigmoid' }),
  ]);
  const x = tf.tensor4d(values(256 * 144), [256, 12, 12, 1]);
  const y = x.mean([1, 2]).greater(0).toFloat();
  return learns(model, x, /** @type {any} */ (y));
}

/**
 * @param {ReturnType<Library['sequential']>} model
 * @param {import('../../lib/index.js').tf.Tensor} x
 * @param {import('../../lib/index.js').tf.Tensor} y
 */
async function learns(model, x, y) {
  model.compile({ optimizer: 'adam', loss: 'binaryCrossentropy' });
  const { history } = await model.fit(x, y, { epochs: 30, batchSize: 32, verbose: 0 });
  const [first, last] = [history.loss[0], history.loss[history.loss.length - 1]];
  if (last < 0.8 * first) return `loss from ${first.toFixed(3)} to ${last.toFixed(3)}`;
  throw new Error(`expected a loss below 0.8 of the first. Received: from ${first} to ${last}`);
}

/**
 * The same values every time, between -1 and 1.
 * @param {number} count
 */
const values = (count) => Float32Array.from({ length: count }, (_, at) => Math.sin(at * at * 0.7 + at));

/**
 * @param {number} count
 * @param {(at: number) => number} term
 */
function sum(count, term) {
  let total = 0;
  for (let at = 0; at < count; at++) total += term(at);
  return total;
}

/**
 * @param {ArrayLike<number>} received
 * @param {number[]} expected
 */
function agree(received, expected) {
  const most = Math.max(...expected.map((value, at) => Math.abs(value - received[at])));
  if (received.length === expected.length && most < 2e-2) return `within ${most.toExponential(1)}`;
  throw new Error(`expected a difference below 0.02. Received: ${most}`);
}
