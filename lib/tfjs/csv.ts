// TensorFlow.js' `tf.data.csv` takes addresses; here a plain path too, as everything else does.
import { createRequire } from 'node:module';
import { resolve } from 'node:path';
import type { tf } from '../tf.js';

type Csv = typeof tf.data.csv;

/** Puts it in TensorFlow.js' place. */
export function installCsv(): void {
  // The module by whose names `tf.data` finds it.
  const data = createRequire(import.meta.url)('@tensorflow/tfjs-data') as { csv: Csv };
  const { csv: original } = data;
  const csv: Csv = (source, config) => original(asAddress(source), config);
  Object.assign(data, { csv });
}

function asAddress(source: Parameters<Csv>[0]): Parameters<Csv>[0] {
  const isPath = typeof source === 'string' && !/^[a-z][a-z0-9+.-]+:/i.test(source);
  // TensorFlow.js cuts `file://` off, and reads what is left as a path.
  return isPath ? `file://${resolve(source)}` : source;
}
