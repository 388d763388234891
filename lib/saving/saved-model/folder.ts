// A SavedModel's folder: the graph and its objects in one file, the variables' values beside it. Source:
// tensorflow/core/protobuf/saved_model.proto.
import { rm } from 'node:fs/promises';
import { join } from 'node:path';
import { writeAllBeside } from '../../core/write-beside.js';
import { bytes, entry, text, varint } from '../../engine/protobuf.js';
import { type Contents, variablesOf } from './contents.js';
import { mainGraph } from './main-graph.js';
import { ObjectGraph } from './object-graph.js';
import { numbersIn, tensorBundle, textIn } from './tensor-bundle.js';

/** Protocol buffers end here. */
const mostBytes = 2 ** 31 - 1;

/** Writes the folder, all of its files or none. */
export async function writeSavedModel(folder: string, contents: Contents, version: string): Promise<void> {
  const objects = new ObjectGraph(contents);
  const model = savedModel(contents, objects, version);
  const { index, data } = tensorBundle([
    textIn('_CHECKPOINTABLE_OBJECT_GRAPH', objects.trackable()),
    ...variablesOf(contents).map((one) =>
      numbersIn(objects.checkpointKey(one), one.dtype, one.shape, one.values),
    ),
  ]);
  const variables = join(folder, 'variables/variables');
  await writeAllBeside([
    [`${variables}.data-00000-of-00001`, data],
    [`${variables}.index`, index],
    [join(folder, 'saved_model.pb'), model],
  ]);
  // An older model's, which TensorFlow wrote.
  await rm(join(folder, 'fingerprint.pb'), { force: true });
}

/** A `SavedModel`. */
function savedModel(contents: Contents, objects: ObjectGraph, version: string): Buffer {
  const { graph, saver, signatures } = mainGraph(contents, (variable) => objects.checkpointKey(variable));
  const parts = [
    bytes(1, text(4, 'serve'), text(5, version), varint(7, 1)),
    bytes(2, graph),
    bytes(3, saver),
    ...signatures.map(([name, definition]) => entry(5, name, [definition])),
    bytes(7, objects.saved()),
  ];
  const size = parts.reduce((sum, part) => sum + part.length, 0);
  if (size > mostBytes) {
    throw new Error(
      `export: the graph would take ${size} bytes, but a saved_model.pb holds 2 GiB at most. Its constants are too ` +
        'large: keep them in weights, which have a file of their own.',
    );
  }
  return Buffer.concat([varint(1, 1), bytes(2, ...parts)]);
}
