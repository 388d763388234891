// What TensorFlow.js' declarations say nothing about, said here: Shift-Tab has a word for every function of `tf`.

/** @type {Readonly<Record<string, string>>} */
const texts = {
  train:
    'Optimizers by their names, as TensorFlow.js has them: `tf.train.adam(0.01)`. `optimizers.adam()` has all of Keras’ options.',
  mirrorPad:
    "Pads a tensor by mirroring it at its edges. `paddings`: how many before and after, for each axis. `mode`: 'reflect' leaves the edge itself out, 'symmetric' repeats it.",
  raggedGather:
    'Rows of a ragged tensor, whose rows differ in length: `paramsNestedSplits` say where rows begin in `paramsDenseValues`, `indices` which rows are taken.',
  enclosingPowerOfTwo:
    'The least power of two that is not below a number: the length that a Fourier transform likes.',
  cosineWindow:
    'A window of `windowLength` values for signals, a - b · cos(2πt / (windowLength - 1)): Hann, Hamming and their like.',
};

/**
 * The declarations with these comments, where a name has none.
 * @param {string} declarations
 * @param {import('./docs.mjs').Docs} docs
 */
export function withOwnTexts(declarations, docs) {
  return Object.entries(texts).reduce(
    (text, [name, words]) =>
      text.replace(
        new RegExp(`^([ \\t]*)(?=export declare (?:const|function) ${name}\\b)`, 'gm'),
        (indent) => `${indent}${docs.mark(`/** ${words} */`)}\n${indent}`,
      ),
    declarations,
  );
}
