// What the equation of an EinsumDense layer says of the shapes of its weights and its output.
import { type Shape, shapeText } from '../../core/shape.js';

/** Letters of input, kernel and output; where axes of input and output are left out as `...`. */
export interface DenseEquation {
  readonly text: string;
  readonly input: string;
  readonly kernel: string;
  readonly output: string;
  readonly ellipsis: 'left' | 'right' | null;
}

const forms: [DenseEquation['ellipsis'], RegExp][] = [
  [null, /^([a-zA-Z]+),([a-zA-Z]+)->([a-zA-Z]+)$/],
  ['left', /^\.\.\.([a-zA-Z]+),([a-zA-Z]+)->\.\.\.([a-zA-Z]+)$/],
  ['right', /^([a-zA-Z]{2,})\.\.\.,([a-zA-Z]+)->([a-zA-Z]+)\.\.\.$/],
];

export function parseEquation(text: string): DenseEquation {
  for (const [ellipsis, form] of forms) {
    const found = form.exec(text.replaceAll(' ', ''));
    if (!found) continue;
    const [, input = '', kernel = '', output = ''] = found;
    const repeated = [input, kernel, output].find((letters) => new Set(letters).size < letters.length);
    if (repeated)
      throw new Error(
        `einsumDense: equation must not use a letter twice for one tensor. Received: '${repeated}' in '${text}'.`,
      );
    return { text, input, kernel, output, ellipsis };
  }
  throw new Error(
    `einsumDense: equation must be of the form 'ab,bc->ac', '...b,bc->...c' or 'ab...,bc->ac...'. Received: '${text}'.`,
  );
}

/** Shapes for an input. @param sizes of the output as the layer was told them, without the samples */
export function shapesFor(
  equation: DenseEquation,
  biasAxes: string | null,
  inputShape: Shape,
  sizes: readonly (number | null)[],
) {
  const { input, kernel, output: outputLetters, ellipsis, text } = equation;
  const elided = inputShape.length - input.length;
  if (elided < 0 || (ellipsis === null && elided > 0))
    throw new Error(
      `einsumDense: the input must have the axes of '${input}' in '${text}'. Received: ${shapeText(inputShape)}.`,
    );
  const before = ellipsis === 'left' ? elided : 0;
  const told = outputShape(equation, inputShape, sizes);
  if (told.length !== outputLetters.length + elided)
    throw new Error(
      `einsumDense: outputShape must have a size for each axis of '${outputLetters}' but the samples. Received: [${sizes.map((size) => size ?? 'null')}].`,
    );
  const inputSize = new Map([...input].map((letter, i) => [letter, inputShape[before + i]!]));
  checkShared(inputSize, new Map([...outputLetters].map((letter, i) => [letter, told[before + i]!])));
  const output = told.map((size, i) => size ?? inputSize.get(outputLetters[i - before]!) ?? null);
  const outputSize = new Map([...outputLetters].map((letter, i) => [letter, output[before + i]!]));
  const kernelLetters = [...kernel];
  for (const letter of kernelLetters) {
    if (inputSize.has(letter) || outputSize.has(letter)) continue;
    throw new Error(
      `einsumDense: each letter of the kernel must stand in the input or the output. Received: '${letter}' in '${text}'.`,
    );
  }
  for (const letter of outputLetters) {
    if (inputSize.has(letter) || kernel.includes(letter)) continue;
    throw new Error(
      `einsumDense: each letter of the output must stand in the input or the kernel. Received: '${letter}' in '${text}'.`,
    );
  }
  return {
    output,
    kernel: kernelLetters.map((letter) => outputSize.get(letter) ?? inputSize.get(letter)),
    bias: biasAxes && biasShape(equation, biasAxes, outputSize, elided),
    outputAxes: kernelLetters.flatMap((letter, i) => (outputSize.has(letter) ? [i] : [])),
    inputAxes: kernelLetters.flatMap((letter, i) => (outputSize.has(letter) ? [] : [i])),
  };
}

/** The samples, axes left out in the equation, and those told. */
function outputShape(
  { input, ellipsis }: DenseEquation,
  inputShape: Shape,
  sizes: readonly (number | null)[],
): Shape {
  const elided = inputShape.length - input.length;
  if (ellipsis === 'left') return [inputShape[0]!, ...inputShape.slice(1, Math.max(elided, 1)), ...sizes];
  return [inputShape[0]!, ...sizes, ...inputShape.slice(inputShape.length - elided)];
}

function checkShared(
  inputSize: ReadonlyMap<string, number | null>,
  outputSize: ReadonlyMap<string, number | null>,
): void {
  for (const [letter, size] of inputSize) {
    const told = outputSize.get(letter) ?? null;
    if (told === null || told === size) continue;
    throw new Error(
      `einsumDense: outputShape must have the input's size for the axis '${letter}', expected ${size ?? 'null'}. Received: ${told}.`,
    );
  }
}

/** From the first axis with a bias on; the others have a size of 1. */
function biasShape(
  { output, ellipsis, text }: DenseEquation,
  biasAxes: string,
  outputSize: ReadonlyMap<string, number | null>,
  elided: number,
): Shape {
  const unknown = [...biasAxes].find((letter) => !output.includes(letter));
  if (unknown)
    throw new Error(
      `einsumDense: biasAxes must be letters of the output '${output}' in '${text}'. Received: '${unknown}'.`,
    );
  const first = Math.min(...[...biasAxes].map((letter) => output.indexOf(letter)));
  const own = [...output.slice(first)].map((letter) =>
    biasAxes.includes(letter) ? outputSize.get(letter)! : 1,
  );
  return ellipsis === 'left' ? own : [...own, ...Array.from({ length: elided }, () => 1)];
}
