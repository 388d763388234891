// Data on its way to the processes that train: each tensor a file, read by all.
import { join } from 'node:path';
import { tf } from '../../tf.js';
import { RowsSource } from '../../training/data/rows-source.js';
import type { StoredRows, StoredTensor } from './messages.js';
import { readNumbers, writeNumbers } from './stored-numbers.js';

export async function storeRows(folder: string, name: string, source: RowsSource): Promise<StoredRows> {
  const { rows, batchSize } = source;
  const store = (kind: string, tensors: readonly tf.Tensor[]) =>
    Promise.all(tensors.map((tensor, i) => storeTensor(join(folder, `${name}-${kind}-${i}`), tensor)));
  return {
    inputs: await store('inputs', rows.inputs),
    targets: await store('targets', rows.targets),
    weights: await store('weights', rows.weights),
    count: rows.count,
    batchSize,
  };
}

async function storeTensor(file: string, tensor: tf.Tensor): Promise<StoredTensor> {
  await writeNumbers(file, await tensor.data());
  return { file, shape: [...tensor.shape], dtype: tensor.dtype };
}

export async function rowsFrom({ count, batchSize, ...stored }: StoredRows): Promise<RowsSource> {
  const read = (tensors: readonly StoredTensor[]) => Promise.all(tensors.map(tensorFrom));
  const [inputs, targets, weights] = [
    await read(stored.inputs),
    await read(stored.targets),
    await read(stored.weights),
  ];
  return new RowsSource({ inputs, targets, weights, count }, batchSize);
}

async function tensorFrom({ file, shape, dtype }: StoredTensor): Promise<tf.Tensor> {
  const Numbers = { float32: Float32Array, int32: Int32Array, bool: Uint8Array }[dtype as string];
  if (!Numbers) throw new Error(`fit: several processes do not share data of the type ${dtype}.`);
  const size = shape.reduce((product, length) => product * length, 1);
  return tf.tensor(await readNumbers(file, new Numbers(size)), shape, dtype);
}
