// Says of some generic types that they only give their parameter (`out`). A checker finds that out by itself, by
// comparing every member of two instances, for each cell again: half of the time of a cell that uses tensors.

/** Declarations by the text before their parameter. */
const tensors = ['class Tensor<'];
const standard = ['Promise', 'PromiseLike', 'Array', 'ReadonlyArray'].map((name) => `interface ${name}<`);

/**
 * @param {string} text
 * @param {string[]} declarations
 */
function withVariance(text, declarations) {
  return declarations.reduce((result, declaration) => {
    if (!result.includes(declaration)) throw new Error(`No declaration starts with "${declaration}".`);
    return result.replace(declaration, `${declaration}out `);
  }, text);
}

/** @param {string} text */
export const withTensorVariance = (text) =>
  text.includes('class Tensor<') ? withVariance(text, tensors) : text;

/** @param {string} text */
export const withStandardVariance = (text) => withVariance(text, standard);
