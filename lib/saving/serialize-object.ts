// An object of the library as Keras writes it down, and back: its class and the arguments that make it again.
import { Layer } from '../core/layer.js';
import { received } from '../core/messages.js';
import { Network, networkOf } from '../core/network.js';
import { publicly } from '../core/public-types.js';
import type { Layer as PublicLayer } from '../layers/base/layer.js';
import { isLoss } from '../losses/define.js';
import type { Loss } from '../losses/loss.js';
import type { AnyMetric, MetricValue, Metric as SummedMetric } from '../metrics/metric.js';
import type { UserMetric } from '../metrics/own-metric.js';
import { Optimizer } from '../optimizers/optimizer.js';
import type { Model } from '../training/model.js';
import { buildModel } from './keras3/build-model.js';
import { lossObject, metricFromKeras, optimizerFromKeras } from './keras3/deserialize-compile.js';
import {
  isKerasObject,
  isModelClass,
  type JsonObject,
  type KerasObject,
  kerasObject,
} from './keras3/keras-object.js';
import { optimizerToKeras } from './keras3/serialize-compile.js';
import { layerToKeras } from './keras3/write-layer.js';
import { modelToKeras } from './keras3/write-model.js';

/** What can be written down and made again. */
export type SerializableObject =
  | PublicLayer
  | Model
  | Optimizer
  | Loss
  | SummedMetric<MetricValue>
  | UserMetric;

/** What an object is written down as: plain, so that `JSON.stringify` takes it. */
export interface SerializedKerasObject {
  readonly module: string | null;
  readonly class_name: string;
  readonly config: Readonly<Record<string, unknown>>;
  readonly registered_name: string | null;
}

/**
 * A layer, a model, an optimizer, a loss or a metric as Keras writes it down; weights are left out. Keras:
 * `serialize_keras_object`.
 * @throws Error for what no description holds
 * @example saving.serializeKerasObject(layers.dense({ units: 2 })).class_name // 'Dense'
 */
export function serializeKerasObject(obj: SerializableObject): SerializedKerasObject {
  return written(obj) as unknown as SerializedKerasObject;
}

function written(obj: unknown): JsonObject {
  if (obj instanceof Optimizer) return optimizerToKeras(obj);
  if (obj instanceof Network) return modelToKeras(networkOf(obj as never));
  if (obj instanceof Layer) return layerToKeras(obj, written);
  if (isLoss(obj))
    return kerasObject('keras.losses', obj.className, { ...obj.config, name: obj.name } as JsonObject);
  if (isMetric(obj)) return kerasObject('keras.metrics', obj.className, obj.config() as JsonObject);
  throw new Error(
    `serializeKerasObject: expected a layer, a model, an optimizer, a loss or a metric. Received: ${received(obj)}.`,
  );
}

const isMetric = (value: unknown): value is AnyMetric =>
  typeof value === 'object' &&
  value !== null &&
  'className' in value &&
  typeof (value as { config?: unknown }).config === 'function';

/**
 * What a description says, made anew: a layer or a model with fresh weights, an optimizer, a loss or a metric. Takes what
 * Keras' own function writes as well. Keras: `deserialize_keras_object`.
 * @throws Error for a description of something else
 * @example
 * const dense = saving.deserializeKerasObject({ module: 'keras.layers', class_name: 'Dense', config: { units: 2 } });
 */
export function deserializeKerasObject(config: Readonly<Record<string, unknown>>): SerializableObject {
  if (!isKerasObject(config))
    throw new Error(
      `deserializeKerasObject: expected { module, class_name, config }, such as serializeKerasObject gives. Received: ${received(config)}.`,
    );
  return made(config);
}

function made(config: JsonObject & KerasObject): SerializableObject {
  const module = String(config.module ?? '');
  if (module.startsWith('keras.optimizers')) return optimizerFromKeras(config);
  if (module.startsWith('keras.losses')) return lossObject(config) as Loss;
  if (module.startsWith('keras.metrics')) return metricFromKeras(config) as SummedMetric<MetricValue>;
  if (isModelClass(config.class_name)) return publicly(buildModel(config));
  const alone = { class_name: 'Sequential', config: { name: 'alone', layers: [config] } };
  return buildModel(alone).layers.at(-1) as unknown as PublicLayer;
}
