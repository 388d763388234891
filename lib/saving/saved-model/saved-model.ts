// TensorFlow's SavedModel folders: loaded and run as they are, by TensorFlow itself.
import { existsSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { checkOptions } from '../../core/messages.js';
import { tf } from '../../tf.js';

/** A model that TensorFlow runs; it cannot be trained on or changed. */
export interface SavedModel {
  /** What goes in and comes out: names as the model calls them, type, shape (null where it is open). */
  readonly inputs: SavedTensor[];
  readonly outputs: SavedTensor[];
  /** One tensor for one input; several by name. The same for outputs, whose names are in `outputs`. */
  predict(inputs: tf.Tensor): tf.Tensor;
  predict(inputs: tf.NamedTensorMap): tf.NamedTensorMap;
  /** Takes the model out of memory. */
  dispose(): void;
}

/** Name, type and shape of an input or output of a SavedModel. */
export interface SavedTensor {
  readonly name: string;
  readonly dtype: string;
  readonly shape: (number | null)[];
}

interface TfjsNode {
  loadSavedModel(folder: string, tags: string[], signature: string): Promise<SavedModel>;
  getMetaGraphsFromSavedModel(folder: string): Promise<MetaGraph[]>;
}
interface MetaGraph {
  tags: string[];
  signatureDefs: Record<string, { inputs: Record<string, Definition>; outputs: Record<string, Definition> }>;
}
interface Definition {
  dtype: string;
  /** Dimensions as protocol buffers. */
  shape: { getSize(): number }[];
}

/**
 * Loads a SavedModel folder, as `model.export` of Keras writes it, to run it.
 * @param options.tags default `['serve']`; `options.signature` default `serving_default`.
 * @example
 * const exported = await loadSavedModel('exported'); // a folder that Keras' model.export('exported') wrote
 * exported.predict(x)
 */
export async function loadSavedModel(
  folder: string,
  options: { tags?: string[]; signature?: string } = {},
): Promise<SavedModel> {
  checkOptions('loadSavedModel', options, ['tags', 'signature']);
  const { tags = ['serve'], signature = 'serving_default' } = options;
  check(folder);
  const node = createRequire(import.meta.url)('@tensorflow/tfjs-node-gpu/dist/saved_model') as TfjsNode;
  const graphs = await node.getMetaGraphsFromSavedModel(folder);
  const definition = find(graphs, tags, signature);
  const loaded = await node.loadSavedModel(folder, tags, signature);
  return {
    inputs: describe(definition.inputs),
    outputs: describe(definition.outputs),
    predict: ((inputs: tf.Tensor) => predict(loaded, definition, inputs)) as SavedModel['predict'],
    dispose: () => void loaded.dispose(),
  };
}

type Signature = MetaGraph['signatureDefs'][string];

/** Several outputs by name also where the one input came without: a list would have them in an order of chance. */
function predict(model: SavedModel, { inputs, outputs }: Signature, given: tf.Tensor): unknown {
  const [input, ...others] = Object.keys(inputs);
  const isBare = given instanceof tf.Tensor && others.length === 0 && Object.keys(outputs).length > 1;
  return isBare ? model.predict({ [input!]: given }) : model.predict(given);
}

function check(folder: string): void {
  if (!existsSync(join(folder, 'saved_model.pb'))) {
    throw new Error(
      `loadSavedModel: there is no saved_model.pb in '${folder}'. Expected a SavedModel's folder.`,
    );
  }
  if (tf.getBackend() !== 'tensorflow') {
    throw new Error(
      `loadSavedModel needs TensorFlow, but this session runs on '${tf.getBackend()}' (see engineInfo()).`,
    );
  }
}

function find(graphs: MetaGraph[], tags: string[], signature: string): Signature {
  const graph = graphs.find((one) => [...one.tags].sort().join() === [...tags].sort().join());
  if (!graph) {
    const there = graphs.map((one) => `[${one.tags.join(', ')}]`).join(', ');
    throw new Error(
      `loadSavedModel: the folder has no graph with the tags [${tags.join(', ')}]. Expected one of: ${there}.`,
    );
  }
  const found = graph.signatureDefs[signature];
  if (found) return found;
  const there = Object.keys(graph.signatureDefs).join(', ');
  throw new Error(`loadSavedModel: there is no signature '${signature}'. Expected one of: ${there}.`);
}

function describe(definitions: Record<string, Definition>): SavedTensor[] {
  return Object.entries(definitions).map(([name, { dtype, shape }]) => ({
    name,
    dtype,
    shape: shape.map((dimension) => (dimension.getSize() < 0 ? null : dimension.getSize())),
  }));
}
