// Writes one file with each of the library's writers into the folder that is given, and prints what each one throws.
import { dirname, join } from 'node:path';

const [library = '', folder = ''] = process.argv.slice(2);
const { backupAndRestore, csvLogger, modelCheckpoint, tensorBoard } = await import(
  `${library}/callbacks/callbacks.js`
);
const { writeCached } = await import(`${library}/datasets/cache.js`);
const { saveImage } = await import(`${library}/image/loading/save-image.js`);
const { installOnTfjs } = await import(`${library}/tfjs/install.js`);
const { ExportArchive, plot, sequential, layers, tf } = await import(`${library}/index.js`);

await tf.setBackend('cpu');
installOnTfjs();
const dense = () => sequential([layers.dense({ units: 40, inputShape: [40] })]);
const model = dense();
model.compile({ optimizer: 'sgd', loss: 'mse' });
const rows = [
  { x: 1, y: 2 },
  { x: 2, y: 4 },
];
const chart = plot.line(rows, { x: 'x', y: 'y' });
/** @param {unknown} callback */
const trained = (callback) =>
  model.fit(tf.zeros([4, 40]), tf.zeros([4, 40]), { epochs: 2, verbose: 0, callbacks: [callback] });

/** @type {Record<string, (path: string) => Promise<unknown>>} */
const writers = {
  'chart.png': (path) => chart.save(path),
  'chart.svg': (path) => chart.save(path),
  'chart.html': (path) => chart.save(path),
  'chart.json': (path) => chart.save(path),
  'model.keras': (path) => model.save(path),
  'model.h5': (path) => model.save(path),
  'model.json': (path) => model.save(path),
  'model.weights.h5': (path) => model.saveWeights(path),
  'model.safetensors': (path) => model.saveWeights(path),
  'checkpoint.keras': (path) => trained(modelCheckpoint(path)),
  'training.safetensors': () => trained(backupAndRestore(folder, { keep: true })),
  'log.csv': (path) => trained(csvLogger(path)),
  'more.csv': (path) => trained(csvLogger(path, { append: true })),
  'train/events': () => trained(tensorBoard(folder)),
  'datasets/cached.bin': () => writeCached('cached.bin', Buffer.alloc(2000)),
  'image.png': () => saveImage(new Float32Array(3000).map(Math.random), [25, 40, 3], folder, 'image', 'png'),
};

/**
 * Those that need TensorFlow, which makes the graph.
 * @type {Record<string, (path: string) => Promise<unknown>>}
 */
const graphWriters = {
  'exported/saved_model.pb': (path) => dense().export(dirname(path), { verbose: false }),
  'archive/saved_model.pb': (path) => {
    const archive = new ExportArchive();
    archive.trackAndAddEndpoint('serve', dense(), [{ shape: [null, 40] }]);
    return archive.writeOut(dirname(path), { verbose: false });
  },
};

process.env.TENSORCELL_CACHE = folder;
for (const [name, write] of Object.entries(writers)) await tell(name, write);
await tf.setBackend('tensorflow');
for (const [name, write] of Object.entries(graphWriters)) await tell(name, write);

/**
 * @param {string} name
 * @param {(path: string) => Promise<unknown>} write
 */
async function tell(name, write) {
  const said = await write(join(folder, name)).then(
    () => 'written',
    ({ message }) => message,
  );
  console.log(`${name}\t${said.replaceAll('\n', ' ')}`);
}
