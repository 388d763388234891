// TensorFlow.js' own format: model.json with the form, and files of numbers beside it.
import { dirname, resolve, sep } from 'node:path';
import type { Network } from '../../core/network.js';
import { parseJson } from '../../core/parse-json.js';
import type { LayerVariable } from '../../core/variable.js';
import { withWeightLimit } from '../../core/weight-limit.js';
import { tf } from '../../tf.js';
import { buildModel, type IsShared } from '../keras3/build-model.js';
import { isKerasObject, isObject, type Json, type JsonObject } from '../keras3/keras-object.js';
import { readBytes } from '../read-bytes.js';
import { checkStored, storedBytes, storedNumbers } from './stored-sizes.js';
import { isNumbered, namedWeights } from './weight-names.js';
import { ourGenerator } from './write-model-json.js';

interface ModelJson {
  modelTopology?: JsonObject;
  generatedBy?: string | null;
  weightsManifest?: tf.io.WeightsManifestConfig;
}

/** Reads the files that the manifest names, from its own folder only. @param isAddress for `https://…/model.json` */
export async function loadModelJson(path: string, isAddress = false): Promise<Network> {
  const json = parseJson((await readBytes(path, isAddress)).toString('utf8'), 'it') as ModelJson;
  const topology = json.modelTopology;
  if (!topology) throw new Error('it holds no model');
  const manifest = json.weightsManifest ?? [];
  const weightSpecs = manifest.flatMap(({ weights }) => weights);
  const within = isAddress ? withinAddress : withinFolder;
  const places = manifest.flatMap(({ paths }) => paths).map((name) => within(path, name));
  const parts = await readParts(places, isAddress, storedBytes(weightSpecs));
  return modelFromArtifacts({
    modelTopology: topology,
    generatedBy: json.generatedBy ?? undefined,
    weightSpecs,
    weightData: new Uint8Array(Buffer.concat(parts)).buffer,
  });
}

/** Writers may fill a file up, but not by much. */
const filling = 2 ** 20;

/** @param needed bytes of all weights */
async function readParts(places: readonly string[], isAddress: boolean, needed: number): Promise<Buffer[]> {
  const twice = places.find((place, i) => places.indexOf(place) !== i);
  if (twice !== undefined) throw new Error(`it names the file '${twice}' twice`);
  let left = needed + filling;
  const parts: Buffer[] = [];
  for (const place of places) {
    const part = await readBytes(place, isAddress, left);
    left -= part.length;
    parts.push(part);
  }
  return parts;
}

/** The model that TensorFlow.js' load handlers give the parts of. */
export function modelFromArtifacts(artifacts: tf.io.ModelArtifacts): Network {
  const { weightSpecs: specs = [] } = artifacts;
  const data = tf.io.CompositeArrayBuffer.join(artifacts.weightData ?? new ArrayBuffer(0));
  const topology = artifacts.modelTopology as JsonObject | undefined;
  if (!topology) throw new Error('it holds no model');
  // Files that were converted from Keras' have the configuration one level deeper.
  const config = isObject(topology.model_config) ? topology.model_config : topology;
  if (!isKerasObject(config)) throw new Error('it holds no model of layers');
  const isOurs = artifacts.generatedBy === ourGenerator;
  const described = isOurs ? config : withTfjsActivations(config);
  const shared = sharedByName(specs.map(({ name }) => name));
  const build = () => buildModel(described, shared, { countsFromOne: true });
  if (!artifacts.weightSpecs) return build();
  checkStored(specs, data.byteLength);
  const model = withWeightLimit(storedNumbers(specs), build);
  assign(model, specs, data);
  return model;
}

/** TensorFlow.js' hard sigmoid is Keras 2's, which is not Keras 3's. */
function withTfjsActivations(config: JsonObject): JsonObject {
  return JSON.parse(JSON.stringify(config), (key, value: Json) =>
    /activation$/.test(key) && value === 'hard_sigmoid' ? 'legacy_hard_sigmoid' : value,
  ) as JsonObject;
}

function withinFolder(path: string, name: string): string {
  const folder = resolve(dirname(path));
  const inside = resolve(folder, name);
  if (inside.startsWith(folder + sep)) return inside;
  throw new Error(`it names the file '${name}' outside its own folder`);
}

function withinAddress(path: string, name: string): string {
  const [folder, inside] = [new URL('.', path), new URL(name, path)];
  if (inside.href.startsWith(folder.href)) return inside.href;
  throw new Error(`it names the file '${name}' outside its own folder`);
}

/** Weights go by name: layers of one name are one, unless a number was added to keep two apart. */
function sharedByName(names: readonly string[]): IsShared {
  return (first, second) => {
    const layer = `${second.names.at(-1)}/`;
    const own = names.filter((name) => name.startsWith(layer));
    return (
      first.names.at(-1) === second.names.at(-1) &&
      own.length > 0 &&
      !own.some((name) => isNumbered(name, names))
    );
  };
}

/** Puts all weights in, or, where one does not fit, none. */
function assign(model: Network, specs: tf.io.WeightsManifestEntry[], data: ArrayBuffer): void {
  const stored = tf.io.decodeWeights(data, specs);
  try {
    const pairs = pairsByName(model, stored) ?? pairsInOrder(model, specs, stored);
    for (const [name, variable, value] of pairs) {
      if (!value) throw new Error(`the weight '${name}' is missing`);
      if (value.shape.join() !== variable.shape.join())
        throw new Error(
          `the weight '${name}' has the shape [${value.shape}], but the model's is [${variable.shape}]`,
        );
    }
    tf.tidy(() => {
      for (const [, variable, value] of pairs) variable.write(tf.cast(value!, variable.dtype));
    });
  } finally {
    tf.dispose(stored);
  }
}

type Pair = readonly [name: string, variable: LayerVariable, value: tf.Tensor | undefined];

/** By name, with or without a cell's; undefined where the file has other names. */
function pairsByName(model: Network, stored: tf.NamedTensorMap): Pair[] | undefined {
  const short = new Map(Object.entries(stored).map(([name, value]) => [withoutCell(name), value]));
  const pairs = [...namedWeights(model)].map(
    ([name, variable]): Pair => [name, variable, stored[name] ?? short.get(name)],
  );
  return pairs.every(([, , value]) => value) ? pairs : undefined;
}

/** `lstm/lstm_cell/kernel` as `lstm/kernel`: files that were made from Keras' name the cell. */
const withoutCell = (name: string): string => name.replace(/\/(lstm|gru|simple_rnn)_cell(_\d+)?\//, '/');

/** As TensorFlow.js lists them: those that are trained first. */
function pairsInOrder(
  model: Network,
  specs: tf.io.WeightsManifestEntry[],
  stored: tf.NamedTensorMap,
): Pair[] {
  const variables = [...model.trainableWeights, ...model.nonTrainableWeights];
  if (variables.length !== specs.length)
    throw new Error(`it holds ${specs.length} weights, but the model has ${variables.length}`);
  return variables.map((variable, i): Pair => [specs[i]!.name, variable, stored[specs[i]!.name]]);
}
