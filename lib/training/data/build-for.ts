// A model that was not told the shape of its input learns it from the data that it is first used on.
import type { Network } from '../../core/network.js';
import { isPlainObject } from '../../core/structure.js';
import { toTensor } from '../../data/to-tensor.js';
import { tf } from '../../tf.js';
import { isStream, startStream } from './streams.js';
import type { BatchStream, Data, Samples } from './types.js';

/** Builds the model where it is not; gives the data as they are to be used then. */
export async function builtFor(
  model: Network,
  x: Data | BatchStream,
  where: string,
): Promise<Data | BatchStream> {
  if (model.isDescribed) return x;
  if (!isStream(x)) {
    buildForSamples(model, x, where);
    return x;
  }
  const iterator = startStream(x);
  const { value, done } = await iterator.next();
  if (done) throw new Error(`${where}: the generator gave no batch.`);
  buildForSamples(model, samplesIn(value), where);
  const isOnce = (iterator as unknown) === x;
  if (!isOnce) await iterator.return?.();
  return isOnce ? goingOn(value, iterator) : x;
}

export function buildForSamples(model: Network, x: Data, where: string): void {
  if (model.isDescribed) return;
  const isList =
    Array.isArray(x) && x.length > 1 && x.every((one) => one instanceof tf.Tensor) && model.isOwn;
  const shapeOf = (samples: Samples): (number | null)[] => {
    const tensor = toTensor(samples, typeOf(samples), `${where}: x`);
    const shape = [null, ...tensor.shape.slice(1)];
    tensor.dispose();
    return shape;
  };
  if (isPlainObject(x)) {
    const named = Object.entries(x as Record<string, Samples>).map(([name, one]) => [name, shapeOf(one)]);
    model.buildByName(Object.fromEntries(named));
  } else if (isList) model.build((x as Samples[]).map(shapeOf));
  else model.build(shapeOf(x as Samples), typeOf(x as Samples));
}

/** Texts are for layers that look words up; all others take numbers. */
function typeOf(samples: Samples): 'string' | 'float32' {
  if (samples instanceof tf.Tensor) return samples.dtype === 'string' ? 'string' : 'float32';
  let first: unknown = samples;
  while (Array.isArray(first)) first = first[0];
  return typeof first === 'string' ? 'string' : 'float32';
}

const samplesIn = (value: unknown): Data => {
  if (Array.isArray(value)) return value[0] as Data;
  return ((value as { xs?: Data } | null)?.xs ?? value) as Data;
};

/** The batch that was looked at, then the others. */
async function* goingOn(first: unknown, rest: Iterator<unknown> | AsyncIterator<unknown>) {
  yield first;
  for (;;) {
    const { value, done } = await rest.next();
    if (done) return;
    yield value;
  }
}
