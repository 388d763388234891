// From 1000 probabilities to names: ImageNet's classes, by the file that Keras reads them from.
import { checkWhole, received } from '../core/messages.js';
import { fetchFile } from '../datasets/fetch-file.js';
import type { SourceFile } from '../datasets/source-file.js';
import { tf } from '../tf.js';

/** One class that an image may show: WordNet's number, its name, and how likely it is. */
export type ClassScore = readonly [id: string, name: string, score: number];

/** For each image its likeliest classes. */
export type ClassScores = ClassScore[][];

/** WordNet's number and the name of each class, by its place. */
export type ClassIndex = Readonly<Record<string, readonly [id: string, name: string]>>;

const indexFile: SourceFile = {
  path: 'keras-applications/imagenet_class_index.json',
  url: 'https://storage.googleapis.com/download.tensorflow.org/data/imagenet_class_index.json',
  bytes: 35_363,
  fingerprints: [{ of: 'md5', md5: 'c2c37ea517e94d9795004a39431a14cb' }],
};

/**
 * The likeliest classes of each image, the likeliest first: [WordNet's number, name, probability]. The names come from
 * Keras' public file, which is kept in the cache.
 * @param predictions [images, 1000]
 * @param options `top`: how many for each image, 5 by default
 * @throws SourceUnavailableError where the names cannot be had
 * @example
 * const named = async (image: tf.Tensor) => {
 *   const network = await applications.mobileNetV2({ weights: 'imagenet' });
 *   const scores = network.predict(applications.mobileNetV2.preprocessInput(image));
 *   return applications.decodePredictions(scores, { top: 3 });
 * };
 */
export async function decodePredictions(
  predictions: tf.Tensor,
  options: { top?: number } = {},
): Promise<ClassScores> {
  const { top = 5 } = options;
  checkWhole('decodePredictions', 'top', top, 1);
  const shape = predictions?.shape;
  if (shape?.length !== 2 || shape[1] !== 1000)
    throw new Error(
      `decodePredictions: expected probabilities of ImageNet's classes, [images, 1000]. Received: ${shape ? `[${shape}]` : received(predictions)}.`,
    );
  const { bytes } = await fetchFile(indexFile);
  const rows = tf.tidy(() => tf.cast(predictions, 'float32').arraySync() as number[][]);
  return rows.map((row) => likeliest(row, JSON.parse(bytes.toString()) as ClassIndex, top));
}

/** Of equally likely ones the later in the list comes first, as in Keras. */
export function likeliest(scores: readonly number[], index: ClassIndex, top: number): ClassScore[] {
  const order = scores.map((_, i) => i).sort((a, b) => scores[b]! - scores[a]! || b - a);
  return order.slice(0, top).map((place) => [...index[place]!, scores[place]!] as const);
}
