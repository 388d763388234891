// Learners' typical mistakes with the library itself, and the whole of what a cell says of each. The types are those
// that `npm run build` made.
import { tmpdir } from 'node:os';
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { Language } from '../../kernel/contract/language.js';
import { createLanguage } from '../../kernel/language/language.js';
import { preloadedTypes } from '../../kernel/language/preload.js';

const types = preloadedTypes(new URL('../../dist/types', import.meta.url).pathname);
const setup = `
const model = sequential([layers.dense({ units: 3, inputShape: [4] })]);
const [x, y] = [tf.ones([2, 4]), tf.ones([2, 3])];
const rows = [[1, 2, 3, 4]];
const net = model;
function* batches() { yield [x, y]; }
async function* pictures() { yield { xs: x, ys: y }; }
`;
let language: Language;
let count = 0;

function told(cell: string): string[] {
  const result = language.convert(cell, `Cell[${++count}]`);
  return result.ok ? [] : result.diagnostics.map(({ message }) => message);
}

beforeAll(() => {
  language = createLanguage({ cwd: tmpdir(), preload: types });
  const cell = language.convert(setup, 'Cell[0]');
  if (!cell.ok) throw new Error(JSON.stringify(cell.diagnostics));
  language.commit(cell.declared);
});
afterAll(() => language.close());

const fitOptions =
  'The options are: epochs, batchSize, validationSplit, validationData, validationSteps, validationBatchSize, ' +
  'validationFreq, stepsPerEpoch, initialEpoch, shuffle, sampleWeight, classWeight, callbacks, verbose, eager, jitCompile.';
const unknownOption = (name: string, type: string, meant: string): string =>
  `Object literal may only specify known properties, but '${name}' does not exist in type '${type}'. ` +
  `Did you mean to write '${meant}'?`;

test.each([
  // Labels
  [
    'model.fit(x)',
    'Expected 2-3 arguments, but got 1.',
    '`y` is missing: fit(x: Tensor<Rank>, y: Data, args?: FitArgs).',
  ],
  [
    'model.fit(rows)',
    'Expected 2-3 arguments, but got 1.',
    '`y` is missing: fit(x: number[][], y: Data, args?: FitArgs).',
  ],
  [
    'model.fit(x, { epochs: 3 })',
    "Argument of type '{ epochs: number; }' is not assignable to parameter of type 'Data'.",
    "  Types of property 'epochs' are incompatible.",
    "    Type 'number' is not assignable to type 'Samples'.",
    '`y` is missing before it: fit(x: Tensor<Rank>, y: Data, args?: FitArgs).',
  ],
  [
    'model.evaluate(x)',
    'Expected 2-3 arguments, but got 1.',
    '`y` is missing: evaluate(x: Tensor<Rank>, y: Data, args?: EvaluateArgs).',
  ],
  [
    'model.fit(batches(), y)',
    "Type 'Tensor<Rank>' has no properties in common with type 'FitArgs'.",
    fitOptions,
  ],
  [
    "model.fit(x, 'y')",
    "Argument of type 'string' is not assignable to parameter of type 'Data'.",
    'It is called so: fit(x: Tensor<Rank>, y: Data, args?: FitArgs).',
  ],
  // Options
  ['model.fit(x, y, { epoch: 3 })', unknownOption('epoch', 'FitArgs', 'epochs'), fitOptions],
  ['model.fit(x, y, { batch_size: 3 })', unknownOption('batch_size', 'FitArgs', 'batchSize'), fitOptions],
  ['model.fit(x, y, 3)', "Type '3' has no properties in common with type 'FitArgs'.", fitOptions],
  [
    "model.fit(x, y, { epochs: '3' })",
    "Type 'string' is not assignable to type 'number'.",
    'The option `epochs` takes: number.',
  ],
  [
    'model.fit(x, y, { verbose: true })',
    `Type 'true' is not assignable to type '0 | 1 | 2 | "auto"'.`,
    'The option `verbose` takes: 0 | 1 | 2 | "auto".',
  ],
  [
    'model.fit(x, y, { callbacks: callbacks.earlyStoping() })',
    "Property 'earlyStoping' does not exist on 'callbacks'. Did you mean 'earlyStopping'?",
  ],
  // compile
  [
    "model.compile({ loss: 'mse', optimiser: 'adam' })",
    unknownOption('optimiser', 'CompileArgs', 'optimizer'),
    'The options are: optimizer, loss, metrics, weightedMetrics, lossWeights, runEagerly, stepsPerExecution, jitCompile, autoScaleLoss.',
  ],
  [
    "model.compile('adam', 'mse')",
    'Expected 1 arguments, but got 2.',
    'It is called so: compile(args: CompileArgs).',
  ],
  [
    "model.compile({ optimizer: optimizers.adam, loss: 'mse' })",
    "Type '(options?: number | (AdamOptions & { amsgrad?: boolean; })) => Adam' is not assignable to type 'OptimizerName | Optimizer'.",
    'Did you mean to call this expression?',
  ],
  [
    "model.compile({ optimizer: 'adam', loss: 'mse', metrics: [metrics.precision] })",
    "Type '(options?: CountOptions) => Metric' is not assignable to type 'OneMetric[]'.",
    'Did you mean to call it: `metrics.precision()`?',
  ],
  // Callbacks
  [
    "callbacks.earlyStopping('val_loss')",
    `Type '"val_loss"' has no properties in common with type 'EarlyStoppingOptions'.`,
    "Options go by name: `callbacks.earlyStopping({ monitor: 'val_loss' })`.",
  ],
  [
    "callbacks.earlyStopping({ mode: 'minimum' })",
    `Type '"minimum"' is not assignable to type 'MonitorMode'.`,
    "Known here: 'auto', 'min', 'max'.",
  ],
  [
    "callbacks.modelCheckpoint({ monitor: 'val_loss' })",
    "Argument of type '{ monitor: string; }' is not assignable to parameter of type 'string'.",
    '`path` is missing before it: modelCheckpoint(path: string, options?: ModelCheckpointOptions).',
  ],
  ['new EarlyStopping()', "Cannot find name 'EarlyStopping'.", 'Did you mean `callbacks.earlyStopping`?'],
  // Layers
  ['Dense(10)', "Cannot find name 'Dense'.", 'Did you mean `layers.dense`?'],
  [
    'layers.dense()',
    'Expected 1 arguments, but got 0.',
    '`args` is missing: dense(args: KernelArgs & LoraArgs & { units: number; }).',
  ],
  ['layers.dense({})', "Property 'units' is missing in type '{}' but required in type '{ units: number; }'."],
  [
    "layers.dense({ units: 10, kernelRegularizer: 'l3' })",
    `Type '"l3"' is not assignable to type 'Regularizing'.`,
    "Known here: 'l1', 'l2', 'l1l2', 'orthogonal', 'l1_l2'.",
  ],
  [
    'layers.maxPooling2d(2)',
    "Type '2' has no properties in common with type 'PoolingArgs<Pair>'.",
    'Options go by name: `layers.maxPooling2d({ poolSize: 2 })`.',
  ],
  [
    "layers.conv2d(32, [3, 3], { activation: 'relu' })",
    'Expected 1 arguments, but got 3.',
    "Options go by name: `layers.conv2d({ filters: 32, kernelSize: [3, 3], activation: 'relu' })`.",
  ],
  [
    "model.add(layers.dense(10, 'relu'))",
    'Expected 1 arguments, but got 2.',
    "Options go by name: `layers.dense({ units: 10, activation: 'relu' })`.",
  ],
  // No option's value.
  [
    'layers.flatten(1)',
    "Type '1' has no properties in common with type 'LayerArgs & { dataFormat?: DataFormat; }'.",
    'The options are: inputShape, batchInputShape, name, trainable, dtype, dataFormat.',
  ],
  [
    "layers.conv2d({ filters: 2, kernelSize: 3, padding: 'sames' })",
    `Type '"sames"' is not assignable to type 'Padding'. Did you mean '"same"'?`,
    "Known here: 'valid', 'same'.",
  ],
  // Models and what they give
  [
    'model.add(layers.dense)',
    "Argument of type '(args: KernelArgs & LoraArgs & { units: number; }) => AdaptableLayer' is not assignable to parameter of type 'Addable'.",
    'Did you mean to call this expression?',
  ],
  ['net.fitt(x, y)', "Property 'fitt' does not exist on type 'SequentialModel'. Did you mean 'fit'?"],
  [
    '(await model.fit(x, y)).loss',
    "Property 'loss' does not exist on type 'History'.",
    'Did you mean `(await model.fit(x, y)).history.loss`?',
  ],
])('%s', (cell, ...lines) => {
  expect(told(cell)).toEqual([lines.join('\n')]);
});

test('a layer that is not in a list', () => {
  expect(told('sequential(layers.flatten())')[0]).toMatch(/\nPut it in a list: `\[layers\.flatten\(\)\]`\.$/);
});

test.each([
  'model.fit(x, y, { epochs: 3, callbacks: callbacks.earlyStopping() })',
  'model.fit(rows, [[1, 0, 0]])',
  "model.compile({ optimizer: optimizers.adam(0.01), loss: 'mse' })",
  "model.compile({ optimizer: 'adam' })",
  'model.fit({ first: x, second: rows }, [y, y])',
  'model.fit(batches, { stepsPerEpoch: 1 })',
  'model.fit(batches(), { stepsPerEpoch: 1 })',
  'model.fit(pictures())',
  'model.fit(tf.data.array([{ xs: x, ys: y }]), { validationData: [x, y] })',
  'model.evaluate(pictures(), { steps: 1 })',
  'const p: tf.Tensor = model.predict(new Float32Array(4))',
  'sequential([tf.layers.dense({ units: 3 }), layers.flatten()])',
])('nothing is wrong with %s', (cell) => {
  expect(told(cell)).toEqual([]);
});
