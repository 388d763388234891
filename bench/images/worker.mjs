// TensorCell's side: for each line with a setting's name, batches of images are made and their rate printed.
import { createInterface } from 'node:readline';
import { ImageDataGenerator } from '../../dist/lib/index.js';
import { BATCH, SIDE, settings } from './course.mjs';

const directory = process.argv[2] ?? '';
const images = Number(process.argv[3]);
const options = { targetSize: /** @type {const} */ ([SIDE, SIDE]), batchSize: BATCH, seed: 1 };
const flows = new Map(
  Object.entries(settings).map(([name, setting]) => {
    const generator = new ImageDataGenerator(setting);
    return [
      name,
      {
        // What every image costs, read and decoded anew each time …
        decoded: generator.flowFromDirectory(directory, { ...options, cacheMegabytes: 0 }),
        // … and what it costs from the second epoch on.
        kept: generator.flowFromDirectory(directory, options),
      },
    ];
  }),
);
for (const { kept } of flows.values()) await rate(kept, kept.samples);
console.log(JSON.stringify({ ready: true }));
for await (const line of createInterface({ input: process.stdin })) {
  const flow = flows.get(line);
  if (!flow) throw new Error(`No setting ${line}`);
  const decoded = await rate(flow.decoded, images);
  console.log(JSON.stringify({ decoded, kept: await rate(flow.kept, images) }));
}
process.exit(0);

/**
 * Images a second.
 * @param {import('../../dist/lib/index.js').ImageIterator<[any, any]>} flow
 * @param {number} count
 */
async function rate(flow, count) {
  const start = performance.now();
  for (let done = 0; done < count; done += BATCH) {
    const [x, y] = await flow.batch();
    x.dispose();
    y.dispose();
  }
  return (count / (performance.now() - start)) * 1000;
}
