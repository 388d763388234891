// The examples that a reader of the reference sees: every `@example` that TypeDoc finds behind lib/index.ts, and
// the README's TypeScript.
import { readFileSync } from 'node:fs';
import type { Comment } from 'typedoc';
import { readReference } from './reference.js';

export interface Example {
  /** The name it documents, with the file's name for a document. */
  name: string;
  code: string;
}

/** What an example may use without making it: a small data set, batches of it, models that learnt it, a few images. */
export const prepared = `
  const x = tf.randomNormal([30, 4], 0, 1, 'float32', 1);
  const y = tf.oneHot(x.argMax(1).mod(tf.scalar(3, 'int32')), 3).toFloat();
  const model = sequential([
    layers.dense({ units: 8, activation: 'relu', inputShape: [4] }),
    layers.dense({ units: 3, activation: 'softmax' }),
  ]);
  model.compile({ optimizer: 'adam', loss: 'categoricalCrossentropy', metrics: ['accuracy'] });
  const history = await model.fit(x, y, { epochs: 3, validationSplit: 0.2, verbose: 0 });
  const batches = (function* (): Generator<[tf.Tensor, tf.Tensor]> {
    while (true) yield [x.clone(), y.clone()];
  })();
  const cnn = sequential([
    layers.conv2d({ filters: 4, kernelSize: 3, activation: 'relu', inputShape: [28, 28, 1] }),
    layers.maxPooling2d({ poolSize: 2 }),
    layers.flatten(),
    layers.dense({ units: 10, activation: 'softmax' }),
  ]);
  cnn.compile({ optimizer: 'adam', loss: 'categoricalCrossentropy', metrics: ['accuracy'] });
  const images = tf.randomUniform([8, 28, 28, 1], 0, 1, 'float32', 1);
  const labels = tf.oneHot(tf.range(0, 8, 1, 'int32'), 10).toFloat();
`;

export const preparedNames = /\b(x|y|batches|model|history|cnn|images|labels)\b/;

export async function collectExamples(): Promise<Example[]> {
  const { project } = await readReference();
  const documented = Object.values(project.reflections).flatMap((reflection) =>
    examplesIn(reflection.getFullName(), reflection.comment),
  );
  return withoutRepeats([...documented, ...examplesInDocument('README.md')]);
}

function examplesIn(name: string, comment: Comment | undefined): Example[] {
  const tags = comment?.blockTags.filter(({ tag }) => tag === '@example') ?? [];
  return tags.flatMap(({ content }) => codeBlocks(name, content.map(({ text }) => text).join('')));
}

function examplesInDocument(file: string): Example[] {
  return codeBlocks(file, readFileSync(file, 'utf8'));
}

function codeBlocks(name: string, markdown: string): Example[] {
  return [...markdown.matchAll(/```ts\n([\s\S]*?)```/g)].map(([, code]) => ({ name, code: code! }));
}

/** TypeDoc hands a comment to everything that inherits it. */
function withoutRepeats(examples: Example[]): Example[] {
  return [...new Map(examples.map((example) => [example.code, example])).values()];
}
