// Computes with each model file what Keras computed with it, and compares. Runs as a child of run.mjs, which survives
// what it does not.
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';

/** @import { Arrays, Case, Computed, Kind, Numbers, Outcome } from './cases.js' */
/** @typedef {import('../../lib/index.js').Model} Model */

/** How far results may be apart, as a share of their size. */
const LIMITS = { predictions: 1e-5, evaluation: 1e-3, history: 1e-3, weights: 1e-3 };
/** How many times as far as a change of each weight by a millionth moves Keras' own results. */
const SHAKY = 100;

const [, , library = '', ...folders] = process.argv;
/** @type {typeof import('../../lib/index.js')} */
const { loadModel, tf } = await import(library);
const tell = /** @type {(message: object) => void} */ (process.send?.bind(process));

/** What the library had to say about the model, such as why it was not compiled. */
let notices = '';
console.warn = (...words) => {
  notices += ` (${words.join(' ')})`;
};

for (const folder of folders) {
  notices = '';
  tell({ begin: folder });
  tell({ folder, ...(await outcomeOf(folder)) });
}
process.disconnect?.();

/**
 * `equal`, `refused`, `wrong` or `crashed`, and why.
 * @param {string} folder
 * @returns {Promise<Omit<Outcome, 'folder'>>}
 */
async function outcomeOf(folder) {
  /** @type {Case} */
  const one = JSON.parse(await readFile(join(folder, 'case.json'), 'utf8'));
  const about = { layers: one.layers, optimizer: one.optimizer, file: one.file };
  const stage = { name: 'load' };
  let model;
  try {
    model = await loadModel(join(folder, one.file));
    if (one.weightsFile) await model.loadWeights(join(folder, one.weightsFile));
    const found = differences(one, await computed(model, one, stage));
    return { ...about, outcome: found.length === 0 ? 'equal' : 'wrong', reason: found.join('; ') };
  } catch (thrown) {
    const error = /** @type {Error} */ (thrown);
    const reason = `${stage.name}: ${error?.message ?? error}${notices}`.replaceAll(folder, '…');
    if (isRefusal(error)) return { ...about, outcome: 'refused', reason };
    return { ...about, outcome: 'crashed', reason: `${reason}\n${error?.stack ?? ''}` };
  } finally {
    model?.dispose();
    tf.disposeVariables();
  }
}

/**
 * Whether somebody thought of it: an error in words, not one that JavaScript or TensorFlow came upon.
 * @param {Error} error
 */
function isRefusal(error) {
  const isPlain = error?.constructor === Error || error?.constructor === RangeError;
  return (
    isPlain && !/undefined|null \(|is not a function|call stack|Invalid array|Kernel '/.test(error.message)
  );
}

/**
 * @param {Model} model
 * @param {Case} one
 * @param {{ name: string }} stage what is being done, for messages
 * @returns {Promise<Computed>}
 */
async function computed(model, one, stage) {
  const { batchSize, epochs } = one;
  const [x, y] = [tensorsOf(one.inputs), tensorsOf(one.targets)];
  const weighted = one.sampleWeight ? { sampleWeight: listOf(one.sampleWeight) } : {};
  stage.name = 'predict';
  const predictions = model.predictAll(x, { batchSize }).map((output) => output.dataSync());
  stage.name = 'evaluate';
  const evaluation = { ...(await model.evaluate(x, y, { batchSize, ...weighted })) };
  if (!one.trained) return { predictions, evaluation };
  stage.name = 'fit';
  const classWeight = one.classWeight ? { classWeight: one.classWeight } : {};
  /** @type {import('../../lib/index.js').FitArgs} */
  const args = { epochs, batchSize, shuffle: false, verbose: 0, ...weighted, ...classWeight };
  const { history } = await model.fit(x, y, args);
  return { predictions, evaluation, history, weights: model.getWeights() };
}

/** @param {Numbers} numbers */
function tensor({ shape, dtype, values }) {
  return tf.tensor(values, shape, dtype === 'float32' || dtype === 'string' ? dtype : 'int32');
}

/** @param {Arrays} arrays */
function tensorsOf({ single, list, byName = {} }) {
  if (single) return tensor(single);
  if (list) return list.map(tensor);
  return Object.fromEntries(Object.entries(byName).map(([name, one]) => [name, tensor(one)]));
}

/**
 * Arrays in the order of the outputs, whatever their form; one by itself.
 * @param {Arrays} arrays
 */
function listOf({ single, list, byName = {} }) {
  return single ? tensor(single) : (list ?? Object.values(byName)).map(tensor);
}

/**
 * What differs, in words.
 * @param {Case} one
 * @param {Computed} ours
 */
function differences(one, ours) {
  return [
    ...predictionsApart(one, ours),
    ...namedApart('evaluation', one, ours),
    ...(one.trained ? [...namedApart('history', one, ours), ...weightsApart(one, ours)] : []),
  ];
}

/**
 * @param {Kind} kind
 * @param {Case} one
 */
function limitOf(kind, { sensitivity }) {
  return Math.max(LIMITS[kind], SHAKY * (sensitivity?.[kind] ?? 0));
}

/**
 * @param {Case} one
 * @param {Computed} ours
 */
function predictionsApart(one, { predictions }) {
  const { single, list, byName = {} } = one.predictions;
  const wanted = single ? [single] : (list ?? Object.values(byName));
  if (wanted.length !== predictions.length)
    return [`${predictions.length} outputs instead of ${wanted.length}`];
  return wanted.flatMap(({ values }, i) =>
    apart(`prediction ${i}`, predictions[i] ?? [], values, limitOf('predictions', one)),
  );
}

/**
 * @param {'evaluation' | 'history'} kind
 * @param {Case} one
 * @param {Computed} ours
 */
function namedApart(kind, one, ours) {
  const [wanted, given] = [one[kind], ours[kind] ?? {}];
  const missing = Object.keys(wanted).filter((key) => !(key in given));
  const added = Object.keys(given).filter((key) => !(key in wanted));
  const named = [
    ...(missing.length > 0 ? [`${kind} lacks ${missing}`] : []),
    ...(added.length > 0 ? [`${kind} has ${added}`] : []),
  ];
  const shared = Object.keys(wanted).filter((key) => key in given);
  return [
    ...named,
    ...shared.flatMap((key) =>
      apart(`${kind} ${key}`, [given[key]].flat(), wanted[key] ?? [], limitOf(kind, one)),
    ),
  ];
}

/**
 * @param {Case} one
 * @param {Computed} ours
 */
function weightsApart(one, { weights = [] }) {
  if (weights.length !== one.weights.length)
    return [`${weights.length} weights instead of ${one.weights.length}`];
  return one.weights.flatMap(({ path, shape, values }, i) => {
    const given = weights[i];
    if (!given) return [];
    if (given.shape.join() !== shape.join())
      return [`weight ${path} is [${given.shape}] instead of [${shape}]`];
    return apart(`weight ${path}`, given.dataSync(), values, limitOf('weights', one));
  });
}

/**
 * @param {string} what
 * @param {ArrayLike<number | undefined>} given
 * @param {number[]} wanted
 * @param {number} limit
 */
function apart(what, given, wanted, limit) {
  if (given.length !== wanted.length) return [`${what}: ${given.length} numbers instead of ${wanted.length}`];
  const size = Math.max(1e-2, ...wanted.map(Math.abs));
  const place = wanted.findIndex((value, i) => !(Math.abs((given[i] ?? Number.NaN) - value) <= limit * size));
  if (place < 0) return [];
  return [`${what}[${place}] is ${given[place]}, Keras ${wanted[place]}`];
}
