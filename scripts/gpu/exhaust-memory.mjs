// What happens where a device has too little memory.

const [features, units, few] = [16, 1 << 18, 8];

/**
 * Fits a model whose hidden values take so much; throws where the error has no sizes, or the model changed. Gives the error's
 * first sentence; undefined where there is none, since a compiler may find a way with less.
 * @param {Pick<typeof import('../../lib/index.js'), 'layers' | 'sequential' | 'tf'>} library
 * @param {number} megabytes
 */
export async function exhaustMemory({ layers, sequential, tf }, megabytes) {
  const model = sequential([
    layers.dense({ units, activation: 'relu', inputShape: [features] }),
    layers.dense({ units: few }),
  ]);
  model.compile({ optimizer: 'sgd', loss: 'meanSquaredError' });
  const train = (/** @type {number} */ rows) =>
    model.fit(tf.ones([rows, features]), tf.ones([rows, few]), { batchSize: rows, epochs: 1, verbose: 0 });
  await train(few);
  const before = valuesOf(model);
  const error = await train(Math.ceil((megabytes * 1e6) / (4 * units))).then(
    () => undefined,
    (/** @type {Error} */ thrown) => thrown,
  );
  if (!error) return undefined;
  if (!/too little memory: .* MB/.test(error.message)) throw error;
  const isAsItWas = valuesOf(model).every((values, at) => Buffer.compare(values, before[at]) === 0);
  if (!isAsItWas) throw new Error('expected the weights as they were. Received: others');
  await train(few);
  return error.message.split('. ')[0];
}

/** @param {ReturnType<typeof import('../../lib/index.js').sequential>} model */
function valuesOf(model) {
  return model.getWeights().map((weight) => Buffer.from(weight.dataSync().slice().buffer));
}
