// `model.save` and `tf.loadLayersModel` with TensorFlow.js' addresses and handlers, `file://` among them.
import type { Network } from '../core/network.js';
import { loadModel } from '../saving/load-model.js';
import { saveModel } from '../saving/save-model.js';
import { modelFromArtifacts } from '../saving/tfjs/read-model-json.js';
import { artifactsOf } from '../saving/tfjs/write-model-json.js';
import { tf } from '../tf.js';

/** Where a model goes to: one of our paths, an address with a scheme, or a handler. */
export async function saveTo(model: Network, target: string | tf.io.IOHandler): Promise<tf.io.SaveResult> {
  if (typeof target === 'string' && !hasScheme(target)) {
    await saveModel(model, target);
    return savedNow();
  }
  if (typeof target === 'string' && isFile(target)) {
    await saveModel(model, pathOf(target));
    return savedNow();
  }
  const handler = typeof target === 'string' ? tf.io.getSaveHandlers(target)[0] : target;
  if (handler?.save) return handler.save(specified(artifactsOf(model)));
  throw new Error(
    `save: there is no way to save to '${String(target)}'. Expected a path, file://, http:// or a handler.`,
  );
}

const savedNow = (): tf.io.SaveResult => ({
  modelArtifactsInfo: { dateSaved: new Date(), modelTopologyType: 'JSON' },
});

/** Types of weights, as TensorFlow.js' own types spell them out. */
function specified(artifacts: ReturnType<typeof artifactsOf>): tf.io.ModelArtifacts {
  const weightSpecs = artifacts.weightSpecs.map(({ name, shape, dtype }): tf.io.WeightsManifestEntry => {
    if (dtype === 'complex64')
      throw new Error(`save: the weight '${name}' is complex, which files cannot hold.`);
    return { name, shape: shape.map((size) => size ?? 0), dtype };
  });
  return { ...artifacts, weightSpecs };
}

/** A model from an address, a path or a handler. */
export async function loadFrom(source: string | tf.io.IOHandler): Promise<Network> {
  if (typeof source === 'string' && isFile(source)) return loadModel(pathOf(source));
  if (typeof source === 'string' && (!hasScheme(source) || /^https?:/.test(source))) return loadModel(source);
  const handler = typeof source === 'string' ? tf.io.getLoadHandlers(source)[0] : source;
  if (handler?.load) return modelFromArtifacts(await handler.load());
  throw new Error(
    `loadLayersModel: there is no way to load from '${String(source)}'. Expected a path, file://, http:// or a handler.`,
  );
}

const hasScheme = (target: string): boolean => /^[a-z][a-z\d+.-]+:\/\//i.test(target);
const isFile = (target: string): boolean => target.startsWith('file://');
const pathOf = (target: string): string => target.slice('file://'.length);
