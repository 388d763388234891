// @ts-nocheck Run by node as it is, on real TensorFlow.js.
// Loads the models of one folder with real TensorFlow.js and says what they give for the inputs that lie beside them:
// node read_with_tfjs.mjs FOLDER
import { readdirSync, readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join } from 'node:path';

const tf = createRequire(import.meta.url)('@tensorflow/tfjs');
await tf.setBackend('cpu');
const folder = process.argv[2];
const results = {};
for (const name of readdirSync(folder)) {
  const read = (file) => readFileSync(join(folder, name, file));
  const { modelTopology, weightsManifest } = JSON.parse(read('model.json'));
  const [{ paths, weights: weightSpecs }] = weightsManifest;
  const weightData = new Uint8Array(read(paths[0])).buffer;
  const model = await tf.loadLayersModel(tf.io.fromMemory({ modelTopology, weightSpecs, weightData }));
  const x = JSON.parse(read('x.json')).map(({ values, dtype }) => tf.tensor(values, undefined, dtype));
  results[name] = [model.predict(x.length === 1 ? x[0] : x)].flat().map((tensor) => tensor.arraySync());
}
console.log(JSON.stringify(results));
